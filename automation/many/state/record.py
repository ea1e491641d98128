"""What the supervisor remembers between its runs: which moves it has started, and how each has ended.

It is a journal of the same kind as that of a move, `many.jsonl` in the folder of all moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from automation.folder.journal import Journal, now
from automation.many.rows.table import Row, Table
from automation.secrets import Secrets
from automation.system.files import private_folder

_STARTED, _ENDED = "started", "ended"
_SAID = ("doing", "seen", "safe", "next", "reason")


@dataclass(frozen=True)
class Ended:
    """How a move ended the last time, and how often it has ended so, one after the other."""

    time: datetime
    command: str
    digest: str
    code: int
    times: int
    doing: str = ""
    seen: str = ""
    safe: str = ""
    next: str = ""
    reason: str = ""
    due: datetime | None = None  # when it makes sense to try again, if the move knew it


@dataclass(frozen=True)
class Started:
    """A move was started: it signs in so many times to each of these servers."""

    time: datetime
    sign_ins: Mapping[str, int]


class Record:
    """The record of a table. It reads what the supervisor and all workers have recorded in the same folder.

    Args:
        table: The table.
        of: The name of the worker that writes; by default, the supervisor writes.
    """

    def __init__(self, table: Table, of: str = "") -> None:
        self.folder = table.folder
        self._journal = Journal(table.folder / f"many{f'-{of}' if of else ''}.jsonl", Secrets())
        self._ended: dict[tuple[str, str], Ended] = {}
        self.started: list[Started] = []  # by this one: servers count sign-ins for each address
        records = [Journal(path, Secrets()) for path in table.folder.glob("many*.jsonl")]
        found = [(str(event.get("time")), record.path, event) for record in records for event in record.read()]
        for _, path, event in sorted(found, key=lambda one: one[0]):
            self._take(event, own=path == self._journal.path)

    def start(self, row: Row, command: str, sign_ins: Mapping[str, int]) -> None:
        """Record that a move is about to start. Returns once that is on the disk."""
        self._write(_STARTED, move=row.label, command=command, sign_ins=dict(sign_ins))

    def end(self, row: Row, command: str, code: int, error: Mapping[str, Any]) -> None:
        """Record how a move ended."""
        said = {name: str(error.get(name) or "") for name in _SAID} | {"due": error.get("due")}
        self._write(_ENDED, move=row.label, command=command, digest=row.digest, code=code, **said)

    def ended(self, row: Row, command: str = "") -> Ended | None:
        """How a move ended the last time; None if it has not ended since its row was changed.

        Args:
            row: The move.
            command: What it did; by default what its row says.
        """
        found = self._ended.get((row.label, command or row.do))
        return found if found and found.digest == row.digest else None

    def _write(self, event: str, **facts: Any) -> None:
        private_folder(self.folder)
        self._journal.write(event, **facts)
        self._take({"event": event, "time": now(), **facts}, own=True)

    def _take(self, event: Mapping[str, Any], *, own: bool) -> None:
        try:
            time = datetime.fromisoformat(event["time"])
            if event.get("event") == _STARTED and own:
                self.started.append(Started(time, {str(k): int(v) for k, v in event["sign_ins"].items()}))
            elif event.get("event") == _ENDED:
                key = (str(event["move"]), str(event["command"]))
                before = self._ended.get(key)
                code, digest = int(event["code"]), str(event["digest"])
                again = before is not None and (before.code, before.digest) == (code, digest)
                times = before.times + 1 if before and again else 1
                due = datetime.fromisoformat(event["due"]) if event.get("due") else None
                said = {name: str(event.get(name, "")) for name in _SAID}
                self._ended[key] = Ended(time, key[1], digest, code, times, due=due, **said)
        except (KeyError, TypeError, ValueError, AttributeError):  # a line of another program, or a damaged one
            return
