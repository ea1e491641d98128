"""The guide's parts and steps, each with its events in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from automation import steps
from automation.guide.parts import BEYOND_PART, PARTS
from automation.outline import PartNumber, part_name
from automation.report.events import Event, Part, Run, Step, of_kind
from automation.report.events import Picture as NamedPicture
from automation.report.pictures import Picture, Pictures

# How many earlier attempts to show; the journal has all of them.
_TRIES_TOLD = 10


@dataclass(frozen=True)
class StepStory:
    """A step of the guide, and all attempts at it, oldest first."""

    step: steps.Step
    tries: list[Step] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    pictured: datetime | None = None

    @property
    def title(self) -> str:
        """ "Part 2, step 4: Click on CSV …", as in error messages."""
        return f"{part_name(self.step.part)}, step {self.step.number}: {self.step.words}"

    @property
    def newest(self) -> Step | None:
        """The newest attempt, which counts."""
        return self.tries[-1] if self.tries else None

    @property
    def earlier(self) -> list[Step]:
        """The attempts before it, newest first."""
        return self.tries[-2 : -2 - _TRIES_TOLD : -1]

    def since(self, time: datetime) -> bool:
        """Whether it was tried since then."""
        return self.newest is not None and self.newest.time >= time

    @property
    def clicks(self) -> list[tuple[str, list[str]]]:
        """The actions in the browser, grouped by screen; repeated ones are counted."""
        done = [click.rpartition(": ")[::2] for click in (self.newest.clicks if self.newest else [])]
        return [
            (screen, [_times(action, len(list(same))) for action, same in groupby(action for _, action in there)])
            for screen, there in groupby(done, key=lambda click: click[0])
        ]

    @property
    def state(self) -> str:
        """Its outcome, or "still to do"."""
        return self.newest.outcome if self.newest else "still to do"


@dataclass(frozen=True)
class PartStory:
    """A part of the guide. `asked` says whether a run was to do it; `ends` are the events of its ends."""

    part: steps.Part
    steps: list[StepStory]
    asked: bool
    ends: list[Part]

    @property
    def number(self) -> int:
        """The part's number in the guide."""
        return self.part.number

    @property
    def name(self) -> str:
        """What the part is called: "Part 5", or "Beyond the guide"."""
        return part_name(self.number)

    @property
    def servers(self) -> list[str]:
        """The servers on which its steps were done."""
        return list(dict.fromkeys(step.newest.server for step in self.steps if step.newest))

    @property
    def settled(self) -> int:
        """How many steps are finished."""
        return sum(step.state in {"done", "already done", "skipped"} for step in self.steps)

    @property
    def finished(self) -> datetime | None:
        """When the part was last done."""
        return next((end.time for end in reversed(self.ends) if end.outcome == "done"), None)

    @property
    def state(self) -> str:
        """ "done", "partly done", "stopped", "under way", "still to do", "not requested"."""
        tries = [step.newest for step in self.steps if step.newest]
        if not tries:
            return "still to do" if self.asked else "not requested"
        newest = max(tries, key=lambda found: (found.time, found.number))  # two may end in one millisecond
        if newest.outcome in {"failed", "interrupted"}:
            return "stopped"
        if self.ends and self.ends[-1].time >= newest.time:
            return self.ends[-1].outcome
        return "done" if self.settled == len(self.steps) and not self.ends else "under way"


def of_events(events: Sequence[Event], pictures: Pictures) -> list[PartStory]:
    """All five parts, with the guide's words; and the part beyond them, with the steps that were done of it."""
    asked = {number for run in of_kind(events, Run) for number in run.parts}
    tries: dict[tuple[int, int], list[Step]] = {}
    for tried in of_kind(events, Step):
        tries.setdefault((tried.part, tried.number), []).append(tried)
    ends = of_kind(events, Part)
    tried_beyond = {number for part, number in tries if part == PartNumber.BEYOND}
    beyond = replace(BEYOND_PART, steps=tuple(one for one in BEYOND_PART.steps if one.number in tried_beyond))
    return [
        PartStory(
            part,
            [_story(step, tries.get((step.part, step.number), []), pictures) for step in part.steps],
            part.number in asked,
            [end for end in ends if end.number == part.number],
        )
        for part in (*PARTS, *([beyond] if tried_beyond else []))
    ]


def _story(step: steps.Step, tries: list[Step], pictures: Pictures) -> StepStory:
    """A step with its attempts, and the pictures of the newest attempt that has any.

    A step that was already done thus shows how it was done. Error details can be pictures too; other files are skipped.
    """
    for tried in reversed(tries):
        named = [(one, _moment(step, one)) for one in tried.pictures]
        named += [(NamedPicture(file=file), "The page when it stopped") for file in tried.error_details]
        if found := [picture for one, moment in named if (picture := pictures.found(one, moment))]:
            return StepStory(step, tries, found, tried.time if tried is not tries[-1] else None)
    return StepStory(step, tries)


def _times(action: str, count: int) -> str:
    return action if count == 1 else f"{action} ({count} times)"


def _moment(step: steps.Step, named: NamedPicture) -> str:
    """A caption for a picture that does not show the step's control but the page after it."""
    of_its_control = step.control is not None and named.of == f"{step.screen.title}: {step.control.name}"
    return "" if named.mark or of_its_control else "The page at the end of the step"
