"""Actions that must not happen twice: recorded in the journal before they start, and again when they are answered."""

import time
from datetime import UTC, datetime
from typing import Any

from automation.folder.journal import Journal

MOVE_FOLLOWERS = "move followers"


class Intent:
    """One such action, by its name in the journal: "move followers", "post on old", "upload follows"."""

    def __init__(self, journal: Journal, event: str) -> None:
        self._journal, self._event = journal, event

    def declare(self, **facts: Any) -> None:
        """Record that the action is about to start. Returns once that is on the disk."""
        self._journal.write(self._event, state="intent", **facts)
        self._journal.declared_at = time.monotonic()

    def done(self, **facts: Any) -> None:
        """Record that the page confirmed the action."""
        self._end(state="done", **facts)

    def refused(self, **facts: Any) -> None:
        """Record that the page refused the action."""
        self._end(state="refused", **facts)

    def withdrawn(self) -> None:
        """Record that the action was stopped before it happened."""
        self._end(state="withdrawn")

    def _end(self, state: str, **facts: Any) -> None:
        self._journal.write(self._event, state=state, **facts)
        self._journal.declared_at = None

    def is_done(self) -> bool:
        """Whether the page has confirmed the action, the last time that it was tried."""
        return (self._journal.last(self._event) or {}).get("state") == "done"

    def unanswered_for(self) -> float | None:
        """Seconds since a run started the action without seeing its outcome; None if there was no such run."""
        last = self._journal.last(self._event)
        if last is None or last.get("state") != "intent":
            return None
        return max(0, (datetime.now(UTC) - datetime.fromisoformat(last["time"])).total_seconds())
