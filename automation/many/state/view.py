"""What is shown of a move, and of all moves together: for the terminal, for programs and for the page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from automation.many.rows.table import Row, Table
from automation.many.state.protocol import LiveState
from automation.many.state.record import Ended, Record
from automation.many.state.status import State, Status, status_of
from automation.outline import Side
from automation.report import events


@dataclass
class MoveView:
    """One move as it is shown."""

    row: Row
    folder: Path
    status: Status
    ended: Ended | None = None
    live: LiveState = field(default_factory=LiveState)
    since: datetime | None = None
    obstacles: tuple[str, ...] = ()  # what `many check` found
    also: tuple[str, ...] = ()  # and what it found that would be copied, beyond the guide
    followers: dict[Side, str] = field(default_factory=dict)  # as last read
    followers_before: str = ""
    to_do: tuple[str, ...] = ()  # what the user has to do

    @property
    def state(self) -> State:
        """How it stands."""
        return self.status.state

    @property
    def says(self) -> str:
        """What there is to know, in a line: what it does, why it waits, or what stopped it."""
        if self.state is State.RUNNING:
            return self.live.note or self.live.at or "starting"
        if self.state.is_well or self.obstacles:
            return ""
        ended = f"{self.ended.doing}: {self.ended.seen}".removeprefix(": ") if self.ended else ""
        return "; ".join(filter(None, (self.status.why, ended)))

    def read_journal(self) -> None:
        """Read the follower counts and what is left to do from the move's journal."""
        told = events.read(self.folder)
        for counted in events.of_kind(told, events.Counts):
            self.followers[counted.side] = counted.shown
        if before := events.of_kind(told, events.Before):
            self.followers_before = before[0].counts[Side.OLD].followers if Side.OLD in before[0].counts else ""
        self.to_do = tuple(dict.fromkeys(one.what for one in events.of_kind(told, events.KeptForLater)))

    def facts(self) -> dict[str, Any]:
        """The same as data."""
        ended = self.ended
        return {
            "name": self.row.label,
            "old": str(self.row.old),
            "new": str(self.row.new) if self.row.new else None,
            "state": str(self.state),
            "due": self.status.due.isoformat() if self.status.due else None,
            "says": self.says,
            "exit_code": ended.code if ended and self.state is not State.RUNNING else None,
            "next": ended.next if ended and not self.state.is_well and not self.obstacles else "",
            "followers": {"before": self.followers_before, **{str(side): n for side, n in self.followers.items()}},
            "to_do": list(self.to_do),
            "obstacles": list(self.obstacles),
            "also": list(self.also),
            "folder": str(self.folder),
        }


@dataclass
class Overview:
    """All moves of a table."""

    table: Table
    moves: Sequence[MoveView]
    slow_servers: Sequence[str] = ()

    def counts(self) -> dict[str, int]:
        """How many moves stand how, in the order in which a move goes through it."""
        found = Counter(move.state for move in self.moves)
        return {str(state): found[state] for state in State if found[state]}

    def in_words(self) -> str:
        """The same, in a line."""
        return ", ".join(f"{count} {state}" for state, count in self.counts().items())

    def facts(self) -> dict[str, Any]:
        """The overview as data."""
        return {
            "folder": str(self.table.folder),
            "counts": self.counts(),
            "moves": [move.facts() for move in self.moves],
        }


def views(table: Table, rows: Sequence[Row], record: Record, command: str = "") -> list[MoveView]:
    """The moves as they stand when none of them is running.

    Args:
        table: Their table.
        rows: The moves.
        record: What is known of them.
        command: What they do; by default what their rows say.
    """
    found = []
    for row in rows:
        ended, folder = record.ended(row, command), table.folder_of(row)
        view = MoveView(row, folder, status_of(ended, folder, table.limits.retry_after), ended)
        view.read_journal()
        found.append(view)
    return found
