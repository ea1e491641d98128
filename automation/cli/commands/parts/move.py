"""`mastodon-move move`."""

from typing import TYPE_CHECKING, Annotated, Any

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options

if TYPE_CHECKING:
    from automation.results import Results
    from automation.run.move import Move

Undo = Annotated[bool, switch("--undo", help="Undo the redirect instead. Followers who have moved do not come back.")]


@with_options(
    options.accounts,
    options.post,
    options.bio,
    options.followers,
    options.confirmation,
    options.browser,
    options.output,
    options.json_events,
)
def move(call: Invocation, undo: Undo = False) -> None:
    """Part 5: write and pin the farewell post, click "Move followers", then check the profile."""
    if undo:
        call.with_move(_undo, "old", task="undo the redirect")
    else:
        call.run_parts([5])


def _undo(move: "Move", results: "Results") -> dict[str, Any]:
    from automation.migration import undo

    results.undone = undo.run(move)
    return results.facts()
