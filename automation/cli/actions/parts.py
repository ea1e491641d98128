"""Running parts of the guide, and what goes beyond it."""

from collections.abc import Sequence
from typing import Any

from automation import report
from automation.accounts import questions
from automation.accounts.kept_answers import Offer
from automation.cli.actions.given import settings_of
from automation.cli.actions.running import Outcome, results
from automation.cli.invocation import Invocation
from automation.guide import runner
from automation.guide.parts import parts_for
from automation.outline import PartNumber, Side
from automation.progress import Progress
from automation.settings import ALL_ALSO


def run(
    call: Invocation,
    progress: Progress,
    numbers: Sequence[int],
    *,
    whole_guide: bool = False,
    files: Sequence[str] | None = None,
    beyond: bool = False,
    later: bool = False,
) -> Outcome[dict[str, Any]]:
    """Run parts of the guide.

    Args:
        call: The call of the command.
        progress: Shows the progress, and asks.
        numbers: The parts' numbers.
        whole_guide: Whether to check first, skip parts that are done, and read follower counts before and after.
        files: The files to import; by default those in the move's folder.
        beyond: Whether to do what goes beyond the guide; if no kinds are set, all of them.
        later: Whether to do of that what has to wait for the followers to arrive.

    Raises:
        MoveError: What stopped the run.
    """
    sides = runner.sides_of(parts_for(numbers), look=whole_guide)
    if beyond:
        sides = [Side.NEW] if later else list(Side)
    settings = settings_of(call, progress, *sides, changes=True, files=files)
    also = settings.also or ((ALL_ALSO,) if beyond else ())
    parts = parts_for(numbers, also if whole_guide or beyond else (), later=later)
    if not whole_guide:
        runner.require_lists(settings, parts)
    signs_in = sides if beyond else runner.sides_of(parts, look=whole_guide, signed_in=True)
    moves = PartNumber.MOVE in numbers
    asked = questions.complete(
        settings, progress, sides, signs_in=signs_in, moves_followers=moves, in_stages=whole_guide
    )
    offer = Offer(settings, asked)
    done = runner.run_parts(
        settings, progress, parts, look=whole_guide, resume=whole_guide, report=report.write, offer=offer
    )
    return results(call, done, offer)
