"""What the process of a move says: the lines of `--json-lines`, read here and nowhere else.

A line that is unknown or damaged says nothing. So a change of the protocol is made in this module.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from automation.protocol import events
from automation.text import time_of_day

# What `automation.retry` says when a server has trouble.
_TROUBLE = re.compile(r"waiting for the server \((?P<said>.*)\)", re.DOTALL)


@dataclass
class LiveState:
    """What a move has said so far in this run."""

    at: str = ""  # the part and step under way, in words
    note: str = ""
    server: str = ""  # the server of the part under way
    problem: events.Problem | None = None
    end: events.End | None = None  # the outcome with its results

    @property
    def results(self) -> Mapping[str, Any]:
        """The results in the last line."""
        return self.end.results if self.end else {}

    @property
    def error(self) -> Mapping[str, Any]:
        """What stopped the run: its keys are `doing`, `seen`, `safe` and `next`."""
        return self.problem.model_dump() if self.problem else {}

    def take(self, line: Mapping[str, Any]) -> "Trouble | None":
        """Take note of a line; returns the trouble with a server that it tells of, if any."""
        try:
            event = events.EVENTS.validate_python(line)
        except ValidationError:
            return None
        if isinstance(event, events.PartBegins):
            self.at, self.note, self.server = f"Part {event.part}: {event.heading}", "", urlsplit(event.server).netloc
        elif isinstance(event, events.StepBegins):
            self.at, self.note = f"Part {event.part}, step {event.step}: {event.words}", ""
        elif isinstance(event, events.Note):
            self.note = event.text
        elif isinstance(event, events.Wait):
            self.note = f"{event.why}: {event.then} at {time_of_day(event.until)}"
            if found := _TROUBLE.match(event.why):
                return Trouble(found["said"], (event.until - event.time).total_seconds(), self.server)
        elif isinstance(event, events.Problem):
            self.problem = event
        elif isinstance(event, events.End):
            self.end = event
        return None


@dataclass(frozen=True)
class Trouble:
    """A server asked to wait, or did not answer.

    `server` is the host of the part under way, or empty if the trouble came before the first part.
    """

    said: str
    pause: float
    server: str


@dataclass
class Tail:
    """The lines that a process has written to a file since the last look."""

    file: Path
    _read: int = 0
    _begun: bytes = field(default=b"", repr=False)

    def lines(self) -> Iterator[dict[str, Any]]:
        """The complete lines since the last call."""
        try:
            with self.file.open("rb") as file:
                file.seek(self._read)
                new = file.read()
        except FileNotFoundError:
            return
        self._read += len(new)
        *whole, self._begun = (self._begun + new).split(b"\n")
        for line in whole:
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict):
                yield found
