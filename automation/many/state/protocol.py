"""What the process of a move says: the events of its run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from automation.protocol import events
from automation.protocol.events import AnyEvent
from automation.text import time_of_day


@dataclass
class LiveState:
    """What a move has said so far in this run."""

    at: str = ""  # the part and step under way, in words
    note: str = ""
    problem: events.Problem | None = None
    end: events.End | None = None  # the outcome with its results

    @property
    def results(self) -> Mapping[str, Any]:
        """The results in the last line."""
        return self.end.results if self.end else {}

    @property
    def error(self) -> Mapping[str, Any]:
        """What stopped the run: its keys are `doing`, `seen`, `safe` and `next`, `reason` and `due`."""
        return self.problem.model_dump(mode="json") if self.problem else {}

    def take(self, event: AnyEvent) -> None:
        """Take note of an event."""
        if isinstance(event, events.PartBegins):
            self.at, self.note = f"Part {event.part}: {event.heading}", ""
        elif isinstance(event, events.StepBegins):
            self.at, self.note = f"Part {event.part}, step {event.step}: {event.words}", ""
        elif isinstance(event, events.Note):
            self.note = event.text
        elif isinstance(event, events.Wait):
            self.note = f"{event.why}: {event.then} at {time_of_day(event.until)}"
        elif isinstance(event, events.Problem):
            self.problem = event
        elif isinstance(event, events.End):
            self.end = event
