"""Many moves on the terminal: a live table, plain lines, or JSON lines; and the table at the end."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from automation.cli.layout import Table
from automation.text import printable, time_of_day

if TYPE_CHECKING:
    from automation.many.state.view import MoveView, Overview

_STYLES = {
    "done": ("✓", "green"),
    "clear": ("✓", "green"),
    "running": ("…", "cyan"),
    "waiting": ("‖", "yellow"),
    "needs attention": ("✗", "red"),
    "queued": ("○", "dim"),
    "to do": ("○", "dim"),
}
_FIRST = ("running", "needs attention", "waiting", "queued", "to do", "done", "clear")
# Of more moves, the table at the end leaves out those that are done.
_MOST_SHOWN = 40
# Lines of the terminal that are not rows of the table.
_BESIDE_ROWS = 5


class WritesMoves(Protocol):
    """Writes events for a program."""

    def move(self, facts: dict[str, Any]) -> None:
        """One of many moves stands otherwise now."""


class Shown(Protocol):
    """Shows a run over many moves."""

    def changed(self, view: "MoveView") -> None:
        """A move stands otherwise now."""

    def refresh(self) -> None:
        """Is called several times a second."""

    def close(self) -> None:
        """End the output."""


class LiveTable:
    """A table that is updated as it goes on, with as many moves as the terminal has room for."""

    def __init__(self, console: Console, overview: "Overview") -> None:
        self._console, self._overview = console, overview
        self._live = Live(console=console, auto_refresh=False, transient=True, get_renderable=self._draw)
        self._live.start()

    def changed(self, view: "MoveView") -> None:
        """Wait for the next refresh."""

    def refresh(self) -> None:
        """Draw it again."""
        self._live.refresh()

    def close(self) -> None:
        """Take it away; the table at the end replaces it."""
        self._live.stop()

    def _draw(self) -> Group:
        moves = sorted(self._overview.moves, key=lambda move: _FIRST.index(move.state))
        room = max(self._console.height - _BESIDE_ROWS, 3)
        table = Table("", "Move", "Details", box=None, pad_edge=False, expand=True)
        table.columns[1].max_width, table.columns[1].no_wrap = max(self._console.width // 2, 20), True
        table.columns[2].ratio, table.columns[2].no_wrap = 1, True
        for move in moves[:room]:
            table.add_row(*_row(move.row.label, str(move.state), _about(move.facts())))
        lines: list[Text] = [Text(self._overview.in_words(), "bold")]
        if slow := self._overview.slow_servers:
            lines.append(Text(f"Servers with trouble, used less for now: {', '.join(slow)}", "yellow"))
        more = [Text(f"… and {len(moves) - room} more", "dim")] if len(moves) > room else []
        return Group(*lines, table, *more)


class Lines:
    """A line for each change, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def changed(self, view: "MoveView") -> None:
        """Print how a move stands now."""
        if view.state != "queued":
            about = "; ".join([_about(view.facts()), *view.obstacles]) if view.state != "running" else ""
            line = f"{view.row.label}: {view.state}" + (f" ({about.removeprefix('; ')})" if about else "")
            self._console.print(Text(printable(line)), soft_wrap=True)

    def refresh(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing: every line has been printed."""


class Events:
    """An event for each change, for a program that reads stdout."""

    def __init__(self, lines: WritesMoves) -> None:
        self._lines = lines

    def changed(self, view: "MoveView") -> None:
        """Write how a move stands now."""
        self._lines.move(view.facts())

    def refresh(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing: every line has been written."""


def shown(console: Console, overview: "Overview", *, lines: WritesMoves | None, moving: bool) -> Shown:
    """What suits the output.

    Args:
        console: Where to draw.
        overview: What to draw.
        lines: Writes events, if a program reads stdout.
        moving: Whether the terminal can draw things that move.
    """
    if lines:
        return Events(lines)
    return LiveTable(console, overview) if moving else Lines(console)


def table_of(moves: Sequence[Mapping[str, Any]]) -> Table:
    """The table at the end."""
    table = Table("", "Move", "On new", "On old", "Details", title="Moves")
    table.columns[1].overflow = "fold"
    for column in table.columns[2:4]:
        column.justify = "right"
    done = [move for move in moves if move["state"] in {"done", "clear"}]
    left_out = done if len(moves) > _MOST_SHOWN else []
    for move in sorted(moves, key=lambda move: _FIRST.index(move["state"])):
        if move in left_out:
            continue
        mark, name, about = _row(move["name"], move["state"], _about(move, whole=True))
        followers = move["followers"]
        table.add_row(mark, name, followers.get("new", ""), followers.get("old", ""), about)
    if left_out:
        table.add_row("✓", f"{len(left_out)} others are {left_out[0]['state']}", style="green")
    return table


def plan_of(moves: Sequence[Mapping[str, Any]]) -> Table:
    """What many moves will do, and where their passwords come from."""
    table = Table("Move", "Does", "“Move followers”", "Passwords", title="Moves")
    table.columns[0].overflow = table.columns[3].overflow = "fold"
    for move in moves:
        pressed = ("asked separately" if move["confirm"] else "yes") if move["moves_followers"] else "no"
        passwords = Text("\n".join(f"{side}: {source}" for side, source in move["passwords"].items()))
        for lack in move["missing"]:
            passwords.append(f"\n{lack}", "red")
        table.add_row(move["name"], move["does"], pressed, passwords)
    return table


def _row(name: str, state: str, about: str) -> tuple[Text, Text, Text]:
    mark, style = _STYLES[state]
    return Text(mark, style), Text(name), Text(about, "dim" if style == "dim" else "")


def _about(move: Mapping[str, Any], *, whole: bool = False) -> str:
    """What there is to know of a move: in a line, or with all that its person has to do."""
    return ("\n" if whole else " ").join(_said(move, whole=whole)).strip()


def _said(move: Mapping[str, Any], *, whole: bool) -> Iterator[str]:
    if queued := move.get("queue"):
        due = f", due {time_of_day(datetime.fromisoformat(queued['due']))}" if queued["due"] else ""
        yield f"In the queue: {queued['job']}{due}."
    if move["due"]:
        yield f"next try at {time_of_day(datetime.fromisoformat(move['due']))}:"
    if move["says"]:
        yield move["says"]
    if whole:
        yield from (f"Obstacle: {what}" for what in move["obstacles"])
        yield from (f"Would be copied: {what}" for what in move["also"])
        yield from (f"To do yourself: {what}" for what in move["to_do"])
        if move["next"]:
            yield move["next"]
