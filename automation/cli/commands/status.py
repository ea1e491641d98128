"""`mastodon-move status`."""

from typing import Annotated

import typer

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options

Watch = Annotated[bool, switch("--watch", help="Keep reading the follower counts until all followers have arrived.")]


@with_options(options.accounts, options.watch, options.browser, options.output, options.json_events)
def status(call: Invocation, watch: Watch = False) -> None:
    """Show the redirect, aliases, follower counts and imports of both accounts. Changes nothing.

    Example: [cyan]mastodon-move status --watch[/] shows followers arriving. You can stop it and continue later.
    """
    if not watch and {"interval", "idle_timeout"} & call.given.keys():
        raise typer.BadParameter("--interval and --idle-timeout need --watch.")
    if watch:
        actions.running.run(call, lambda progress: actions.status.watch(call, progress))
    else:
        actions.running.run(call, lambda progress: actions.status.look(call, progress))
