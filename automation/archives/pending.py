"""An archive that was requested but is not ready: the journal says when it was requested."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from automation.folder.journal import Journal
from automation.text import date_and_time, duration

EVENT = "archive"
# Large archives take hours. Mastodon retries five times, which takes ten minutes; then it drops the request.
_LONG = timedelta(days=1)
# Servers delete finished archives after this time (Mastodon's default).
_KEPT_THERE = timedelta(days=7)


@dataclass(frozen=True)
class PendingArchive:
    """A request for an archive, with the journal's ids of the archives that the page had before it."""

    requested: datetime
    before: frozenset[str]

    @property
    def when(self) -> str:
        """The time of the request, in local time."""
        return date_and_time(self.requested)

    def why_lost(self, ready: Sequence[str], in_the_making: int, now: datetime | None = None) -> str:
        """A sentence that says why the archive will probably not come; empty if it is ready or may still come.

        Args:
            ready: The ids of the archives that the page offers.
            in_the_making: How many archives the server is still preparing.
            now: The current time, for tests.
        """
        if not self.before.issuperset(ready):
            return ""
        age = (now or datetime.now(UTC)) - self.requested
        asked = f"The archive that was requested on {self.when}"
        if in_the_making:
            lasting = duration(age.total_seconds())
            return f"{asked} is still not ready, {lasting} later." if age > _LONG else ""
        if age > _KEPT_THERE:
            return f"{asked} is not on the page. It was never made, or the server deleted it after some days."
        return f"{asked} was never made: the page no longer lists it."


def pending_archive(journal: Journal) -> PendingArchive | None:
    """The last request in the journal; None if there is none or its archive has been downloaded."""
    found = None
    for event in journal.read():
        if event.get("event") == EVENT and event.get("state") in {"requested", "kept"}:
            found = event if event["state"] == "requested" else None
    if found is None:
        return None
    return PendingArchive(datetime.fromisoformat(found["time"]), frozenset(found.get("before", ())))
