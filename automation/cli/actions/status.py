"""The state of both accounts, once or until all followers have arrived."""

from dataclasses import asdict, replace
from typing import Any

from automation import report
from automation.accounts import questions
from automation.cli.actions import one_task
from automation.cli.actions.given import settings_of
from automation.cli.actions.running import Outcome, results
from automation.cli.invocation import Invocation
from automation.cli.summary import show_status
from automation.followers import left_behind
from automation.followers import watch as following
from automation.followers.status import both
from automation.migration.undo import undone_on
from automation.outline import Side
from automation.progress import Progress
from automation.results import Results
from automation.run.move import Move


def look(call: Invocation, progress: Progress) -> Outcome[dict[str, Any]]:
    """Read the redirect, aliases, follower counts and imports of both accounts."""
    return replace(one_task.run(call, progress, _look, *Side, changes=False), shown_by=show_status)


def watch(call: Invocation, progress: following.Display) -> Outcome[dict[str, Any]]:
    """Read the follower counts until all followers have arrived."""
    settings = settings_of(call, progress, *Side)
    questions.complete(settings, progress, list(Side), signs_in=list(Side), moves_followers=False)
    return results(call, following.run(settings, progress, report.write))


def _look(move: Move, results: Results) -> dict[str, Any]:
    accounts = both(move)
    status: dict[str, Any] = {side: asdict(account) for side, account in accounts.items()}
    if undone := undone_on(move.journal):
        status["undone_on"] = undone
    if accounts["old"].redirecting and (found := left_behind.look(move)):
        status["by_name"] = found.facts() | {"said": list(found.sentences())}
    return status
