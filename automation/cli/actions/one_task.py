"""Something with the browser that is not a part of the guide: the check, comparing the lists, undoing the redirect."""

from collections.abc import Callable, Sequence
from typing import Any

from automation import report
from automation.accounts import questions
from automation.accounts.kept_answers import Offer
from automation.cli.actions.given import settings_of
from automation.cli.actions.running import Outcome, results
from automation.cli.invocation import Invocation
from automation.guide import check as guide_check
from automation.guide.parts import parts_for
from automation.imports import verify as lists_verify
from automation.migration import undo as redirect
from automation.outline import GUIDE_PARTS, Side
from automation.progress import Progress
from automation.results import CheckResult, ImportResult, Results
from automation.run.move import Move
from automation.run.opening import facts_of, run_work


def run(
    call: Invocation,
    progress: Progress,
    work: Callable[[Move, Results], dict[str, Any]],
    *sides: Side,
    task: str = "",
    changes: bool = True,
    files: Sequence[str] | None = None,
    signs_in: bool = True,
) -> Outcome[dict[str, Any]]:
    """Do something with the browser that is not a part of the guide.

    Args:
        call: The call of the command.
        progress: Shows the progress, and asks.
        work: Is called with the move and its results, which it fills in as it goes; returns the results as data.
        sides: The accounts that it needs.
        task: The task's name. If given, the move's folder is locked for this run.
        changes: Whether it changes something on a server.
        files: The files to compare with; by default those in the move's folder.
        signs_in: Whether it may need e-mail addresses and passwords.

    Raises:
        MoveError: What stopped the run.
    """
    settings = settings_of(call, progress, *sides, changes=changes, files=files)
    asked = list[Side]()
    if signs_in:
        asked = questions.complete(settings, progress, sides, signs_in=sides, moves_followers=False)
    done = run_work(settings, progress, work, *sides, task=task, report=report.write)
    return results(call, done, Offer(settings, asked))


def check(call: Invocation, progress: Progress) -> Outcome[dict[str, Any]]:
    """Check every screen that the guide needs."""

    def work(move: Move, results: Results) -> dict[str, Any]:
        results.check = CheckResult()
        guide_check.run(move, parts_for(GUIDE_PARTS, move.settings.also), results.check)
        return facts_of(move, results)

    return run(call, progress, work, *Side, task="check")


def verify(call: Invocation, progress: Progress, files: Sequence[str] | None) -> Outcome[dict[str, Any]]:
    """Compare the new account's lists with the files."""

    def work(move: Move, results: Results) -> dict[str, Any]:
        lists_verify.run(move, results.begin(ImportResult))
        return facts_of(move, results)

    return run(call, progress, work, Side.NEW, task="verify", changes=False, files=files)


def undo(call: Invocation, progress: Progress) -> Outcome[dict[str, Any]]:
    """Undo the redirect."""

    def work(move: Move, results: Results) -> dict[str, Any]:
        results.undone = redirect.run(move)
        return facts_of(move, results)

    return run(call, progress, work, Side.OLD, task="undo the redirect")
