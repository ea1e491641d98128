"""The journal of a move: what was done, step by step, appended to `journal.jsonl` and flushed to the disk."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from automation.files import private
from automation.secrets import Secrets


class Journal:
    """One line of JSON per event; a torn last line, of a run that was killed, is passed over."""

    def __init__(self, path: Path, secrets: Secrets) -> None:
        self.path = path
        self._secrets = secrets

    def write(self, event: str, **facts: Any) -> None:
        """Append an event, and return when it is on the disk."""
        line = json.dumps({"time": now(), "event": event, **self._scrubbed(facts)}, ensure_ascii=False)
        with open(self.path, "a+b", buffering=0, opener=private) as file:
            file.write((("\n" if _is_torn(file) else "") + line + "\n").encode())
            os.fsync(file.fileno())

    def _scrubbed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._secrets.scrub(value)
        if isinstance(value, dict):
            return {key: self._scrubbed(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._scrubbed(item) for item in value]
        return value

    def read(self) -> Iterator[dict[str, Any]]:
        """All events, oldest first."""
        if not self.path.exists():
            return
        # By lines of the file, not of the text: what a page said may have line separators of its own.
        for line in self.path.read_bytes().split(b"\n"):
            try:
                event = json.loads(line)
            except ValueError:  # torn, perhaps in the middle of a character
                continue
            if isinstance(event, dict):
                yield event

    def last(self, event: str) -> dict[str, Any] | None:
        """The newest event of a kind."""
        return next((found for found in reversed(list(self.read())) if found.get("event") == event), None)


def _is_torn(file: BinaryIO) -> bool:
    """Whether the last line lacks its end."""
    if file.seek(0, os.SEEK_END) == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def now() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
