"""Questions at the start: everything that is needed to sign in."""

from collections.abc import Callable, Collection

from pydantic import SecretStr

from automation.accounts import session_store
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.handles import Handle
from automation.outline import Side
from automation.progress import Kind, Progress, Stage, Topic
from automation.settings import AccountSettings, Settings
from automation.system.environment import has_a_screen
from automation.system.keyboard import at_a_terminal
from automation.system.names import is_unknown

TRIES = 3
_KINDS = {Side.OLD: "account you are leaving", Side.NEW: "account you are moving to"}


def ask(
    progress: Progress,
    question: str,
    topic: Topic,
    *,
    hidden: bool = False,
    default: str = "",
    complaint: Callable[[str], str] = lambda answer: "" if answer else "That was empty.",
) -> str:
    """Ask until the answer is valid, at most three times.

    Args:
        progress: Asks the question.
        question: The question as it is shown.
        topic: What it is about.
        hidden: Whether the answer is a secret.
        default: What an empty answer means; it is shown beside the question.
        complaint: Returns what is wrong with an answer, or an empty string.

    Raises:
        UsageProblem: No answer was valid.
    """
    for _ in range(TRIES):
        answer = progress.ask(question, topic, hidden=hidden, default=default)
        answer = answer if hidden else answer.strip()
        said = complaint(answer)
        if not said:
            return answer
        progress.tell(said)
    raise UsageProblem(
        f"There was no valid answer to: {question}", safe=NOTHING_OPENED, next_="Run the same command again."
    )


def handle(
    progress: Progress, side: Side, *, other: Handle | None = None, look_up: bool = True, default: str = ""
) -> Handle:
    """Ask for a handle, and say how it was understood if that differs from what was typed.

    Args:
        progress: Asks the question.
        side: The account's side.
        other: The other account, which this one cannot be.
        look_up: Whether the server has to be found by its name now. It need not if its pages have another address.
        default: What an empty answer means.

    Raises:
        UsageProblem: No answer was a handle.
    """

    def complaint(answer: str) -> str:
        if said := problem_with(answer):
            return said
        if other is not None and other.same_as(str(Handle.parse(answer))):
            return f"{other} is the other account already: the old and the new account must differ."
        return problem_with_server(Handle.parse(answer)) if look_up else ""

    question = f"Handle of the {_KINDS[side]}, like alice@{side}.example:"
    typed = ask(progress, question, Topic(Kind.HANDLE, side), default=default, complaint=complaint)
    understood = Handle.parse(typed)
    if typed.removeprefix("@").casefold() != str(understood).casefold():
        progress.tell(f"Understood as {understood}.")
    return understood


def problem_with(text: str) -> str:
    """What is wrong with a handle; empty if it is valid."""
    try:
        Handle.parse(text)
    except ValueError as error:
        return str(error)
    return ""


def problem_with_server(handle: Handle) -> str:
    """What is wrong with a handle's server; empty if there is one with that name."""
    if is_unknown(handle.domain):
        return f"No server called {handle.domain} was found. Is it spelled correctly, and is this computer online?"
    return ""


def complete(
    settings: Settings,
    progress: Progress,
    sides: Collection[Side],
    *,
    signs_in: Collection[Side],
    moves_followers: bool,
    in_stages: bool = False,
) -> list[Side]:
    """Ask for whatever is missing to sign in. If nobody can answer, ask nothing.

    Args:
        settings: The answers are stored here.
        progress: Asks the questions.
        sides: The accounts that the run needs to know.
        signs_in: Those of them that it signs in to.
        moves_followers: Whether Part 5 runs, which needs the old account's password even with a saved session.
        in_stages: Whether to show the headings of the first two stages.

    Returns:
        The accounts of which a handle or an e-mail address was asked for.

    Raises:
        UsageProblem: A question was not answered.
    """
    if not progress.may_ask():
        return []
    in_stages = in_stages and not settings.yes
    if in_stages:
        handles = [str(handle) for side in sides if (handle := settings.account(side).handle)]
        progress.stage(Stage.ACCOUNTS, " → ".join(handles) if len(handles) == len(sides) else "")
    asked = [side for side in sides if _complete_handle(settings, progress, side)]
    settings.require_accounts(*sides)
    if in_stages:
        progress.stage(Stage.SIGN_IN)
    for side in signs_in:
        account = settings.account(side)
        assert account.handle is not None  # noqa: S101 (`require_accounts` has checked it)
        kept = session_store.session_of(account.handle) is not None
        if not kept and account.email is None:
            _ask_for_email(settings, side, progress)
            asked.append(side)
        if not kept and account.email is not None:
            _ask_for_password(account, side, progress)
        elif kept and moves_followers and side is Side.OLD:
            _ask_for_password(account, side, progress, may_have_none=True)
    return sorted(set(asked))


def _complete_handle(settings: Settings, progress: Progress, side: Side) -> bool:
    """Ask for a handle that is missing, or that names a server that does not exist; returns whether it was asked."""
    account, typed = settings.account(side), ""
    if account.handle is not None:
        said = "" if account.url else problem_with_server(account.handle)
        if not said:
            return False
        progress.tell(said)
        typed = str(account.handle)
    other = settings.account(side.other).handle
    account.handle = handle(progress, side, other=other, look_up=not account.url, default=typed)
    return True


def _ask_for_email(settings: Settings, side: Side, progress: Progress) -> None:
    """Ask for the e-mail address; without one, the user signs in in the browser window, which is then shown."""
    account = settings.account(side)
    assert account.handle is not None  # noqa: S101 (`require_accounts` has checked it)
    may_be_empty = settings.headed or (at_a_terminal() and has_a_screen())
    account.email = email(progress, side, account.handle, may_be_empty=may_be_empty) or None
    settings.headed = settings.headed or account.email is None


def email(progress: Progress, side: Side, handle: Handle, *, default: str = "", may_be_empty: bool = False) -> str:
    """Ask for the e-mail address of an account.

    Args:
        progress: Asks the question.
        side: The account's side.
        handle: The account.
        default: What an empty answer means.
        may_be_empty: Whether the user can sign in without it, in the browser window.

    Raises:
        UsageProblem: No answer was an e-mail address.
    """

    def complaint(answer: str) -> str:
        """The answer is not quoted: it could be the password, typed one question too early."""
        fits = "@" in answer or (may_be_empty and not answer)
        return "" if fits else "That is not an e-mail address: it has no @."

    by_hand = " (leave it empty to sign in yourself, in the browser window)" if may_be_empty else ""
    question = f"E-mail address for {handle}{by_hand}:"
    return ask(progress, question, Topic(Kind.EMAIL, side), default=default, complaint=complaint)


def _ask_for_password(account: AccountSettings, side: Side, progress: Progress, *, may_have_none: bool = False) -> None:
    assert account.handle is not None  # noqa: S101 (as above)
    if account.password or account.password_command or session_store.password_of(account.handle):
        return
    question, topic = f"Password for {account.handle}", Topic(Kind.PASSWORD, side)
    if may_have_none:
        question += ", which Part 5 needs (it is not shown; leave it empty if you sign in without a password):"
        account.password = SecretStr(typed) if (typed := progress.ask(question, topic, hidden=True)) else None
    else:
        account.password = SecretStr(ask(progress, f"{question} (it is not shown):", topic, hidden=True))
