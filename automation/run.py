"""Running parts of the guide from beginning to end: the browser around them, and the outcome behind them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from playwright.sync_api import sync_playwright

from automation import check, driver_environment, status
from automation.errors import DoneInPart, Interrupted, MoveError
from automation.files import private_folder
from automation.guide import Part, Side
from automation.lock import held
from automation.move import Move, ReportWriter
from automation.progress import Progress
from automation.settings import Settings
from automation.summary import error_facts
from automation.walk import Walk, patiently, still_to_do
from automation.working_folder import WorkingFolder


@contextmanager
def a_move(
    settings: Settings,
    progress: Progress,
    *sides: Side,
    work: str = "",
    parts: Sequence[Part] = (),
    report: ReportWriter | None = None,
) -> Iterator[Move]:
    """A move with its browser at hand.

    With `work`, which says what is to be done, the move's folder is kept for this run alone, and the journal tells
    that it began and how it ended. Playwright is stopped only where nothing was interrupted: after Ctrl-C its driver
    ends with this process.
    """
    settings.require_accounts(*(side.value for side in sides))
    with held(private_folder(settings.move_folder), work) if work else nullcontext():
        yield from _with_playwright(settings, progress, work, parts, report)


def _with_playwright(
    settings: Settings, progress: Progress, work: str, parts: Sequence[Part], report: ReportWriter | None
) -> Iterator[Move]:
    temporary = WorkingFolder(settings.move_folder)
    with driver_environment.used(lambda: temporary.path):
        playwright = sync_playwright().start()
    interrupted = False
    try:
        move = Move(settings, playwright, progress, report)
        with _journalled(move, work, parts) if work else nullcontext(), move:
            yield move
    except KeyboardInterrupt:
        interrupted = True
        raise
    finally:
        if not interrupted:
            playwright.stop()
        temporary.end()


@contextmanager
def _journalled(move: Move, work: str, parts: Sequence[Part]) -> Iterator[None]:
    """Let the journal tell that a run began, and how it ended; of one that was killed it has the beginning."""
    numbers, stopped, code = [part.number for part in parts], None, 1
    elsewhere = {side.value: url for side in Side if (url := move.account(side).url)}
    begin = {"accounts": move.accounts(), "elsewhere": elsewhere, "version": version("mastodon-move")}
    move.journal.write("run", state="begin", work=work, parts=numbers, **begin)
    try:
        yield
        code = 0
    except (MoveError, KeyboardInterrupt) as error:
        stopped = error if isinstance(error, MoveError) else Interrupted.by_the_person()
        code = stopped.exit_code
        raise
    finally:
        facts = error_facts(stopped) if stopped else {"exit_code": code}
        move.journal.write("run", state="end", work=work, **facts)
        move.write_report()


def run_work(
    settings: Settings,
    progress: Progress,
    work: Callable[[Move], dict[str, Any]],
    *sides: Side,
    task: str = "",
    report: ReportWriter | None = None,
) -> dict[str, Any]:
    """Do something that is no part of the guide; with a task's name, keep the move's folder for it alone.

    Raises:
        MoveError: what stopped it, with the results so far.
    """
    with a_move(settings, progress, *sides, work=task, report=report) as move, _results_kept(move.results):
        return work(move)


def run_parts(
    settings: Settings,
    progress: Progress,
    parts: Sequence[Part],
    *,
    look: bool = False,
    resume: bool = False,
    report: ReportWriter | None = None,
    before_the_last_look: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Do parts of the guide, one after the other.

    Args:
        settings: of this run.
        progress: who shows it.
        parts: in the guide's order.
        look: read the follower counts of both accounts before the first part and after the last.
        report: who writes the picture report; nobody, where it is None.
        resume: leave out what the journal says is done, except for the parts that `again` names.
        before_the_last_look: called in between; the demo waits there until the followers have arrived.

    Returns:
        What was done, as plain data.

    Raises:
        MoveError: what stopped it; `DoneInPart` only after the parts that follow were done too.
    """
    work = "Part " + ", ".join(str(part.number) for part in parts)
    sides = sides_of(parts, look=look)
    with a_move(settings, progress, *sides, work=work, parts=parts, report=report) as move:
        results = move.results
        results["folder"] = str(move.folder)
        if settings.report:
            results["report"] = str(move.folder / "report" / "index.html")
        results["old"], results["new"] = str(settings.old.handle), str(settings.new.handle)
        with _results_kept(results):
            _run(move, still_to_do(move, parts) if resume else parts, look, before_the_last_look)
    return results


def _check(move: Move, wanted: Sequence[Part]) -> None:
    """Before the first part of all: whether the guide can be finished."""
    if wanted and not check.passed(move, wanted):
        patiently(move, lambda: move.results.update(check.run(move, wanted)))
        del move.results["check"]  # nothing is in the way; at the guide's end all of it would be out of date


def _before(move: Move) -> dict[str, Any]:
    """The counts of both accounts before the move began, which may have been in an earlier run."""
    accounts = move.accounts()
    earlier = move.journal.last("before")
    if earlier and earlier.get("accounts") == accounts:
        return dict(earlier["counts"])
    counts = {side.value: asdict(status.counts(move, side)) for side in Side}
    move.journal.write("before", accounts=accounts, counts=counts)
    return counts


@contextmanager
def _results_kept(results: dict[str, Any]) -> Iterator[None]:
    """Let an error carry what was done before it."""
    try:
        yield
    except MoveError as error:
        error.results = results
        raise


def _run(move: Move, parts: Sequence[Part], look: bool, before_the_last_look: Callable[[], None]) -> None:
    results = move.results
    if look:
        _check(move, parts)
        patiently(move, lambda: results.update(before=_before(move)))
    problems = Walk(move).through(parts)
    if look:
        before_the_last_look()
        patiently(move, lambda: results.update(after=status.both(move)))
    if problems:
        raise _joined(problems)


def sides_of(parts: Sequence[Part], *, look: bool) -> list[Side]:
    """Whose accounts are needed: Part 2 concerns the old one only, and Part 3 the new one; a look concerns both."""
    if look:
        return list(Side)
    only = {2: Side.OLD, 3: Side.NEW}
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
