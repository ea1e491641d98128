"""All the errors that can stop a move, each with its exit code.

MoveError
├── UsageProblem      2    a setting, an option or a file is wrong
├── SignInRefused     3    sign-in was refused, or the page belongs to another server
│   └── SessionEnded  3    the server ended the session
├── ConditionNotMet   4    a waiting period, a missing alias, a limit, no confirmation
│   └── Paused        4    the user was asked whether to go on, and said no
├── ServerProblem     5    the server does not answer, or answers with an error
├── ScreenProblem     6    a screen, or a control on it, was not recognised
├── DoneInPart        7    partly done; the error names what is missing
└── Interrupted     130    the user stopped the run

A `MoveError` says what was seen, what is safe and what to do next. The step that failed adds what was being done, in
the guide's words (`automation.run.step_runner`).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from automation.exit_codes import ExitCode
from automation.network_advice import is_unknown_name, seen_and_next
from pages.errors import PageError, ScreenNotRecognised, ServerTrouble, SignedOut, UserTimedOut, WrongOrigin

NOTHING_CHANGED = "Nothing was changed."
STEPS_STAY = "Completed steps stay done; they are recorded in the journal."
NOTHING_OPENED = "Nothing was opened or changed."


class Reason(StrEnum):
    """Why a move stopped, where whoever tries again has to know it: a program cannot tell it from the sentences."""

    WAITING_PERIOD = "waiting period"
    """The old account has moved recently."""
    ALIAS_NOT_SEEN = "alias not seen"
    """The old server does not see the alias yet."""
    FOLDER_IN_USE = "folder in use"
    """Another run uses the move's folder."""


class MoveError(Exception):
    """Base class of the errors that stop a move.

    Args:
        seen: What the page, the server or the computer said.
        safe: What the user need not worry about.
        next_: What to do now.
        reason: Why it stopped, for a program that tries again.
        due: When it makes sense to try again, if that is known.
    """

    exit_code: int = ExitCode.BUG

    def __init__(
        self,
        seen: str,
        *,
        safe: str = NOTHING_CHANGED,
        next_: str = "",
        reason: Reason | None = None,
        due: datetime | None = None,
    ) -> None:
        super().__init__(seen)
        self.seen, self.safe, self.next_ = seen, safe, next_
        self.reason, self.due = reason, due
        self.doing = ""
        self.error_details: list[str] = []
        self.under_way = False  # a request was sent, and the server's answer is not known
        self.keeps_details = True  # a screenshot helps to understand the error
        self.keeps_traces = False  # keep the traces even if such an error rarely needs them
        self.results: dict[str, Any] = {}

    def facts(self) -> dict[str, Any]:
        """The error as data, for the journal and `--json`."""
        return {
            "exit_code": self.exit_code,
            "doing": self.doing,
            "seen": self.seen,
            "safe": self.safe,
            "next": self.next_,
            "reason": self.reason,
            "due": self.due.isoformat() if self.due else None,
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
    """The server ended the session."""


class Paused(ConditionNotMet):
    """The user was asked whether to go on, and said no."""


class ServerProblem(MoveError):
    """The server has trouble.

    `passing` says whether the trouble may be temporary. `again_at` is the server's `Retry-After`, if it sent one.
    """

    exit_code = ExitCode.SERVER_PROBLEM
    passing = False
    again_at: str | None = None


class ScreenProblem(MoveError):
    """A screen was not recognised."""

    exit_code = ExitCode.SCREEN_PROBLEM


class DoneInPart(MoveError):
    """Partly done; the error names what is missing."""

    exit_code = ExitCode.DONE_IN_PART


class Interrupted(MoveError):
    """The user stopped the run."""

    exit_code = ExitCode.INTERRUPTED

    @classmethod
    def by_the_user(cls, *, anything_begun: bool = True) -> "Interrupted":
        """Ctrl-C.

        Args:
            anything_begun: Whether the run had begun a step.
        """
        begun = (
            "Completed steps stay done. The current step may be partly done. When you run the "
            "same command again, it checks first, finishes the step, and never clicks “Move followers” twice."
        )
        return cls(
            "You stopped the run.",
            safe=begun if anything_begun else NOTHING_CHANGED,
            next_="Run the same command again when you are ready.",
        )


def from_page(error: PageError) -> MoveError:
    """Translate an error of a page object into a `MoveError`."""
    if isinstance(error, WrongOrigin):
        return SignInRefused(
            str(error),
            next_="If this is your server's address, set it with --old-url or --new-url.",
        )
    if isinstance(error, SignedOut):
        return SessionEnded(str(error), next_="The session has ended. Run the same command again to sign in.")
    if isinstance(error, ServerTrouble):
        seen, next_ = seen_and_next(error)
        problem = ServerProblem(seen, safe=STEPS_STAY, next_=next_)
        problem.passing, problem.again_at = error.passing, error.again_at
        problem.keeps_details = not is_unknown_name(error)
        return problem
    if isinstance(error, UserTimedOut):
        return ConditionNotMet(str(error), next_="Run the same command again when you have time for it.")
    assert isinstance(error, ScreenNotRecognised)  # noqa: S101 (the tree in pages.errors is complete)
    return ScreenProblem(
        str(error),
        safe=STEPS_STAY,
        next_="Look at the screenshot in the move's folder. Or add --headed to watch what happens.",
    )
