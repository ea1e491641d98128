"""`mastodon-move profile`."""

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options


@with_options(options.accounts, options.browser, options.output, options.json_events)
def profile(call: Invocation) -> None:
    """Part 1: copy display name, bio, fields, picture and banner from the old account to the new one."""
    call.run_parts([1])
