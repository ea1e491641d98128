"""`mastodon-move check`."""

from typing import TYPE_CHECKING, Any

from automation.cli import options
from automation.cli.commands.parts.guide import notes
from automation.cli.invocation import Invocation
from automation.cli.options import with_options

if TYPE_CHECKING:
    from automation.results import Results
    from automation.run.move import Move


@with_options(options.accounts, options.beyond, notes, options.browser, options.output, options.json_events)
def check(call: Invocation) -> None:
    """Open every screen that the guide needs, on both servers, and show what would stop the move. Changes nothing."""
    call.with_move(_check, "old", "new", task="check")


def _check(move: "Move", results: "Results") -> dict[str, Any]:
    from automation.guide import check
    from automation.guide.parts import ALL_PARTS, parts_for
    from automation.results import CheckResult

    results.check = CheckResult()
    check.run(move, parts_for(ALL_PARTS, move.settings.also), results.check)
    return results.facts()
