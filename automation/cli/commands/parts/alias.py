"""`mastodon-move alias`."""

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options
from automation.outline import PartNumber


@with_options(options.accounts, options.post, options.browser, options.output, options.json_events)
def alias(call: Invocation) -> None:
    """Part 4: write and pin a post about the move, then create the account alias."""
    actions.running.run(call, lambda progress: actions.parts.run(call, progress, [PartNumber.ALIAS]))
