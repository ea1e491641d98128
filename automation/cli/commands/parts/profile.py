"""`mastodon-move profile`."""

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options
from automation.outline import PartNumber


@with_options(options.accounts, options.browser, options.output, options.json_events)
def profile(call: Invocation) -> None:
    """Part 1: copy display name, bio, fields, picture and banner from the old account to the new one."""
    actions.running.run(call, lambda progress: actions.parts.run(call, progress, [PartNumber.PROFILE]))
