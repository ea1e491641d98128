"""Running parts of the guide from beginning to end, with the browser, the check and the results."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from automation.accounts.kept_answers import Offer
from automation.errors import DoneInPart
from automation.folder.intents import MOVE_FOLLOWERS
from automation.followers import status
from automation.guide import check, review
from automation.guide.sequence import PartSequence, still_to_do, with_retries
from automation.lists import named_files
from automation.migration.undo import undone_on
from automation.outline import PartNumber, Side, part_name
from automation.progress import Progress, Stage
from automation.results import (
    AccountStatus,
    CheckResult,
    ExportedList,
    ExportResult,
    ImportedList,
    ImportResult,
    MoveResult,
    PartResult,
    Results,
)
from automation.run.live_report import ReportWriter
from automation.run.move import Move
from automation.run.opening import facts_of, open_move
from automation.settings import Settings
from automation.steps import Part

_LISTS, _IMPORTS = TypeAdapter(dict[str, ExportedList]), TypeAdapter(dict[str, ImportedList])


def run_parts(
    settings: Settings,
    progress: Progress,
    parts: Sequence[Part],
    *,
    look: bool = False,
    resume: bool = False,
    report: ReportWriter | None = None,
    offer: Offer | None = None,
    before_the_last_look: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Do parts of the guide, one after the other.

    Args:
        settings: The run's settings.
        progress: Shows the progress.
        parts: The parts, in the guide's order.
        look: Whether to run the check first, and to read both accounts' follower counts before and after the parts.
        report: Writes the picture report; None for no report.
        resume: Whether to skip parts that are done according to the journal, except those in the setting `redo`.
        offer: The offer to keep the answers, which is made once the user has confirmed what will be done.
        before_the_last_look: Is called before the last reading; the demo waits there for the followers to arrive.

    Returns:
        The results as data.

    Raises:
        MoveError: What stopped the run. `DoneInPart` is raised only after the following parts were done too.
    """
    work = ", ".join(part_name(part.number) for part in parts).replace(", Part", ",")
    sides = sides_of(parts, look=look)
    old, new = (str(handle) if (handle := settings.account(side).handle) else None for side in Side)
    results = Results(old=old, new=new)
    with open_move(settings, progress, *sides, work=work, parts=parts, report=report, results=results) as move:
        results.folder = str(move.folder)
        if settings.report:
            results.report = str(move.folder / "report" / "index.html")
        if settings.video:
            results.videos = str(move.folder / "videos")
        left = still_to_do(move, parts) if resume else parts
        results.parts = _recalled(move, [part.number for part in parts if part not in left])
        results.nothing_left = None if left or undone_on(move.journal) else True
        try:
            _run(move, left, results, offer or Offer(settings), look, before_the_last_look)
        finally:
            if any(part.number == PartNumber.MOVE for part in parts):
                results.followers_moved = _followers_moved(move, results)
                results.move_unanswered = results.followers_moved is None or None
    return facts_of(move, results)


def require_lists(settings: Settings, parts: Sequence[Part]) -> None:
    """Check that there are lists to import, before anything is asked or opened.

    Raises:
        UsageProblem: There are none.
    """
    numbers = {part.number for part in parts}
    if PartNumber.IMPORT in numbers and PartNumber.EXPORT not in numbers:
        named_files.files_of(settings.files, settings.move_folder / "lists", settings.only)


def _followers_moved(move: Move, results: Results) -> bool | None:
    """Whether the followers were moved; None if the button was clicked but the outcome was not seen."""
    last = move.journal.last(MOVE_FOLLOWERS) or {}
    confirmed = any(isinstance(part, MoveResult) and part.moved_to for part in results.parts)
    if confirmed or last.get("state") == "done":
        return True
    return None if last.get("state") == "intent" else False


def _recalled(move: Move, skipped: Sequence[int]) -> list[PartResult]:
    """What earlier runs did in the parts that this run skips, so that the tables at the end are complete."""
    events, recalled = list(move.journal.read()), list[PartResult]()

    def all_of(event: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in events:
            found |= one[event] if one.get("event") == event else {}
        return found

    with suppress(ValidationError):  # written by an older version
        if PartNumber.EXPORT in skipped:
            recalled.append(ExportResult(_LISTS.validate_python(all_of("lists")) or None))
        if PartNumber.IMPORT in skipped:
            recalled.append(ImportResult(_IMPORTS.validate_python(all_of("imports")) or None))
    return recalled


def _check(move: Move, wanted: Sequence[Part], results: Results) -> None:
    """Before the first part, check whether the guide can be finished."""

    def look() -> None:
        results.check = CheckResult()
        check.run(move, wanted, results.check)

    if wanted and not check.passed(move, wanted):
        with_retries(move, look)
        results.check = None  # there are no obstacles, and the facts would be out of date at the end


def _before(move: Move) -> dict[str, AccountStatus]:
    """The counts of both accounts before the move, which may have begun in an earlier run."""
    accounts = move.accounts()
    earlier = move.journal.last("before")
    if earlier and earlier.get("accounts") == accounts:
        return {side: AccountStatus(**counts) for side, counts in earlier["counts"].items()}
    counts = {side.value: status.counts(move, side) for side in Side}
    journalled = {side: asdict(account) for side, account in counts.items()}
    move.journal.write("before", accounts=accounts, counts=journalled)
    return counts


def _show(stage: Stage, move: Move) -> None:
    """Show a stage's heading to a person who is led through them."""
    if move.progress.may_ask() and not move.settings.yes:
        move.progress.stage(stage)


def _run(
    move: Move,
    parts: Sequence[Part],
    results: Results,
    offer: Offer,
    look: bool,
    before_the_last_look: Callable[[], None],
) -> None:
    if look:
        _show(Stage.LOOK_FIRST, move)
        _check(move, parts, results)
        move.before = results.before = with_retries(move, lambda: _before(move))
    review.confirm(move, parts, offer, whole_guide=look)
    if look:
        _show(Stage.MOVE, move)
    problems = PartSequence(move, results).through(parts)
    if look:
        _show(Stage.AFTERWARDS, move)
        before_the_last_look()
        results.after = with_retries(move, lambda: status.both(move))
    if problems:
        raise _joined(problems)


def sides_of(parts: Sequence[Part], *, look: bool, signed_in: bool = False) -> list[Side]:
    """The accounts that are needed: only the old one for Part 2, only the new one for Part 3, otherwise both.

    Args:
        parts: The parts of the guide.
        look: Whether both accounts are checked first.
        signed_in: Only those that the parts sign in to. Parts 4 and 5 name the other account, and do not open it.
    """
    if look:
        return list(Side)
    only = {PartNumber.EXPORT: Side.OLD, PartNumber.IMPORT: Side.NEW} | (
        {PartNumber.ALIAS: Side.NEW, PartNumber.MOVE: Side.OLD} if signed_in else {}
    )
    return sorted({side for part in parts for side in ([only[part.number]] if part.number in only else list(Side))})


def _joined(problems: list[DoneInPart]) -> DoneInPart:
    if len(problems) == 1:
        return problems[0]
    joined = DoneInPart(
        " ".join(f"{problem.doing}: {problem.seen}" for problem in problems),
        safe=problems[0].safe,
        next_=" ".join(problem.next_ for problem in problems),
    )
    joined.doing = "The guide"
    return joined
