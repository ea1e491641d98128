"""How a run stands: what its events have told so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import singledispatchmethod
from pathlib import Path

from pydantic import ValidationError

from automation.folder.journal import Journal
from automation.protocol import events
from automation.protocol.events import AnyEvent


@dataclass
class StepState:
    """A step: its outcome so far, what the page said, and the newest picture."""

    outcome: str = ""
    said: list[str] = field(default_factory=list)
    picture: events.Picture | None = None


@dataclass
class RunState:
    """What the events of a run have told.

    `steps` has the steps of earlier runs, too: a run skips what is done.
    """

    begin: events.Begin | None = None
    steps: dict[tuple[int, int], StepState] = field(default_factory=dict)
    now: tuple[int, int] | None = None  # the step under way
    part: int | None = None
    note: str = ""
    wait: events.Wait | None = None
    by_hand: events.ByHand | None = None
    picture: events.Picture | None = None
    told: list[str] = field(default_factory=list)
    told_since: int = 0  # where the messages about the open question begin
    review: events.Reviewed | None = None
    question: events.Question | None = None
    asked: dict[tuple[str, str | None], int] = field(default_factory=dict)
    held: bool = False
    counts: dict[str, events.Counts] = field(default_factory=dict)
    problem: events.Problem | None = None
    end: events.End | None = None
    cut_off: bool = False  # the process has ended without saying so

    @property
    def over(self) -> bool:
        """Whether the run has ended."""
        return self.end is not None or self.cut_off

    def take(self, event: AnyEvent) -> None:
        """Take an event into account."""
        if not isinstance(event, events.Note | events.Picture):
            self.by_hand = None
        self._take(event)

    @singledispatchmethod
    def _take(self, event: events.Event) -> None:
        """Other events change nothing here."""

    @_take.register
    def _(self, event: events.Begin) -> None:
        self.begin = event

    @_take.register
    def _(self, event: events.PartBegins) -> None:
        self.part, self.now = event.part, None
        self._quiet()

    @_take.register
    def _(self, event: events.StepBegins) -> None:
        self.now = _key(event)
        self.steps[self.now] = StepState("under way")
        self._quiet()

    @_take.register
    def _(self, event: events.Picture) -> None:
        self.picture = event
        if (key := _key(event)) in self.steps:
            self.steps[key].picture = event

    @_take.register
    def _(self, event: events.StepEnds) -> None:
        step = self.steps.setdefault(_key(event), StepState())
        step.outcome, step.said = event.outcome or "", list(event.said)
        self.now = None
        self._quiet()

    @_take.register
    def _(self, event: events.Note) -> None:
        self.note, self.wait = event.text, None

    @_take.register
    def _(self, event: events.Wait) -> None:
        self.note, self.wait = "", event

    @_take.register
    def _(self, event: events.Told) -> None:
        self.told.append(event.text)

    @_take.register
    def _(self, event: events.ByHand) -> None:
        self.by_hand = event

    @_take.register
    def _(self, event: events.Reviewed) -> None:
        self.review = event

    @_take.register
    def _(self, event: events.Question) -> None:
        self.question = event
        about = (event.kind.value, event.side)
        self.asked[about] = self.asked.get(about, 0) + 1

    @_take.register
    def _(self, event: events.Answered) -> None:
        self.question = None
        self.told_since = len(self.told)

    @_take.register
    def _(self, event: events.Held) -> None:
        self.held = True

    @_take.register
    def _(self, event: events.GoesOn) -> None:
        self.held = False

    @_take.register
    def _(self, event: events.Counts) -> None:
        self.counts[event.side] = event

    @_take.register
    def _(self, event: events.Problem) -> None:
        self.problem = event
        self._quiet()

    @_take.register
    def _(self, event: events.End) -> None:
        self.end, self.question, self.held = event, None, False
        self._quiet()

    def _quiet(self) -> None:
        self.note, self.wait = "", None


def _key(event: events.Event) -> tuple[int, int]:
    return event.part or 0, event.step or 0


def steps_in_journal(folder: Path) -> dict[tuple[int, int], StepState]:
    """The newest outcome of every step in a move's journal."""
    return _steps_of(Journal.of(folder).read())


def _steps_of(lines: Iterable[dict[str, object]]) -> dict[tuple[int, int], StepState]:
    found: dict[tuple[int, int], StepState] = {}
    for line in lines:
        part, number, said = line.get("part"), line.get("number"), line.get("said")
        if line.get("event") == "step" and isinstance(part, int) and isinstance(number, int):
            told = [str(one) for one in said] if isinstance(said, list) else []
            found[part, number] = StepState(str(line.get("outcome", "")), told, _picture(line, part, number))
    return found


def _picture(line: dict[str, object], part: int, number: int) -> events.Picture | None:
    taken = line.get("pictures")
    if not isinstance(taken, list) or not taken:
        return None
    try:
        time = datetime.fromisoformat(str(line["time"]))
        return events.Picture.model_validate({"time": time, "part": part, "step": number, **taken[-1]})
    except (ValidationError, ValueError, TypeError):
        return None
