"""The archive that was requested and has not come: the journal knows what the server promised, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from automation.folder.journal import Journal
from automation.text import duration

EVENT = "archive"
# Large ones take hours. Mastodon tries it five times again, which takes ten minutes; then it drops the request.
_LONG = timedelta(days=1)
# After so long servers throw away archives that have come (Mastodon's default).
_KEPT_THERE = timedelta(days=7)


@dataclass(frozen=True)
class Promised:
    """An archive that was requested, and which ones the page had before that, by their marks in the journal."""

    requested: datetime
    before: frozenset[str]

    @property
    def when(self) -> str:
        """When it was requested, as a person says it."""
        return self.requested.astimezone().strftime("%Y-%m-%d at %H:%M")

    def broken(self, ready: Sequence[str], in_the_making: int, now: datetime | None = None) -> str:
        """Why it is not to be expected any more, in a sentence; empty while it may still come, or has come.

        Args:
            ready: the marks of the archives that the page has.
            in_the_making: how many more it tells of.
            now: the present, where it is another.
        """
        if not self.before.issuperset(ready):
            return ""
        age = (now or datetime.now(UTC)) - self.requested
        asked = f"The archive that was requested on {self.when}"
        if in_the_making:
            lasting = duration(age.total_seconds())
            return f"{asked} is still in the making, {lasting} later." if age > _LONG else ""
        if age > _KEPT_THERE:
            return f"{asked} is not on the page any more. It never came, or was thrown away after some days, unfetched."
        return f"{asked} never came: the page has nothing of it any more."


def promised(journal: Journal) -> Promised | None:
    """What the journal says was requested last, unless it was kept since."""
    found = None
    for event in journal.read():
        if event.get("event") == EVENT and event.get("state") in {"requested", "kept"}:
            found = event if event["state"] == "requested" else None
    if found is None:
        return None
    return Promised(datetime.fromisoformat(found["time"]), frozenset(found.get("before", ())))
