"""What the process of a move says: the events of its run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from automation.protocol import events
from automation.protocol.events import AnyEvent
from automation.retry import SERVER_TROUBLE
from automation.text import time_of_day


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

    def take(self, event: AnyEvent) -> "Trouble | None":
        """Take note of an event; returns the trouble with a server that it tells of, if any."""
        if isinstance(event, events.PartBegins):
            self.at, self.note, self.server = f"Part {event.part}: {event.heading}", "", urlsplit(event.server).netloc
        elif isinstance(event, events.StepBegins):
            self.at, self.note = f"Part {event.part}, step {event.step}: {event.words}", ""
        elif isinstance(event, events.Note):
            self.note = event.text
        elif isinstance(event, events.Wait):
            self.note = f"{event.why}: {event.then} at {time_of_day(event.until)}"
            if event.why.startswith(SERVER_TROUBLE):
                return Trouble((event.until - event.time).total_seconds(), self.server)
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

    pause: float
    server: str
