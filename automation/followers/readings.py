"""Follower counts as they were read over time: events of the journal, written wherever a profile's counts are read."""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from automation.folder.journal import Journal
from automation.steps import Side

EVENT = "counts"


class Reading(BaseModel):
    """What a profile showed at a moment, as the journal has it.

    `followers` and `following` are None where the page abbreviates ("1.2K"): what such a text means differs between
    languages, so that it is shown and compared, never calculated with.
    """

    model_config = ConfigDict(frozen=True)

    time: AwareDatetime
    side: Side
    handle: str
    followers: int | None
    shown: str
    following: int | None

    def facts(self) -> dict[str, Any]:
        """The same as plain data, but for the time, which every event has anyway."""
        return self.model_dump(mode="json", exclude={"time"})


class Readings:
    """All that is known of the followers of both accounts, oldest first."""

    def __init__(self, found: Mapping[Side, list[Reading]]) -> None:
        self._of = found

    @classmethod
    def of(cls, journal: Journal, handles: Mapping[str, str]) -> Self:
        """What the journal has of two accounts, by whatever run it was read."""
        found: dict[Side, list[Reading]] = {side: [] for side in Side}
        for event in journal.read():
            if event.get("event") != EVENT:
                continue
            try:
                reading = Reading.model_validate(event)
            except ValidationError:  # a line that is none of this program's
                continue
            if reading.handle == handles[reading.side]:
                found[reading.side].append(reading)
        return cls(found)

    def __len__(self) -> int:
        return max(len(of_one) for of_one in self._of.values())

    def since(self) -> datetime | None:
        """When the first of them was read."""
        return min((of_one[0].time for of_one in self._of.values() if of_one), default=None)

    def first(self, side: Side) -> Reading | None:
        """The earliest reading of an account."""
        return next(iter(self._of[side]), None)

    def latest(self, side: Side) -> Reading | None:
        """The newest reading of an account."""
        return next(reversed(self._of[side]), None)

    def line(self, side: Side) -> list[tuple[datetime, int]]:
        """The points of an account's line: the readings whose number is known."""
        return [(r.time, r.followers) for r in self._of[side] if r.followers is not None]

    def change(self, side: Side) -> int | None:
        """By how much an account's followers have changed since its first reading; None where that is not known."""
        first, latest = self.first(side), self.latest(side)
        if first is None or latest is None or first.followers is None or latest.followers is None:
            return None
        return latest.followers - first.followers

    def changed_at(self) -> datetime | None:
        """When a reading last showed something else than the one before it; None where none ever did."""
        changes = [
            after.time
            for of_one in self._of.values()
            for before, after in pairwise(of_one)
            if before.shown != after.shown
        ]
        return max(changes, default=None)

    def behind(self, side: Side) -> bool:
        """Whether the other account was read since, and more than once: this one's server is in trouble."""
        latest = self.latest(side)
        others = [reading for other, of_one in self._of.items() if other is not side for reading in of_one]
        return latest is not None and sum(reading.time > latest.time for reading in others) > 1

    def both_read_at(self) -> datetime | None:
        """Up to when both accounts are known."""
        latest = [self.latest(side) for side in Side]
        return min(reading.time for reading in latest if reading) if all(latest) else None

    def all_arrived(self) -> bool:
        """Whether the old account has none left, and the new one at least as many as the old one had at first."""
        first, old, new = self.first(Side.OLD), self.latest(Side.OLD), self.latest(Side.NEW)
        if first is None or old is None or new is None or first.followers is None or new.followers is None:
            return False
        return old.followers == 0 and new.followers >= first.followers
