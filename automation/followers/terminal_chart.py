"""The followers of both accounts over time, drawn in the terminal."""

import re
from collections.abc import Sequence
from datetime import datetime

from plotille import Canvas
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.table import Table
from rich.text import Text

from automation.followers.readings import Reading, Readings
from automation.steps import Side
from automation.text import printable

# A cell of a canvas has so many dots, in braille.
_DOTS_ACROSS, _DOTS_UP = 2, 4
_BLANK = chr(0x2800)
_WIDEST, _HIGHEST, _LOWEST = 100, 15, 4
# Rows beside the chart: heading, axis, numbers, the note below them, and one to spare. None of them may be folded, or
# the picture would be higher than the terminal, and leave its head behind each time it is drawn.
_BESIDE = 10
_STYLES = {Side.OLD: "cyan", Side.NEW: "green"}
# Without colours, too, the lines are told apart: one is thin, the other thick.
_STROKES = {Side.OLD: 1, Side.NEW: 2}
_KEYS = {Side.OLD: "──", Side.NEW: "━━"}
_GONE_OR_ARRIVED = {Side.OLD: "gone", Side.NEW: "arrived"}

Line = Sequence[tuple[datetime, int]]


class Chart:
    """Both lines, with the numbers below them. It is drawn again only when the terminal's size has changed."""

    def __init__(self, known: Readings) -> None:
        self._known = known
        self._drawn: tuple[tuple[int, int], Group] | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rich's way of asking for it."""
        size = min(options.max_width, _WIDEST), max(_LOWEST, min(console.height - _BESIDE, _HIGHEST))
        if self._drawn is None or self._drawn[0] != size:
            self._drawn = size, Group(heading(self._known), *self._chart(*size), numbers(self._known))
        yield self._drawn[1]

    def _chart(self, width: int, height: int) -> list[Text]:
        lines = {side: self._known.line(side) for side in Side}
        points = [point for line in lines.values() for point in line]
        if not points:
            return []
        times, top = [time for time, _ in points], max(1, *(count for _, count in points))
        margin = len(str(top)) + 1
        across = max(width - margin - 2, _DOTS_ACROSS)
        frame = _Frame(across, height, min(times), max(times), top)
        rows = _overlaid({side: frame.draw(line, _STROKES[side]) for side, line in lines.items()})
        labels = {0: str(top), height // 2: str(round(top * (1 - (height // 2) / (height - 1)))), height - 1: "0"}
        return [
            *(
                Text.assemble((f"{labels.get(at, ''):>{margin}} ", "dim"), ("┤" if at in labels else "│", "dim"), row)
                for at, row in enumerate(rows)
            ),
            Text(" " * (margin + 1) + "└" + "─" * across, style="dim"),
            Text(" " * (margin + 2) + _ends(min(times), max(times), across) + "\n", style="dim"),
        ]


class _Frame:
    """The canvas of a line: so many cells, a span of time, and counts from 0 up."""

    def __init__(self, width: int, height: int, begin: datetime, end: datetime, top: int) -> None:
        self._width, self._height, self._begin, self._top = width, height, begin, top
        self._seconds = max((end - begin).total_seconds(), 1)

    def draw(self, line: Line, stroke: int) -> list[str]:
        """A line from reading to reading, so many dots thick, as rows of braille."""
        right, up = self._width * _DOTS_ACROSS, self._height * _DOTS_UP
        canvas = Canvas(self._width, self._height, xmax=right, ymax=up)
        dots = [
            ((time - self._begin).total_seconds() / self._seconds * (right - 1), count / self._top * (up - stroke))
            for time, count in line
        ]
        for lift in range(stroke):
            for (x, y), (next_x, next_y) in zip(dots, dots[1:] or dots, strict=False):
                canvas.line(x, y + lift, next_x, next_y + lift)
        return canvas.plot("\n").split("\n")


def _overlaid(drawn: dict[Side, list[str]]) -> list[Text]:
    """Both lines on one another; where they share a cell it has the dots of both, in the new one's colour."""
    rows = []
    for old_row, new_row in zip(drawn[Side.OLD], drawn[Side.NEW], strict=True):
        both = "".join(chr(ord(old) | ord(new)) for old, new in zip(old_row, new_row, strict=True))
        row = Text(both.replace(_BLANK, " "), style=_STYLES[Side.OLD])
        for stretch in re.finditer(f"[^{_BLANK}]+", new_row):
            row.stylize(_STYLES[Side.NEW], *stretch.span())
        rows.append(row)
    return rows


def _ends(begin: datetime, end: datetime, width: int) -> str:
    """When the lines begin and end, below their ends; in a narrow terminal only the latter."""
    left, right = clock(begin), clock(end)
    return f"{left}{right:>{width - len(left)}}" if len(left) + len(right) < width else f"{right:>{width}}"


def clock(moment: datetime) -> str:
    """A moment as a person at this machine reads it."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def heading(known: Readings) -> Text:
    """How much is known, and when something last moved."""
    since, changed_at = known.since(), known.changed_at()
    said = [f"since {clock(since)}, {len(known)} readings"] if since else []
    said += [f"last change {clock(changed_at)}"] if changed_at else []
    return Text.assemble(
        ("Followers", "bold"), (" · ".join(["", *said]) + "\n", "dim"), no_wrap=True, overflow="ellipsis"
    )


def numbers(known: Readings) -> Table:
    """A row per account: how many followers at first, how many now, and what that makes."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()  # this one and the last give way in a narrow terminal
    for justify in ("right", "left", "right"):
        table.add_column(justify=justify, no_wrap=True)
    for side in Side:
        first, latest = known.first(side), known.latest(side)
        if first is None or latest is None:
            table.add_row("", f"the {side} account has not been read yet")
            continue
        table.add_row(
            Text(f" {_KEYS[side]} {side}", style=_STYLES[side]),
            Text(latest.handle, no_wrap=True, overflow="ellipsis"),
            Text(printable(first.shown)),
            "→",
            Text(printable(latest.shown), style="bold"),
            Text(changed(known, side), no_wrap=True, overflow="ellipsis"),
        )
    return table


def in_words(reading: Reading, known: Readings) -> str:
    """A reading on one line."""
    change = changed(known, reading.side)
    return f"{reading.side} {reading.handle}: {reading.shown} followers" + (f" ({change})" if change else "")


def changed(known: Readings, side: Side) -> str:
    """How many are gone from the old account, or have arrived at the new one."""
    change, latest = known.change(side), known.latest(side)
    when = f", as of {clock(latest.time)}" if latest and known.behind(side) else ""
    if change is None:
        abbreviated = latest is not None and latest.followers is None
        return ("the page abbreviates: not drawn" if abbreviated else "so far") + when
    if side is Side.OLD:
        change = -change
    word = _GONE_OR_ARRIVED[side]
    other = "more" if side is Side.OLD else "fewer"
    return (f"{change} {word}" if change >= 0 else f"{-change} {other} than at first") + when
