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

# How a note of `automation.retry` begins when a server has trouble, and the pause that it names.
_TROUBLE = re.compile(r"waiting for the server \((?P<said>.*)\): next attempt in (?P<pause>\d+) s$", re.DOTALL)


@dataclass
class Heard:
    """What a move has said so far in this run."""

    at: str = ""  # the part and step under way, in words
    note: str = ""
    server: str = ""  # the server of the part under way
    end: Mapping[str, Any] | None = None  # the outcome with its results

    @property
    def exit_code(self) -> int | None:
        """The exit code in the last line; None if there is none."""
        code = self.end.get("exit_code") if self.end else None
        return code if isinstance(code, int) else None

    @property
    def results(self) -> Mapping[str, Any]:
        """The results in the last line."""
        found = self.end.get("results") if self.end else None
        return found if isinstance(found, dict) else {}

    @property
    def error(self) -> Mapping[str, Any]:
        """What stopped the run: its keys are `doing`, `seen`, `safe` and `next`."""
        found = self.results.get("error")
        return found if isinstance(found, dict) else {}

    def hear(self, line: Mapping[str, Any]) -> "Trouble | None":
        """Take note of a line; returns the trouble with a server that it tells of, if any."""
        event = line.get("event")
        if event == "part":
            self.at, self.note = f"Part {line.get('part')}: {line.get('heading')}", ""
            self.server = urlsplit(str(line.get("server", ""))).netloc
        elif event == "step":
            self.at, self.note = f"Part {line.get('part')}, step {line.get('step')}: {line.get('words')}", ""
        elif event == "note":
            self.note = str(line.get("text", ""))
            if found := _TROUBLE.match(self.note):
                return Trouble(found["said"], float(found["pause"]), self.server)
        elif event == "end":
            self.end = line
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
