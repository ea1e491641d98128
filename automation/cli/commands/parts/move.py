"""`mastodon-move move`."""

from typing import Annotated

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options
from automation.outline import PartNumber

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
        actions.running.run(call, lambda progress: actions.one_task.undo(call, progress))
    else:
        actions.running.run(call, lambda progress: actions.parts.run(call, progress, [PartNumber.MOVE]))
