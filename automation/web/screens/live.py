"""What the screens show of a run while it is under way: where it is, its question."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from automation.beyond.part import READ
from automation.guide.part1_profile import COPY_OVER
from automation.guide.part4_alias import POST
from automation.guide.parts import parts_for
from automation.outline import GUIDE_PARTS, PartNumber
from automation.progress import Kind
from automation.protocol.events import Picture
from automation.web.run_process import RunProcess
from automation.web.run_state import RunState, StepState
from automation.web.site import Site


@dataclass(frozen=True)
class ListedStep:
    """A step in the checklist."""

    number: int
    words: str
    run_state: StepState


@dataclass(frozen=True)
class ListedPart:
    """A part in the checklist; `done` of its steps are finished."""

    number: int
    heading: str
    steps: list[ListedStep]
    now: bool

    @property
    def done(self) -> int:
        """How many steps are finished."""
        return sum(step.run_state.outcome in {"done", "already done", "skipped"} for step in self.steps)

    @property
    def failed(self) -> bool:
        """Whether a step failed."""
        return any(step.run_state.outcome == "failed" for step in self.steps)

    @property
    def paused(self) -> bool:
        """Whether the user stopped at a step."""
        return any(step.run_state.outcome in {"interrupted", "paused"} for step in self.steps)


def regions(site: Site) -> dict[str, str]:
    """Where the run is, and what it asks."""
    process = site.page_state.process
    if process is None:
        return {}
    facts: dict[str, Any] = {"process": process, "run_state": process.run_state, "words_of_step": _words_of(site)}
    return {"now": site.part("_now", **facts), "question": site.part("_question", **facts, **_asked(site))}


def checklist(site: Site) -> list[ListedPart]:
    """The guide's parts with their steps and, if something else is copied, the part beyond it."""
    process = site.page_state.process
    if process is None:
        return []
    run_state = process.run_state
    return [
        ListedPart(
            part.number,
            part.heading,
            [
                ListedStep(one.number, one.words, run_state.steps.get((part.number, one.number), StepState()))
                for one in part.steps
            ],
            now=run_state.part == part.number and not run_state.over,
        )
        for part in parts_for(GUIDE_PARTS, _also(process), later=process.command == "also")
    ]


def _also(process: RunProcess) -> list[str]:
    """The kinds that are copied beyond the guide: those that were chosen, and those whose steps a run has done."""
    chosen = process.draft.also if process.draft else ()
    return [
        name
        for name, step in READ.items()
        if name in chosen or (PartNumber.BEYOND, step.number) in process.run_state.steps
    ]


def _words_of(site: Site) -> str:
    """The guide's words for the step under way; empty between steps."""
    process = site.page_state.process
    if process is None or process.run_state.now is None:
        return ""
    number, step = process.run_state.now
    return next((one.words for part in checklist(site) if part.number == number for one in part.steps
                 if one.number == step), "")  # fmt: skip


def _asked(site: Site) -> dict[str, Any]:
    """What the dialog of a question shows besides the question."""
    process = site.page_state.process
    question = process.run_state.question if process else None
    if process is None or question is None:
        return {"told": [], "handle": "", "new": "", "avatars": set(), "profile": None}
    accounts = process.draft.accounts if process.draft else {}
    handles = {side.value: str(account.handle) for side, account in accounts.items()}
    # What was told since the last answer explains why it is asked again, or asked at all.
    explained = question.kind is Kind.ADDRESS or (
        question.kind is not Kind.CLICK and process.run_state.asked[question.kind, question.side] > 1
    )
    return {
        "told": process.run_state.told[process.run_state.told_since :][-2:] if explained else [],
        "handle": handles.get(question.side or "", ""),
        "new": handles.get("new", ""),
        "avatars": {side for side in ("old", "new") if avatar_file(process.folder, side, process.run_state)},
        "profile": _new_profile(process.run_state) if question.kind is Kind.MOVE_FOLLOWERS else None,
    }


def _new_profile(run_state: RunState) -> Picture | None:
    """What the new account's own server showed when Part 4 looked at its profile; None if there is no such picture."""
    step = run_state.steps.get((POST.part, POST.number))
    return step.picture if step and step.picture and step.picture.of.startswith(POST.screen.title) else None


def avatar_file(folder: Path, side: str, run_state: RunState) -> Path | None:
    """The picture of an account: the one that Part 1 saved and, once it is done, copied to the new account."""
    copied = run_state.steps.get((COPY_OVER.part, COPY_OVER.number), StepState()).outcome in {"done", "already done"}
    if side == "new" and not copied:
        return None
    return next(iter(sorted(folder.glob("profile/avatar.*"))), None)
