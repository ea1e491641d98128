"""Questions at the start: everything that is needed to sign in."""

from collections.abc import Callable, Collection

from pydantic import SecretStr

from automation.accounts import session_store
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.handles import Handle
from automation.progress import Progress, may_ask
from automation.settings import AccountSettings, Settings
from automation.steps import Side

TRIES = 3
_KINDS = {Side.OLD: "account you are leaving", Side.NEW: "account you are moving to"}


def ask(
    progress: Progress,
    question: str,
    *,
    hidden: bool = False,
    default: str = "",
    complaint: Callable[[str], str] = lambda answer: "" if answer else "That was empty.",
) -> str:
    """Ask until the answer is valid, at most three times.

    Args:
        progress: Asks the question.
        question: The question as it is shown.
        hidden: Whether the answer is a secret.
        default: Text that is already in the input field and can be edited.
        complaint: Returns what is wrong with an answer, or an empty string.

    Raises:
        UsageProblem: No answer was valid.
    """
    for _ in range(TRIES):
        answer = progress.ask(question, hidden=hidden, default=default)
        answer = answer if hidden else answer.strip()
        said = complaint(answer)
        if not said:
            return answer
        progress.tell(said)
        default = answer if not hidden else ""
    raise UsageProblem(
        f"There was no valid answer to: {question}", safe=NOTHING_OPENED, next_="Run the same command again."
    )


def handle(progress: Progress, side: Side, typed: str = "") -> str:
    """Ask for a handle. Text typed earlier is shown and can be edited.

    Raises:
        UsageProblem: No answer was a handle.
    """
    return ask(
        progress, f"Handle of the {_KINDS[side]}, like alice@{side}.example:", default=typed, complaint=wrong_with
    )


def wrong_with(text: str) -> str:
    """What is wrong with a handle; empty if it is valid."""
    try:
        Handle.parse(text)
    except ValueError as error:
        return str(error)
    return ""


def complete(settings: Settings, progress: Progress, sides: Collection[Side], *, moves_followers: bool) -> None:
    """Ask for whatever is missing to sign in. Without a terminal, ask nothing.

    Args:
        settings: The answers are stored here.
        progress: Asks the questions.
        sides: The accounts that the run signs in to.
        moves_followers: Whether Part 5 runs, which needs the old account's password even with a saved session.

    Raises:
        UsageProblem: A question was not answered.
    """
    if not may_ask():
        return
    for side in sides:
        account = settings.account(side)
        if account.handle is None:
            account.handle = Handle.parse(handle(progress, side))
    settings.require_accounts(*sides)
    for side in sides:
        account = settings.account(side)
        assert account.handle is not None  # noqa: S101 (`require_accounts` has checked it)
        kept = session_store.session_of(account.handle) is not None
        if not kept:
            _ask_for_email(account, progress, in_window=settings.headed)
        if not kept and account.email is not None:
            _ask_for_password(account, progress)
        elif kept and moves_followers and side is Side.OLD:
            _ask_for_password(account, progress, may_have_none=True)


def _ask_for_email(account: AccountSettings, progress: Progress, *, in_window: bool) -> None:
    if account.email is not None:
        return
    question = f"E-mail address for {account.handle}"
    if in_window:
        question += " (leave it empty to sign in yourself, in the browser window)"
        account.email = progress.ask(f"{question}:").strip() or None
    else:
        account.email = ask(progress, f"{question}:")


def _ask_for_password(account: AccountSettings, progress: Progress, *, may_have_none: bool = False) -> None:
    assert account.handle is not None  # noqa: S101 (as above)
    if account.password or account.password_command or session_store.password_of(account.handle):
        return
    question = f"Password for {account.handle}"
    if may_have_none:
        question += ", which Part 5 needs (leave it empty if the account has none; it is not shown):"
        account.password = SecretStr(typed) if (typed := progress.ask(question, hidden=True)) else None
    else:
        account.password = SecretStr(ask(progress, f"{question} (it is not shown):", hidden=True))
