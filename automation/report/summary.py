"""The current state of a move, from its runs and parts: done, stopped and why, or under way."""

from collections.abc import Sequence
from dataclasses import dataclass

from automation.errors import DoneInPart, Interrupted
from automation.outline import PartNumber, Side, part_name
from automation.report.events import Counts, Event, Run, Undone, of_kind
from automation.report.parts import PartStory, StepStory

AGAIN = "Run the same command again: completed steps are not repeated."
_ON_THEIR_WAY = "Followers can take days to arrive. See how many have arrived: mastodon-move status"


@dataclass(frozen=True)
class RunSummary:
    """A headline and the four parts of a message; `kind` is "done", "stopped", "under way" or "to do"."""

    kind: str
    headline: str
    doing: str = ""
    seen: str = ""
    safe: str = ""
    next: str = ""


def of_events(events: Sequence[Event], parts: Sequence[PartStory]) -> RunSummary:
    """The state at the end of the journal."""
    runs = _runs(of_kind(events, Run))
    if runs and runs[-1].end is None:
        return _under_way(runs[-1].begin, parts)
    # A later run that only looked at pages does not change that the guide had stopped.
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
    """The runs, each with its beginning and its end; a run that was killed has no end."""
    runs: list[_Run] = []
    for event in events:
        if event.state == "begin":
            runs.append(_Run(event))
        elif runs:
            runs[-1].end = event
    return runs


def _under_way(begin: Run, parts: Sequence[PartStory]) -> RunSummary:
    last = _tried_last(parts)
    seen = f"The last step that ended: {last.title}" if last and last.since(begin.time) else ""
    return RunSummary(
        "under way", f"Under way: {begin.work}", seen=seen,
        next=f"If this run is no longer active, it was cut off here. {AGAIN}",
    )  # fmt: skip


def _tried_last(parts: Sequence[PartStory]) -> StepStory | None:
    # Two steps can end in the same millisecond; then the guide's order counts.
    tried = [
        ((step.newest.time, part.number, step.step.number), step)
        for part in parts
        for step in part.steps
        if step.newest
    ]
    return max(tried, key=lambda found: found[0])[1] if tried else None


def _stopped(end: Run) -> RunSummary:
    headlines: dict[int, str] = {DoneInPart.exit_code: "Partly done", Interrupted.exit_code: "Stopped by you"}
    headline = headlines.get(end.exit_code, "Stopped")
    if not end.seen:  # a bug in this program has no message
        return RunSummary("stopped", f"{headline} by a bug in this program", safe="Completed steps stay done.")
    return RunSummary("stopped", headline, end.doing, end.seen, end.safe, end.next)


def _last_failed(parts: Sequence[PartStory]) -> StepStory | None:
    """The last step that was tried, if it failed; for journals that do not record how a run ended."""
    last = _tried_last(parts)
    return last if last and last.state in {"failed", "interrupted"} else None


def _by_parts(events: Sequence[Event], all_parts: Sequence[PartStory]) -> RunSummary:
    parts = [part for part in all_parts if part.number != PartNumber.BEYOND]
    beyond = next((part for part in all_parts if part.number == PartNumber.BEYOND and part.state != "done"), None)
    done = [part.number for part in parts if part.state == "done"]
    if undone := of_kind(events, Undone):
        moved = parts[-1].finished
        if moved is None or undone[-1].time >= moved:
            return RunSummary(
                "to do", "The redirect was undone",
                safe=f"{undone[-1].said} Followers who have already moved stay with the new account.".strip(),
            )  # fmt: skip
    if len(done) == len(parts):
        none_left = _none_left(events)
        rest = f", {part_name(PartNumber.BEYOND)} is {beyond.state}" if beyond else ""
        return RunSummary(
            "done", f"All five parts are done{rest}",
            safe=f"The old account still exists and redirects; nothing was deleted. {none_left}".strip(),
            next="" if none_left else _ON_THEIR_WAY,
        )  # fmt: skip
    if not done:
        return RunSummary("to do", "Nothing is done yet", next="Run all parts with mastodon-move guide.")
    left = [part.number for part in parts if part.number not in done and part.state != "not requested"]
    if not left:
        return RunSummary("done", _named(done, "done"))
    return RunSummary("to do", f"{_named(done, 'done')}, {_named(left, 'still to do')}")


def _none_left(events: Sequence[Event]) -> str:
    """Says so if the old account has no followers left; otherwise empty."""
    read = [counts for counts in of_kind(events, Counts) if counts.side is Side.OLD]
    return "The old account has no followers left." if read and read[-1].followers == 0 else ""


def _named(numbers: Sequence[int], state: str) -> str:
    """ "Part 2 is done", "Parts 2 and 3 are done", "Parts 1, 2 and 3 are done"."""
    *most, last = map(str, numbers)
    return f"Parts {', '.join(most)} and {last} are {state}" if most else f"Part {last} is {state}"
