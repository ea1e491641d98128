"""Starting and ending a run: the lock on its folder, Playwright and the browser, and the journal's entries."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.metadata import version
from typing import Any

from playwright.sync_api import sync_playwright

from automation.browser import driver_environment
from automation.errors import Interrupted, MoveError
from automation.folder.lock import held
from automation.folder.unused_folder import remove_if_unused
from automation.folder.working_folder import WorkingFolder
from automation.outline import Side
from automation.progress import Progress
from automation.results import Results
from automation.run.live_report import ReportWriter
from automation.run.move import Move
from automation.settings import Settings
from automation.steps import Part
from automation.system.files import private_folder


@contextmanager
def open_move(
    settings: Settings,
    progress: Progress,
    *sides: Side,
    work: str = "",
    parts: Sequence[Part] = (),
    report: ReportWriter | None = None,
    results: Results | None = None,
) -> Iterator[Move]:
    """Open a move with its browser.

    Args:
        settings: The run's settings.
        progress: Shows the progress to the user, and asks questions.
        sides: The accounts that the run needs.
        work: What the run does. If given, the folder is locked for this run, and the journal records its beginning and
            end.
        parts: The parts that the run does.
        report: Writes the picture report; None for no report.
        results: The results, which the caller fills in as the run goes. An error gets those so far.

    Playwright is not stopped after Ctrl-C: its driver then ends with this process.
    """
    settings.require_accounts(*(side.value for side in sides))
    with remove_if_unused(settings.move_folder), _reserved(settings, work):
        yield from _with_playwright(settings, progress, work, parts, report, results or Results())


def _reserved(settings: Settings, work: str) -> AbstractContextManager[None]:
    return held(private_folder(settings.move_folder), work) if work else nullcontext()


def _with_playwright(
    settings: Settings,
    progress: Progress,
    work: str,
    parts: Sequence[Part],
    report: ReportWriter | None,
    results: Results,
) -> Iterator[Move]:
    temporary = WorkingFolder(settings.move_folder)
    with driver_environment.used(lambda: temporary.path):
        playwright = sync_playwright().start()
    interrupted, move = False, None
    try:
        move = Move(settings, playwright, progress, report)
        with _journalled(move, work, parts) if work else nullcontext(), move, _results_kept(move, results):
            yield move
    except KeyboardInterrupt as stop:
        interrupted = True
        raise _stopped(move, results) from stop
    finally:
        if not interrupted:
            playwright.stop()
        temporary.end()


def _stopped(move: Move | None, results: Results) -> Interrupted:
    """Ctrl-C, with the step under way and the results so far."""
    problem = Interrupted.by_the_user(anything_begun=move is not None and move.step_begun)
    if move is not None:
        problem.doing, problem.results = move.doing, facts_of(move, results)
    return problem


@contextmanager
def _journalled(move: Move, work: str, parts: Sequence[Part]) -> Iterator[None]:
    """Record the beginning and the end of a run. A run that was killed has no end."""
    numbers, stopped, code = [part.number for part in parts], None, 1
    elsewhere = {side.value: url for side in Side if (url := move.account(side).url)}
    emails = {side.value: email for side in Side if (email := move.account(side).email)}
    begin = {"accounts": move.accounts(), "elsewhere": elsewhere, "emails": emails, "version": version("mastodon-move")}
    move.journal.write("run", state="begin", work=work, parts=numbers, **begin)
    try:
        yield
        code = 0
    except (MoveError, KeyboardInterrupt) as error:
        stopped = error if isinstance(error, MoveError) else Interrupted.by_the_user()
        code = stopped.exit_code
        raise
    finally:
        facts = stopped.facts() if stopped else {"exit_code": code}
        move.journal.write("run", state="end", work=work, **facts)
        move.report.write()


def run_work(
    settings: Settings,
    progress: Progress,
    work: Callable[[Move, Results], dict[str, Any]],
    *sides: Side,
    task: str = "",
    report: ReportWriter | None = None,
) -> dict[str, Any]:
    """Do something that is not a part of the guide.

    Args:
        settings: The run's settings.
        progress: Shows the progress to the user, and asks questions.
        work: Is called with the move and its results, which it fills in as it goes; returns the results as data.
        sides: The accounts that it needs.
        task: The task's name. If given, the move's folder is locked for this run.
        report: Writes the picture report; None for no report.

    Returns:
        The results as data.

    Raises:
        MoveError: What stopped the run, with the results so far.
    """
    results = Results()
    with open_move(settings, progress, *sides, work=task, report=report, results=results) as move:
        return work(move, results)


def facts_of(move: Move, results: Results) -> dict[str, Any]:
    """The results as data, with what the user has to do and the accounts that were signed out."""
    results.kept_for_later = move.kept_for_later
    results.signed_out = move.sessions.signed_out or None
    return results.facts()


@contextmanager
def _results_kept(move: Move, results: Results) -> Iterator[None]:
    """Add the results so far to an error."""
    try:
        yield
    except MoveError as error:
        error.results = facts_of(move, results)
        raise
