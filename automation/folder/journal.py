"""The journal of a move: every step, appended to `journal.jsonl` and flushed to the disk."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Self

from automation.secrets import Secrets
from automation.system.files import private

JOURNAL = "journal.jsonl"  # in every move's folder


class Journal:
    """One line of JSON per event. An incomplete line, left by a run that was killed, is skipped."""

    def __init__(self, path: Path, secrets: Secrets) -> None:
        self.path = path
        self._secrets = secrets
        self.declared_at: float | None = None  # when an action was declared that is not over (monotonic time)

    @classmethod
    def of(cls, folder: Path, secrets: Secrets | None = None) -> Self:
        """The journal in a move's folder, which need not exist yet.

        Args:
            folder: The move's folder.
            secrets: What must not be written; whoever only reads needs none.
        """
        return cls(folder / JOURNAL, secrets or Secrets())

    def write(self, event: str, **facts: Any) -> None:
        """Append an event. Returns once it is on the disk."""
        line = json.dumps({"time": now(), "event": event, **self._secrets.scrubbed(facts)}, ensure_ascii=False)
        with open(self.path, "a+b", buffering=0, opener=private) as file:
            file.write((("\n" if _is_torn(file) else "") + line + "\n").encode())
            os.fsync(file.fileno())

    def read(self) -> Iterator[dict[str, Any]]:
        """All events, oldest first."""
        if not self.path.exists():
            return
        # Split at "\n" only: text from a page may contain other line separators.
        for line in self.path.read_bytes().split(b"\n"):
            try:
                event = json.loads(line)
            except ValueError:  # incomplete, perhaps in the middle of a character
                continue
            if isinstance(event, dict):
                yield event

    def last(self, event: str) -> dict[str, Any] | None:
        """The newest event of a kind, or None."""
        return next((found for found in reversed(list(self.read())) if found.get("event") == event), None)


def _is_torn(file: BinaryIO) -> bool:
    """Whether the last line has no line break."""
    if file.seek(0, os.SEEK_END) == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def now() -> str:
    """The current time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
