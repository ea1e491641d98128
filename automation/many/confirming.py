"""The confirmation of everything that cannot be undone: one for all moves, and one for each move that asks for it."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from automation.confirmations import CONSEQUENCES
from automation.errors import ConditionNotMet, Paused
from automation.folder.intents import MOVE_FOLLOWERS, Intent
from automation.folder.journal import Journal
from automation.many.rows.table import Row, Table
from automation.many.state.record import Record
from automation.many.state.status import State, status_of
from automation.outline import Side
from automation.progress import Kind, Progress, Review, Topic, confirmed
from automation.text import shortened

WORD = "move"
_LONGEST_RUN = timedelta(days=1)


def confirmed_moves(
    table: Table, rows: Sequence[Row], progress: Progress, *, yes: bool, one_run: bool = True
) -> Collection[str]:
    """Ask once for all, with their number, and then for each move that has `confirm = true`.

    Args:
        table: The table.
        rows: The moves of this run.
        progress: Asks the questions.
        yes: Whether they are confirmed already, except those with `confirm = true`.
        one_run: Whether it is for one run, in which a move that waits for days does not come.

    Returns:
        The names of the moves whose followers may be moved. A move that is not among them stops before that.

    Raises:
        Paused: The user said no.
        ConditionNotMet: There is no terminal to ask in.
    """
    record, until = Record(table), datetime.now(UTC) + _LONGEST_RUN if one_run else None
    left = [row for row in rows if row.moves_followers and _still_to_press(table, row, record, until)]
    own, together = [row for row in left if row.confirm], [row for row in left if not row.confirm]
    if together and not yes:
        _ask_for_all(together, progress)
    return {row.label for row in together} | {
        row.label for row in own if progress.may_ask() and _ask_for_one(row, progress)
    }


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _still_to_press(table: Table, row: Row, record: Record, until: datetime | None) -> bool:
    """Whether "Move followers" may be clicked until then."""
    folder = table.folder_of(row)
    found = status_of(record.ended(row), folder, table.limits.retry_after)
    if found.state is State.DONE or (until and found.due and found.due > until):
        return False
    return not Intent(Journal.of(folder), MOVE_FOLLOWERS).is_done()


def _ask_for_all(rows: Sequence[Row], progress: Progress) -> None:
    number = len(rows)
    if not progress.may_ask():
        raise ConditionNotMet(
            f"{_counted(number, 'move')} must be confirmed, but there is no terminal to ask in.",
            safe="Nothing was opened or changed.",
            next_="Run the same command in a terminal, or with --yes.",
        )
    servers = sorted({f"{row.old.domain} → {row.handle(Side.NEW).domain}" for row in rows})
    progress.review(
        Review(
            f"“Move followers” will be clicked for {_counted(number, 'account')}",
            tuple(("Servers" if not index else "", text) for index, text in enumerate(shortened(servers, 8))),
            sentences=CONSEQUENCES,
        )
    )
    phrase = f"{WORD} {number}"
    topic = Topic(Kind.MOVE_FOLLOWERS, word=phrase)
    if not confirmed(progress, f"Type {phrase} to go on, or no to stop:", topic, f"Please type {phrase}, or no."):
        raise Paused(
            "You stopped before the first move.",
            safe="Nothing was opened or changed.",
            next_="Run the same command again when you are ready.",
        )


def _ask_for_one(row: Row, progress: Progress) -> bool:
    """Whether the user confirms this one. With "no" it stops before the click, and the others go on."""
    question = f"{row.old} → {row.new}: type {WORD} to move its followers, or no:"
    topic = Topic(Kind.MOVE_FOLLOWERS, Side.OLD, WORD)
    return confirmed(progress, question, topic, f"Please type the word {WORD}, or no.")
