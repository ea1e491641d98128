"""Undoing the redirect of the old account, once the user has confirmed it."""

from datetime import datetime

from automation.errors import ConditionNotMet, Paused, ScreenProblem
from automation.folder.intents import MOVE_FOLLOWERS
from automation.folder.journal import Journal
from automation.outline import Side
from automation.progress import Kind, Review, Topic, confirmed
from automation.run.move import Move
from automation.text import date_and_time
from pages.settings.account import AccountPage

WORDS = "Undo the redirect of the old account"
WORD = "undo"
_EVENT = "undo"


def run(move: Move) -> str:
    """Undo the redirect, if there is one. The account can be used again; followers who have moved do not come back.

    Returns:
        A sentence that says what has become of the redirect.

    Raises:
        ConditionNotMet: The user did not confirm.
        ScreenProblem: The page still shows the redirect.
    """
    old = move.handle(Side.OLD)
    with move.looking(WORDS, Side.OLD):
        move.log_in(Side.OLD, limited=True)
        page = AccountPage.open(move.actor(Side.OLD)).open_migration()
        if not page.redirecting():
            return f"{old} does not redirect to any other account"
        _ask_for_confirmation(move, page.redirect_words())
        said = page.undo_redirect().said()
        if page.redirecting():
            raise ScreenProblem(
                f"The page still shows the redirect. It says: {said}", next_="Check the migration page yourself."
            )
        move.journal.write(_EVENT, account=str(old), said=said)
    return f"{old} no longer redirects, and can be used again. {said}".strip()


def undone_on(journal: Journal) -> str:
    """When the redirect was undone, if that came after the last move; empty otherwise."""
    undone, moved = journal.last(_EVENT), journal.last(MOVE_FOLLOWERS)
    if undone is None or (moved and moved["time"] > undone["time"]):
        return ""
    return date_and_time(datetime.fromisoformat(undone["time"]))


def _ask_for_confirmation(move: Move, redirect: str) -> None:
    if move.settings.yes:
        return
    if not move.progress.may_ask():
        raise ConditionNotMet(
            "Undoing the redirect needs your confirmation, but there is no terminal to ask in.",
            next_="Run the same command in a terminal, or with --yes.",
        )
    sentences = (
        "You can then use the account again.",
        "Followers who have moved do not come back, and the waiting period of 30 days continues.",
        "The post about the move stays pinned: unpin or delete it yourself.",
    )
    move.progress.review(Review("Undo the redirect", (("The page says", redirect),), sentences=sentences))
    question, help_ = f"Type {WORD} to go on, or no to stop:", f"Please type the word {WORD}, or no."
    if not confirmed(move.progress, question, Topic(Kind.UNDO, Side.OLD, WORD), help_):
        raise Paused(
            "You stopped. The redirect is still there.", next_="Run the same command again when you are ready."
        )
