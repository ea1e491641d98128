"""Signing in to keep the session, and signing out."""

from collections.abc import Sequence
from typing import Any

from automation.cli.actions import one_task
from automation.cli.actions.running import Outcome
from automation.cli.invocation import Invocation
from automation.outline import Side
from automation.progress import Progress
from automation.results import Results
from automation.run.login import log_in, log_out
from automation.run.move import Move


def login(
    call: Invocation, progress: Progress, side: Side, *, remember: bool, save_password: bool
) -> Outcome[dict[str, Any]]:
    """Sign in to an account."""

    def work(move: Move, results: Results) -> dict[str, Any]:
        return log_in(move, side, remember=remember, save_password=save_password)

    return one_task.run(call, progress, work, side, task=f"login {side}")


def logout(call: Invocation, progress: Progress, sides: Sequence[Side]) -> Outcome[dict[str, Any]]:
    """End the saved sessions of accounts."""

    def work(move: Move, results: Results) -> dict[str, Any]:
        return {"login": " ".join(log_out(move, side) for side in sides)}

    return one_task.run(call, progress, work, *sides, task=f"logout {' '.join(sides)}", signs_in=False)
