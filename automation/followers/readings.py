"""Follower counts over time. They are events of the journal, written whenever a profile's counts are read."""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from automation.folder.journal import Journal
from automation.outline import Side

EVENT = "counts"


class Reading(BaseModel):
    """What a profile showed at one time, as recorded in the journal.

    `followers` and `following` are None if the page abbreviates ("1.2K"). Abbreviations differ between languages, so
    they are shown and compared, but not converted to numbers.
    """

    model_config = ConfigDict(frozen=True)

    time: AwareDatetime
    side: Side
    handle: str
    followers: int | None
    shown: str
    following: int | None

    def facts(self) -> dict[str, Any]:
        """The reading as data, without the time, which every event has."""
        return self.model_dump(mode="json", exclude={"time"})


class Readings:
    """All readings of both accounts, oldest first."""

    def __init__(self, found: Mapping[Side, list[Reading]]) -> None:
        self._of = found

    @classmethod
    def of(cls, journal: Journal, handles: Mapping[str, str]) -> Self:
        """The journal's readings of two accounts, from all runs."""
        found: dict[Side, list[Reading]] = {side: [] for side in Side}
        for event in journal.read():
            if event.get("event") != EVENT:
                continue
            try:
                reading = Reading.model_validate(event)
            except ValidationError:  # not written by this program
                continue
            if reading.handle == handles[reading.side]:
                found[reading.side].append(reading)
        return cls(found)

    def __len__(self) -> int:
        return max(len(of_one) for of_one in self._of.values())

    def since(self) -> datetime | None:
        """The time of the first reading."""
        return min((of_one[0].time for of_one in self._of.values() if of_one), default=None)

    def first(self, side: Side) -> Reading | None:
        """The earliest reading of an account."""
        return next(iter(self._of[side]), None)

    def latest(self, side: Side) -> Reading | None:
        """The newest reading of an account."""
        return next(reversed(self._of[side]), None)

    def line(self, side: Side) -> list[tuple[datetime, int]]:
        """The points of an account's line: the readings with an exact number."""
        return [(r.time, r.followers) for r in self._of[side] if r.followers is not None]

    def change(self, side: Side) -> int | None:
        """How an account's followers have changed since its first reading; None if that is not known."""
        first, latest = self.first(side), self.latest(side)
        if first is None or latest is None or first.followers is None or latest.followers is None:
            return None
        return latest.followers - first.followers

    def changed_at(self) -> datetime | None:
        """The time of the last reading that differed from the one before it; None if none did."""
        changes = [
            after.time
            for of_one in self._of.values()
            for before, after in pairwise(of_one)
            if before.shown != after.shown
        ]
        return max(changes, default=None)

    def behind(self, side: Side) -> bool:
        """Whether the other account was read more than once since: this account's server has trouble."""
        latest = self.latest(side)
        others = [reading for other, of_one in self._of.items() if other is not side for reading in of_one]
        return latest is not None and sum(reading.time > latest.time for reading in others) > 1

    def both_read_at(self) -> datetime | None:
        """The time up to which both accounts were read; None if one was never read."""
        latest = [self.latest(side) for side in Side]
        return min(reading.time for reading in latest if reading) if all(latest) else None

    def all_arrived(self) -> bool:
        """Whether the old account has no followers left and the new one has at least as many as the old one had."""
        first, old, new = self.first(Side.OLD), self.latest(Side.OLD), self.latest(Side.NEW)
        if first is None or old is None or new is None or first.followers is None or new.followers is None:
            return False
        return old.followers == 0 and new.followers >= first.followers
