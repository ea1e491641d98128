"""What must not be done twice: written down before it is done, and again once its outcome was seen."""

from datetime import UTC, datetime
from typing import Any

from automation.folder.journal import Journal

MOVE_FOLLOWERS = "move followers"


class Intent:
    """One such thing, by its name in the journal: "move followers", "post on old", "upload follows"."""

    def __init__(self, journal: Journal, event: str) -> None:
        self._journal, self._event = journal, event

    def declare(self, **facts: Any) -> None:
        """It is about to be done. Returns when that is on the disk."""
        self._journal.write(self._event, state="intent", **facts)

    def done(self, **facts: Any) -> None:
        """The page has confirmed it."""
        self._journal.write(self._event, state="done", **facts)

    def refused(self, **facts: Any) -> None:
        """The page has refused it."""
        self._journal.write(self._event, state="refused", **facts)

    def withdrawn(self) -> None:
        """It was not done: somebody stopped it before."""
        self._journal.write(self._event, state="withdrawn")

    def unanswered_for(self) -> float | None:
        """Seconds since it was begun by a run that did not see its outcome; None where there is no such run."""
        last = self._journal.last(self._event)
        if last is None or last.get("state") != "intent":
            return None
        return max(0, (datetime.now(UTC) - datetime.fromisoformat(last["time"])).total_seconds())
