"""The page for all moves: `report/index.html` in the folder of all moves, written as it goes on."""

from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from automation.many.state.status import State
from automation.many.state.view import MoveView, Overview
from automation.outline import Side
from automation.report.redaction import Masking, places
from automation.system.files import private_folder, write_text
from automation.text import date_and_time, printable

# What needs attention comes first, what is done last.
_ORDER = (State.NEEDS_ATTENTION, State.RUNNING, State.WAITING, State.QUEUED, State.TO_DO, State.DONE, State.CLEAR)
_REFRESH_S = 10


def write(overview: Overview, *, private: bool = False, going_on: bool = False) -> Path:
    """Write the page atomically.

    Args:
        overview: All moves.
        private: Whether to hide names, handles and servers, and to leave out links to the moves' own reports, so that
            the page can be shown to others.
        going_on: Whether it is written again soon; the browser then loads it again.

    Returns:
        The path of the page.

    Raises:
        UsageProblem: The folder cannot be written to.
    """
    target = private_folder(overview.table.folder / "report") / "index.html"
    hidden = Masking(_names(overview)) if private else str
    moves = sorted(overview.moves, key=lambda move: _ORDER.index(move.state))
    numbers = {row.label: number for number, row in enumerate(overview.table.rows, 1)}
    rows = [_facts(move, target.parent, numbers[move.row.label] if private else 0) for move in moves]
    page = _template().render(
        rows=rows, counts=overview.counts(), total=len(rows), slow=list(overview.slow_servers), hidden=hidden,
        written=datetime.now().astimezone(), refresh=_REFRESH_S if going_on else 0, private=private,
        table=overview.table.file.name,
    )  # fmt: skip
    write_text(target, page)
    return target


def _names(overview: Overview) -> list[str]:
    """Everything that names a person or a server."""
    names = places(overview.table.folder)
    for move in overview.moves:
        row = move.row
        names += [row.label, *row.servers]
        for side in row.sides:
            names += [str(row.handle(side)), row.handle(side).domain, row.of(side, "email") or ""]
    return names


def _facts(move: MoveView, page: Path, number: int) -> dict[str, Any]:
    """What the page shows of a move. If there is a number, it stands for all names."""
    report = move.folder / "report" / "index.html"
    link = ""
    if not number and report.is_file():
        link = quote(f"../{report.relative_to(page.parent).as_posix()}")
    return {
        "name": "" if number else move.row.name,
        "who": f"Move {number}" if number else " → ".join(str(one) for one in (move.row.old, move.row.new) if one),
        "state": str(move.state),
        "due": move.status.due,
        "says": move.says,
        "next": move.ended.next if move.ended and move.state is State.NEEDS_ATTENTION else "",
        "to_do": [*move.obstacles, *move.to_do],
        "there": move.followers.get(Side.NEW, ""),
        "left": move.followers.get(Side.OLD, ""),
        "before": move.followers_before,
        "link": link,
    }


@lru_cache
def _template() -> Template:
    page = Environment(
        loader=PackageLoader("automation.many", "."), autoescape=True, finalize=_shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    page.filters["moment"] = partial(date_and_time, between=" ")
    return page.get_template("overview.html.j2")


@pass_context
def _shown(context: Context, value: Any) -> Any:
    """Filter every text that goes into the page. Escaped text has already been filtered."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return context["hidden"](printable(value))
