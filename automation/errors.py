"""Every way in which a move can stop, each with its exit code.

MoveError
├── UsageProblem      2    a setting, an option or a file is wrong
├── SignInRefused     3    sign-in was refused, or the page is another server's
│   └── SessionEnded  3    the server has forgotten that the person was signed in
├── ConditionNotMet   4    a waiting period, a missing alias, a limit, no confirmation
│   └── Paused        4    the person was asked whether to go on, and said no
├── ServerProblem     5    the server does not answer, or answers with an error
├── ScreenProblem     6    a screen, or a control on it, was not recognised
├── DoneInPart        7    partly done; what is missing is named
└── Interrupted     130    the person stopped it

A `MoveError` says what was seen, what is safe and what to do next; what was being done, in the guide's words, is
added by the step that it left (`automation.run.step_runner`).
"""

from typing import Any

from automation.advice import is_unknown_name, seen_and_next
from automation.exit_codes import ExitCode
from pages.errors import PageError, PersonTimedOut, ScreenNotRecognised, ServerTrouble, SignedOut, WrongOrigin

NOTHING_CHANGED = "Nothing was changed."
NOTHING_OPENED = "Nothing was opened or changed."


class MoveError(Exception):
    """Base of all reasons to stop.

    Args:
        seen: what the page, the server or the machine said.
        safe: what need not be worried about.
        next_: what to do now.
    """

    exit_code: int = ExitCode.BUG

    def __init__(self, seen: str, *, safe: str = NOTHING_CHANGED, next_: str = "") -> None:
        super().__init__(seen)
        self.seen, self.safe, self.next_ = seen, safe, next_
        self.doing = ""
        self.error_details: list[str] = []
        self.under_way = False  # whether a server has been asked for something, and its answer is not known
        self.keeps_details = True  # whether a screenshot helps to understand it
        self.keeps_traces = False  # whether somebody will want the traces, where such a problem mostly says it all
        self.results: dict[str, Any] = {}

    def facts(self) -> dict[str, Any]:
        """The same for a program, as the journal and `--json` have it."""
        return {
            "exit_code": self.exit_code,
            "doing": self.doing,
            "seen": self.seen,
            "safe": self.safe,
            "next": self.next_,
            "error_details": self.error_details,
        }


class UsageProblem(MoveError):
    """A setting, an option or a file is wrong."""

    exit_code = ExitCode.USAGE


class SignInRefused(MoveError):
    """Sign-in was refused."""

    exit_code = ExitCode.SIGN_IN_REFUSED


class ConditionNotMet(MoveError):
    """A condition is not met: a waiting period, a missing alias, a limit, or no confirmation."""

    exit_code = ExitCode.CONDITION_NOT_MET


class SessionEnded(SignInRefused):
    """The server has forgotten that the person was signed in."""


class Paused(ConditionNotMet):
    """The person was asked whether to go on, and said no."""


class ServerProblem(MoveError):
    """The server has trouble.

    `passing` says whether that may pass by itself, `again_at` when the server wants to be asked again, where it said
    so.
    """

    exit_code = ExitCode.SERVER_PROBLEM
    passing = False
    again_at: str | None = None


class ScreenProblem(MoveError):
    """A screen was not recognised."""

    exit_code = ExitCode.SCREEN_PROBLEM


class DoneInPart(MoveError):
    """Partly done; what is missing is named."""

    exit_code = ExitCode.DONE_IN_PART


class Interrupted(MoveError):
    """Interrupted."""

    exit_code = ExitCode.INTERRUPTED

    @classmethod
    def by_the_person(cls, *, anything_done: bool = True) -> "Interrupted":
        """Ctrl-C.

        Args:
            anything_done: whether a step was completed before.
        """
        return cls(
            "You stopped it.",
            safe="Completed steps stay done; they are recorded in the journal." if anything_done else NOTHING_CHANGED,
            next_="Run the same command again when you are ready.",
        )


def from_page(error: PageError) -> MoveError:
    """Say of a page object's error what it means for a move."""
    if isinstance(error, WrongOrigin):
        return SignInRefused(
            str(error),
            next_="If this is your server's address, set it with --old-url or --new-url.",
        )
    if isinstance(error, SignedOut):
        return SessionEnded(str(error), next_="The session has ended. Run the same command again to sign in.")
    if isinstance(error, ServerTrouble):
        seen, next_ = seen_and_next(error)
        problem = ServerProblem(seen, safe="Completed steps stay done; they are recorded in the journal.", next_=next_)
        problem.passing, problem.again_at = error.passing, error.again_at
        problem.keeps_details = not is_unknown_name(error)
        return problem
    if isinstance(error, PersonTimedOut):
        return ConditionNotMet(str(error), next_="Run the same command again when you have time for it.")
    assert isinstance(error, ScreenNotRecognised)  # noqa: S101 (the tree in pages.errors is complete)
    return ScreenProblem(
        str(error),
        safe="Completed steps stay done; they are recorded in the journal.",
        next_="Look at the screenshot in the move's folder. Or add --headed to watch what happens.",
    )
