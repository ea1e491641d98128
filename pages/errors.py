"""The errors that page objects raise.

PageError
├── ScreenNotRecognised   the page is not the expected one, or one of its controls is missing
│   └── ControlNotUsable  the control is there, but it is covered, disabled or moving
├── SignedOut             the server shows its sign-in page instead of a page for signed-in people
├── ServerTrouble         the server did not answer, or answered with an error
├── WrongOrigin           a secret was about to be typed into a page of another origin
└── UserTimedOut          the user did not do what was left to them
"""


class PageError(Exception):
    """Base class of all errors that page objects raise."""


class ScreenNotRecognised(PageError):
    """A screen or one of its controls is missing.

    Args:
        screen: the screen's title.
        address: the address that the browser shows.
        control: the name of the missing control, as in the page object.
        seen: a sentence about the page that is there instead, with the page's own words.
    """

    def __init__(self, screen: str, address: str, control: str, seen: str = "") -> None:
        super().__init__(f'On the screen "{screen}" ({address}) the control "{control}" was not found. {seen}'.strip())
        self.screen, self.address, self.control = screen, address, control


class ControlNotUsable(ScreenNotRecognised):
    """A control is there but cannot be used.

    Args:
        screen: the screen's title.
        address: the address that the browser shows.
        control: the name of the control, as in the page object.
        why: the reason, as a clause: "it is disabled".
    """

    def __init__(self, screen: str, address: str, control: str, why: str) -> None:
        super().__init__(screen, address, control)
        self.args = (f'On the screen "{screen}" ({address}) the control "{control}" cannot be used: {why}.',)


class SignedOut(PageError):
    """The session has ended: the server shows its sign-in page."""

    def __init__(self, address: str) -> None:
        super().__init__(f"The server asks you to sign in at {address}.")
        self.address = address


class ServerTrouble(PageError):
    """The server did not answer, or answered with an error.

    Args:
        address: the address that was requested.
        status: the HTTP status, or None if there was no response.
        said: what the server or the browser reported, on one line.
        again_at: when the server allows the next request, if it said so: ISO 8601, or seconds from now.
        reading: whether the request changed nothing on the server, so that it is safe to repeat.
        reached: whether the server has ever answered. If it has not, the address is probably wrong.
        old_form: whether the form has expired. A new one may work.
        code: the browser's error code without "ERR_", for example NAME_NOT_RESOLVED.
    """

    def __init__(
        self,
        address: str,
        status: int | None,
        said: str,
        again_at: str | None = None,
        *,
        reading: bool = False,
        reached: bool = True,
        old_form: bool = False,
        code: str = "",
    ) -> None:
        answer = f"status {status}" if status else "no answer"
        # The query is left out: with an object storage address, it gives access to the file.
        super().__init__(f"{address.partition('?')[0]}: {answer}. {said}".strip())
        self.address, self.status, self.said, self.again_at = address, status, said, again_at
        self.reading, self.reached, self.old_form = reading, reached, old_form
        self.code = code

    @property
    def passing(self) -> bool:
        """Whether the problem may go away, with time or, for an expired form, with a new form."""
        if self.status is None:
            return self.reached and not self.code.startswith("CERT_")
        return self.old_form or self.status == 429 or self.status >= 500


class WrongOrigin(PageError):
    """A secret was about to be typed into a page that does not belong to the named server."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"The page belongs to {found}, not to {expected}: nothing was typed.")
        self.expected, self.found = expected, found


class UserTimedOut(PageError):
    """The user did not do what was left to them within the given number of seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"This step was left to you, and was not done in the browser within {seconds:.0f} s.")
        self.seconds = seconds
