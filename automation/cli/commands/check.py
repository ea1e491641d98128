"""`mastodon-move check`."""

from automation.cli import actions, options
from automation.cli.commands.parts.guide import notes
from automation.cli.invocation import Invocation
from automation.cli.options import with_options


@with_options(options.accounts, options.beyond, notes, options.browser, options.output, options.json_events)
def check(call: Invocation) -> None:
    """Open every screen that the guide needs, on both servers, and show what would stop the move. Changes nothing."""
    actions.running.run(call, lambda progress: actions.one_task.check(call, progress))
