"""`mastodon-move login` and `mastodon-move logout`."""

from typing import Annotated

import typer

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options
from automation.outline import Side

Account = Annotated[Side, typer.Argument(help="Which account: old or new.")]
Both = Annotated[Side | None, typer.Argument(help="Which account: old or new; by default both.")]
Remember = Annotated[bool, switch("--remember", help="Save the session for unattended runs.")]
SavePassword = Annotated[bool, switch("--save-password", help="Save the password in the keyring.")]


@with_options(options.accounts, options.browser, options.output, options.json_events)
def login(call: Invocation, side: Account, remember: Remember = False, save_password: SavePassword = False) -> None:
    """Sign in once. If the server wants more than a password, add --headed and sign in yourself.

    Example: [cyan]mastodon-move login old --old alice@old.example --headed --remember[/]
    """
    actions.running.run(
        call,
        lambda progress: actions.sessions.login(call, progress, side, remember=remember, save_password=save_password),
    )


@with_options(options.accounts, options.browser, options.output, options.json_events)
def logout(call: Invocation, side: Both = None) -> None:
    """End saved sessions, on the server and on this computer, and delete the saved password.

    Example: [cyan]mastodon-move logout old[/] or, for both accounts of the move here, [cyan]mastodon-move logout[/]
    """
    sides = [side] if side else list(Side)
    actions.running.run(call, lambda progress: actions.sessions.logout(call, progress, sides))
