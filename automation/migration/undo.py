"""Undoing the redirect of the old account, with the person's word."""

from typing import Any

from automation.errors import ConditionNotMet, ScreenProblem
from automation.progress import may_ask
from automation.run.move import Move
from automation.steps import Side
from pages.account import AccountPage

WORDS = "Undo the redirect of the old account"
WORD = "undo"


def run(move: Move) -> dict[str, Any]:
    """Undo it, where there is one; the account can be used again then, but followers who have moved stay moved.

    Raises:
        ConditionNotMet: the word was not given.
        ScreenProblem: the page goes on showing the redirect.
    """
    old = move.handle(Side.OLD)
    with move.looking(WORDS, Side.OLD):
        move.log_in(Side.OLD, limited=True)
        page = AccountPage.open(move.actor(Side.OLD)).open_migration()
        if not page.redirecting():
            move.results.undone = f"{old} does not redirect to any other account"
            return move.results.facts()
        _ask_for_the_word(move, page.redirect_words())
        said = page.undo_redirect().said()
        if page.redirecting():
            raise ScreenProblem(
                f"The page still shows the redirect. It says: {said}", next_="Look at the page yourself."
            )
        move.results.undone = f"{old} no longer redirects. {said}".strip()
        move.journal.write("undo", account=str(old), said=said)
    return move.results.facts()


def _ask_for_the_word(move: Move, redirect: str) -> None:
    if move.settings.yes:
        return
    if not may_ask():
        raise ConditionNotMet(
            "Undoing the redirect needs your confirmation, but there is no terminal to ask on.",
            next_="Run the same command in a terminal, or with --yes.",
        )
    move.progress.tell(f"The page says: {redirect}")
    move.progress.tell("Undone, the account can be used again. Followers who have moved do not come back, and the")
    move.progress.tell("waiting period of 30 days goes on.")
    if move.progress.ask(f'Type "{WORD}" to go on:').strip().casefold() != WORD:
        raise ConditionNotMet("You did not confirm.", next_="Run the same command again when you are ready.")
