"""What a run would do."""

from collections.abc import Sequence
from typing import Any

from automation import report
from automation.cli.actions.given import settings_of
from automation.cli.actions.running import Outcome
from automation.cli.invocation import Invocation
from automation.cli.summary import show_plan
from automation.guide.parts import parts_for
from automation.guide.review import review_of
from automation.outline import Side
from automation.progress import Progress


def plan(call: Invocation, progress: Progress, numbers: Sequence[int], *, short: bool) -> Outcome[dict[str, Any]]:
    """The guide's steps for these accounts, or a few lines about them. Opens no browser.

    Args:
        call: The call of the command.
        progress: Tells which move was found.
        numbers: The parts' numbers.
        short: Whether to say it in a few lines.
    """
    settings = settings_of(call, progress, *Side)
    settings.require_accounts(*Side)
    if short:
        so_far = report.headline(settings.move_folder)
        rows = review_of(settings, set(numbers)).rows
        return Outcome({"plan": [["So far", so_far]] * bool(so_far) + [list(row) for row in rows]}, show_plan)
    origins = {side: settings.account(side).origin for side in Side}
    steps = [
        step.facts(origins[step.side]) | {"heading": part.heading}
        for part in parts_for(numbers, settings.also)
        for step in part.steps
    ]
    return Outcome({"steps": steps}, show_plan)
