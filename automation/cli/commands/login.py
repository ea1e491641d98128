"""`mastodon-move login` and `mastodon-move logout`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options
from automation.outline import Side

if TYPE_CHECKING:
    from automation.run.move import Move

Account = Annotated[Side, typer.Argument(help="Which account: old or new.")]
Both = Annotated[Side | None, typer.Argument(help="Which account: old or new; by default both.")]
Remember = Annotated[bool, switch("--remember", help="Save the session for unattended runs.")]
SavePassword = Annotated[bool, switch("--save-password", help="Save the password in the keyring.")]


@with_options(options.accounts, options.browser, options.output, options.json_events)
def login(call: Invocation, side: Account, remember: Remember = False, save_password: SavePassword = False) -> None:
    """Sign in once. If the server wants more than a password, add --headed and sign in yourself.

    Example: [cyan]mastodon-move login old --old alice@old.example --headed --remember[/]
    """

    def work(move: "Move") -> dict[str, Any]:
        from automation.run.login import log_in

        return log_in(move, side, remember=remember, save_password=save_password)

    call.with_move(work, side, task=f"login {side}")


@with_options(options.accounts, options.browser, options.output, options.json_events)
def logout(call: Invocation, side: Both = None) -> None:
    """End saved sessions, on the server and on this computer, and delete the saved password.

    Example: [cyan]mastodon-move logout old[/] or, for both accounts of the move here, [cyan]mastodon-move logout[/]
    """
    sides = [side] if side else list(Side)

    def work(move: "Move") -> dict[str, Any]:
        from automation.run.login import log_out

        return {"login": " ".join(log_out(move, one) for one in sides)}

    call.with_move(work, *sides, task=f"logout {' '.join(sides)}", signs_in=False)
