"""The followers of both accounts over time, drawn in the terminal."""

import re
from collections.abc import Sequence
from datetime import datetime

from plotille import Canvas
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.table import Table
from rich.text import Text

from automation.followers.readings import Reading, Readings
from automation.outline import Side
from automation.text import date_and_time, printable

# Dots per cell of a braille canvas.
_DOTS_ACROSS, _DOTS_UP = 2, 4
_BLANK = chr(0x2800)
_WIDEST, _HIGHEST, _LOWEST = 100, 15, 4
# Rows above and below the chart: heading, axis, numbers, a note, and one to spare. No line may wrap: the output would
# be taller than the terminal, and parts of it would remain each time it is redrawn.
_BESIDE = 10
_STYLES = {Side.OLD: "cyan", Side.NEW: "green"}
# One line is thin and the other thick, so that they differ without colours too.
_STROKES = {Side.OLD: 1, Side.NEW: 2}
_KEYS = {Side.OLD: "──", Side.NEW: "━━"}
_GONE_OR_ARRIVED = {Side.OLD: "moved away", Side.NEW: "arrived"}

Line = Sequence[tuple[datetime, int]]


class Chart:
    """Both lines, with the numbers below them. Redrawn only if the terminal's size changes."""

    def __init__(self, known: Readings) -> None:
        self._known = known
        self._drawn: tuple[tuple[int, int], Group] | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render the chart for Rich."""
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
    """The canvas of a line: its size in cells, the time span, and the highest count; counts start at 0."""

    def __init__(self, width: int, height: int, begin: datetime, end: datetime, top: int) -> None:
        self._width, self._height, self._begin, self._top = width, height, begin, top
        self._seconds = max((end - begin).total_seconds(), 1)

    def draw(self, line: Line, stroke: int) -> list[str]:
        """Draw a line through all readings, `stroke` dots thick; returns rows of braille."""
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
    """Both lines in one chart. A cell that both use has the dots of both and the new account's colour."""
    rows = []
    for old_row, new_row in zip(drawn[Side.OLD], drawn[Side.NEW], strict=True):
        both = "".join(chr(ord(old) | ord(new)) for old, new in zip(old_row, new_row, strict=True))
        row = Text(both.replace(_BLANK, " "), style=_STYLES[Side.OLD])
        for stretch in re.finditer(f"[^{_BLANK}]+", new_row):
            row.stylize(_STYLES[Side.NEW], *stretch.span())
        rows.append(row)
    return rows


def _ends(begin: datetime, end: datetime, width: int) -> str:
    """The times at which the lines begin and end; only the end if the terminal is narrow."""
    left, right = clock(begin), clock(end)
    return f"{left}{right:>{width - len(left)}}" if len(left) + len(right) < width else f"{right:>{width}}"


def clock(moment: datetime) -> str:
    """A time in this computer's time zone."""
    return date_and_time(moment, " ")


def heading(known: Readings) -> Text:
    """The heading: the number of readings, and the time of the last change."""
    since, changed_at = known.since(), known.changed_at()
    said = [f"since {clock(since)}, {len(known)} readings"] if since else []
    said += [f"last change {clock(changed_at)}"] if changed_at else []
    return Text.assemble(
        ("Followers", "bold"), (" · ".join(["", *said]) + "\n", "dim"), no_wrap=True, overflow="ellipsis"
    )


def numbers(known: Readings) -> Table:
    """A row per account: followers at first, followers now, and the difference."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()  # this column and the last are shortened in a narrow terminal
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
    """How many followers have left the old account, or arrived at the new one."""
    change, latest = known.change(side), known.latest(side)
    when = f", as of {clock(latest.time)}" if latest and known.behind(side) else ""
    if change is None:
        abbreviated = latest is not None and latest.followers is None
        return ("abbreviated by the page, not drawn" if abbreviated else "so far") + when
    if side is Side.OLD:
        change = -change
    word = _GONE_OR_ARRIVED[side]
    other = "more" if side is Side.OLD else "fewer"
    return (f"{change} {word}" if change >= 0 else f"{-change} {other} than at first") + when
