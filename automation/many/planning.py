"""What a table will do, and how its moves stand: `many plan` and `many status`. Nothing is opened."""

from collections.abc import Sequence
from typing import Any

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.folder.lock import in_use
from automation.many.rows import references
from automation.many.rows.table import Row, Table
from automation.many.state.record import Record
from automation.many.state.status import State, Status
from automation.many.state.view import Overview, views
from automation.many.supervision import move_process
from automation.protocol.event_file import EventFile
from automation.settings import ALL_ALSO


def chosen(table: Table, only: str | None) -> Sequence[Row]:
    """The moves that were named, by name or old account; all of them if none were.

    Raises:
        UsageProblem: There is no such move.
    """
    if only is None:
        return table.rows
    wanted = {name.strip().removeprefix("@").casefold() for name in only.split(",") if name.strip()}
    named = {row.label: {row.label.casefold(), str(row.old).casefold()} for row in table.rows}
    if unknown := wanted - set().union(*named.values()):
        raise UsageProblem(
            f"{table.file} has no move {', '.join(sorted(unknown))}.",
            safe=NOTHING_OPENED,
            next_=f"Its moves: mastodon-move many plan {table.file}",
        )
    return [row for row in table.rows if named[row.label] & wanted]


def plan(table: Table, rows: Sequence[Row]) -> dict[str, Any]:
    """What these moves will do, and where their passwords come from."""
    moves = []
    for row in rows:
        moves.append(
            {
                "name": row.label,
                "does": "download the lists" if row.do == "export" else _parts_in_words(row),
                "also": list(row.also or ()) if row.do == "guide" else [],
                "moves_followers": row.moves_followers,
                "confirm": row.confirm,
                "passwords": {str(side): source for side in row.sides if (source := references.source_of(row, side))},
                "missing": references.missing(row),
            }
        )
    return {"folder": str(table.folder), "moves_planned": moves}


def _parts_in_words(row: Row) -> str:
    also = (
        "; also " + ("all that goes beyond the guide" if ALL_ALSO in row.also else ", ".join(row.also))
        if row.also
        else ""
    )
    return f"parts {', '.join(map(str, row.parts))}{also}"


def current_overview(table: Table, rows: Sequence[Row]) -> Overview:
    """How these moves stand now, those included that a process is doing."""
    found = views(table, rows, Record(table))
    for view in found:
        if in_use(view.folder):
            view.status = Status(State.RUNNING)
            for event in EventFile(view.folder / move_process.LINES).new():
                view.live.take(event)
    return Overview(table, found)
