"""What can go wrong on a screen, told in Mastodon's words.

PageError
├── ScreenNotRecognised   the page is not the one that it should be, or a control of it is missing
│   └── ControlNotUsable  the control is there, and covered, disabled or moving
├── SignedOut             the server asks to sign in where a signed-in page was expected
├── ServerTrouble         the server did not answer, or answered with an error of its own
├── WrongOrigin           a secret was about to be typed into a page of another origin
└── LeftUndone            something was left to the person, who did not do it
"""


class PageError(Exception):
    """Base of everything that a page object raises."""


class ScreenNotRecognised(PageError):
    """A screen, or one of its controls, is not there.

    Args:
        screen: the screen's title.
        address: the address that the browser shows.
        control: the control that was looked for, in the page object's words.
        seen: what is there instead, in a sentence with the page's own words.
    """

    def __init__(self, screen: str, address: str, control: str, seen: str = "") -> None:
        super().__init__(f'On the screen "{screen}" ({address}) the control "{control}" was not found. {seen}'.strip())
        self.screen, self.address, self.control = screen, address, control


class ControlNotUsable(ScreenNotRecognised):
    """A control is there, and cannot be used.

    Args:
        screen: the screen's title.
        address: the address that the browser shows.
        control: the control, in the page object's words.
        why: what is in the way.
    """

    def __init__(self, screen: str, address: str, control: str, why: str) -> None:
        super().__init__(screen, address, control)
        self.args = (f'On the screen "{screen}" ({address}) the control "{control}" cannot be used: {why}.',)


class SignedOut(PageError):
    """The session has ended: the server shows its sign-in page."""

    def __init__(self, address: str) -> None:
        super().__init__(f"The server asks to sign in at {address}.")
        self.address = address


class ServerTrouble(PageError):
    """The server did not answer, or not with a page.

    Args:
        address: what was asked for.
        status: the HTTP status, None where there was no answer at all.
        said: what the server or the browser said, one line.
        again_at: when the server wants to be asked again, where it said so: ISO 8601, or seconds from now.
        reading: nothing was sent that could have changed something, so that asking again is safe.
        reached: the server has answered something before; one that never did is rather a wrong address.
        old_form: it is the form that was sent which has become too old; a new one may do.
        code: what the browser calls the cause, without its "ERR_": NAME_NOT_RESOLVED, say.
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
        # A file store's addresses carry a query that opens them to anybody.
        super().__init__(f"{address.partition('?')[0]}: {answer}. {said}".strip())
        self.address, self.status, self.said, self.again_at = address, status, said, again_at
        self.reading, self.reached, self.old_form = reading, reached, old_form
        self.code = code

    @property
    def passing(self) -> bool:
        """Whether it may pass by itself, or, for an old form, by reading the form again."""
        if self.status is None:
            return self.reached and not self.code.startswith("CERT_")
        return self.old_form or self.status == 429 or self.status >= 500


class WrongOrigin(PageError):
    """A secret was about to be typed into a page that is not the named server's."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"The page is {found}, not {expected}: nothing was typed.")
        self.expected, self.found = expected, found


class LeftUndone(PageError):
    """Something was left to the person, who did not do it within so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"This was left to you in the browser, and was not done within {seconds:.0f} s.")
        self.seconds = seconds
