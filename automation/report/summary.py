"""How a move stands: done, stopped and why, or under way; after its runs and its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from automation.errors import DoneInPart, Interrupted
from automation.report.events import Event, Run, Undone, of_kind
from automation.report.parts import PartStory, StepStory

AGAIN = "Run the same command again: what is done is not done twice."


@dataclass(frozen=True)
class RunSummary:
    """One of `kind` "done", "stopped", "under way", "to do"; a headline, and what a person wants to know then."""

    kind: str
    headline: str
    doing: str = ""
    seen: str = ""
    safe: str = ""
    next: str = ""


def of_events(events: Sequence[Event], parts: Sequence[PartStory]) -> RunSummary:
    """What holds at the journal's end."""
    runs = _runs(of_kind(events, Run))
    if runs and runs[-1].end is None:
        return _under_way(runs[-1].begin, parts)
    # A look that went well does not change that the guide was stopped before.
    last = next((run for run in reversed(runs) if run.begin.parts or (run.end and run.end.exit_code)), None)
    if last and last.end and last.end.exit_code:
        return _stopped(last.end)
    if failed := _last_failed(parts) if not runs else None:
        return RunSummary("stopped", "Stopped", failed.title, failed.newest.error if failed.newest else "", next=AGAIN)
    return _by_parts(events, parts)


@dataclass
class _Run:
    begin: Run
    end: Run | None = None


def _runs(events: Sequence[Run]) -> list[_Run]:
    """Each beginning with its end; a run that was killed has none."""
    runs: list[_Run] = []
    for event in events:
        if event.state == "begin":
            runs.append(_Run(event))
        elif runs:
            runs[-1].end = event
    return runs


def _under_way(begin: Run, parts: Sequence[PartStory]) -> RunSummary:
    last = _tried_last(parts)
    seen = f"The last step that came to its end: {last.title}" if last and last.since(begin.time) else ""
    return RunSummary(
        "under way", f"Under way: {begin.work}", seen=seen,
        next=f"If no run is at work any more, it was cut off here. {AGAIN}",
    )  # fmt: skip


def _tried_last(parts: Sequence[PartStory]) -> StepStory | None:
    # Two steps may end in one millisecond: then the guide's order tells.
    tried = [
        ((step.newest.time, part.number, step.step.number), step)
        for part in parts
        for step in part.steps
        if step.newest
    ]
    return max(tried, key=lambda found: found[0])[1] if tried else None


def _stopped(end: Run) -> RunSummary:
    headlines: dict[int, str] = {DoneInPart.exit_code: "Done in part", Interrupted.exit_code: "Stopped by you"}
    headline = headlines.get(end.exit_code, "Stopped")
    if not end.seen:  # a fault of this program has no words of its own
        return RunSummary("stopped", f"{headline} by a bug in this program", safe="What steps confirmed stays done.")
    return RunSummary("stopped", headline, end.doing, end.seen, end.safe, end.next)


def _last_failed(parts: Sequence[PartStory]) -> StepStory | None:
    """Where nothing tells how a run ended: the step that was tried last, if it failed."""
    last = _tried_last(parts)
    return last if last and last.state in {"failed", "interrupted"} else None


def _by_parts(events: Sequence[Event], parts: Sequence[PartStory]) -> RunSummary:
    done = [part.number for part in parts if part.state == "done"]
    if undone := of_kind(events, Undone):
        moved = parts[-1].finished
        if moved is None or undone[-1].time >= moved:
            return RunSummary("to do", "The redirect was undone", seen=undone[-1].said)
    if len(done) == len(parts):
        return RunSummary(
            "done", "All five parts are done",
            safe="The old account is kept, redirecting; nothing was deleted.",
            next="Followers can take days to arrive: mastodon-move status shows how far they are.",
        )  # fmt: skip
    if not done:
        return RunSummary("to do", "Nothing is done yet", next="mastodon-move guide does all of it.")
    left = [part.number for part in parts if part.number not in done and part.state != "not asked for"]
    if not left:
        return RunSummary("done", _named(done, "done"))
    return RunSummary("to do", f"{_named(done, 'done')}, {_named(left, 'still to do')}")


def _named(numbers: Sequence[int], state: str) -> str:
    """ "Part 2 is done", "Parts 2 and 3 are done", "Parts 1, 2 and 3 are done"."""
    *most, last = map(str, numbers)
    return f"Parts {', '.join(most)} and {last} are {state}" if most else f"Part {last} is {state}"
