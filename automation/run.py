"""Running parts of the guide from beginning to end: the browser around them, and the outcome behind them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from playwright.sync_api import sync_playwright

from automation import status
from automation.errors import DoneInPart, MoveError
from automation.guide import Part, Side
from automation.move import Move
from automation.progress import Progress
from automation.settings import Settings


@contextmanager
def a_move(settings: Settings, progress: Progress, *sides: Side) -> Iterator[Move]:
    """A move with its browser at hand.

    Playwright is stopped only where nothing was interrupted: after Ctrl-C its driver ends with this process.
    """
    settings.require_accounts(*(side.value for side in sides))
    playwright = sync_playwright().start()
    interrupted = False
    try:
        with Move(settings, playwright, progress) as move:
            yield move
    except KeyboardInterrupt:
        interrupted = True
        raise
    finally:
        if not interrupted:
            playwright.stop()


def run_parts(
    settings: Settings,
    progress: Progress,
    parts: Sequence[Part],
    *,
    look: bool = False,
    before_the_last_look: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Do parts of the guide, one after the other.

    Args:
        settings: of this run.
        progress: who shows it.
        parts: in the guide's order.
        look: read the follower counts of both accounts before the first part and after the last.
        before_the_last_look: called in between; the demo waits there until the followers have arrived.

    Returns:
        What was done, as plain data.

    Raises:
        MoveError: what stopped it; `DoneInPart` only after the parts that follow were done too.
    """
    with a_move(settings, progress, *_sides(parts)) as move:
        results = move.results
        results["folder"] = str(move.folder)
        results["old"], results["new"] = str(settings.old.handle), str(settings.new.handle)
        with _results_kept(results):
            _run(move, parts, look, before_the_last_look)
    return results


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
        results["before"] = {side.value: asdict(status.counts(move, side)) for side in Side}
    problems = [problem for part in parts if (problem := _in_part(move, part))]
    if look:
        before_the_last_look()
        results["after"] = status.both(move)
    if problems:
        raise _joined(problems)


def _sides(parts: Sequence[Part]) -> list[Side]:
    """Part 2 concerns the old account only, and Part 3 the new one; the others name both."""
    only = {2: Side.OLD, 3: Side.NEW}
    return sorted({side for part in parts for side in ([only[part.number]] if part.number in only else list(Side))})


def _in_part(move: Move, part: Part) -> DoneInPart | None:
    try:
        move.run(part)
    except DoneInPart as problem:
        problem.doing = problem.doing or f"Part {part.number}: {part.heading}"
        move.journal.write("part", number=part.number, outcome="done in part", said=problem.seen)
        return problem
    move.journal.write("part", number=part.number, outcome="done")
    return None


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
