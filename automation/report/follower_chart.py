"""The chart of both accounts' followers: the times at which they were read, and the lines through these points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from automation.outline import Side
from automation.report.events import Before, Counts, Event
from pages.numbers import Count

# Two profiles that are read within this time count as one moment.
_ONE_LOOK = timedelta(minutes=2)
# How many moments to list, and up to how many to mark on a line.
_LISTED = 60
_DOTTED = 12


@dataclass
class Moment:
    """What both profiles showed at one time. A side that was not read is missing."""

    time: datetime
    counts: dict[Side, Count] = field(default_factory=dict)

    def exact(self, side: Side) -> int | None:
        """The exact number; None if the page abbreviated it or the side was not read."""
        return self.counts[side].exact if side in self.counts else None


@dataclass(frozen=True)
class Point:
    """A point on a line, in percent of the chart's size, from the left and from the top."""

    x: float
    y: float


@dataclass(frozen=True)
class Tick:
    """A number on the axis, and its distance from the top in percent."""

    value: int
    y: float


@dataclass(frozen=True)
class Followers:
    """All moments, oldest first."""

    moments: list[Moment]

    def first(self, side: Side) -> str:
        """What a profile showed first; empty if it was never read."""
        return next((str(moment.counts[side]) for moment in self.moments if side in moment.counts), "")

    def last(self, side: Side) -> str:
        """What a profile showed last; empty if it was never read."""
        return next((str(moment.counts[side]) for moment in reversed(self.moments) if side in moment.counts), "")

    @property
    def can_be_drawn(self) -> bool:
        """Whether there are at least two moments with exact numbers, which a line needs."""
        return any(sum(moment.exact(side) is not None for moment in self.moments) > 1 for side in Side)

    def line(self, side: Side) -> list[Point]:
        """The points of one account's line: level from one reading to the next, as nothing is known in between."""
        line: list[Point] = []
        for point in self._points(side):
            line += [Point(point.x, line[-1].y), point] if line and line[-1].y != point.y else [point]
        return line

    def _points(self, side: Side) -> list[Point]:
        began, top = self.moments[0].time, self._top
        lasted = (self.moments[-1].time - began) / timedelta(seconds=1) or 1
        return [
            Point(
                round(100 * ((moment.time - began) / timedelta(seconds=1)) / lasted, 3),
                round(100 - 100 * exact / top, 3),
            )
            for moment in self.moments
            if (exact := moment.exact(side)) is not None
        ]

    def dots(self, side: Side) -> list[Point]:
        """The points to mark: all if there are few, otherwise both ends."""
        points = self._points(side)
        return points if len(points) <= _DOTTED else [points[0], points[-1]]

    @property
    def ticks(self) -> list[Tick]:
        """Round numbers from 0 to the highest count."""
        step = _step(self._most)
        return [Tick(value, round(100 - 100 * value / self._top, 3)) for value in range(0, self._top + 1, step)]

    @property
    def _most(self) -> int:
        return max([exact for m in self.moments for side in Side if (exact := m.exact(side)) is not None], default=0)

    @property
    def _top(self) -> int:
        step = _step(self._most)
        return max(-(-self._most // step), 1) * step


def _step(most: int) -> int:
    """1, 2 or 5 times a power of ten, so that there are at most five steps."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * 5 >= most:
                return step
        size *= 10


def of_events(events: Sequence[Event]) -> Followers:
    """The followers' history from the journal's events."""
    return Followers(_thinned(list(_moments(_readings(events)))))


def _readings(events: Sequence[Event]) -> Iterator[tuple[datetime, Side, Count]]:
    """All readings. The counts before the move are skipped if the journal has them as readings too."""
    told = set[Side]()
    for event in events:
        if isinstance(event, Counts):
            told.add(event.side)
            yield event.time, event.side, Count(event.shown, event.followers)
        elif isinstance(event, Before):
            for side in event.counts.keys() - told:
                yield event.time, side, Count.read(event.counts[side].followers)


def _moments(readings: Iterator[tuple[datetime, Side, Count]]) -> Iterator[Moment]:
    moment: Moment | None = None
    for time, side, count in readings:
        if moment is None or side in moment.counts or time - moment.time > _ONE_LOOK:
            if moment is not None:
                yield moment
            moment = Moment(time)
        moment.counts[side] = count
    if moment is not None:
        yield moment


def _thinned(moments: list[Moment]) -> list[Moment]:
    """The first and last moment and those around a change; if these are too many, an even selection of them."""
    changed = [
        moment
        for index, moment in enumerate(moments)
        if index in {0, len(moments) - 1}
        or moment.counts != moments[index - 1].counts
        or moment.counts != moments[index + 1].counts
    ]
    every = -(-len(changed) // _LISTED)
    return [moment for index, moment in enumerate(changed) if index % every == 0 or moment is changed[-1]]
