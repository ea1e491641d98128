"""`mastodon-move login` and `mastodon-move logout`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options

if TYPE_CHECKING:
    from automation.results import Results
    from automation.run.move import Move


class WhichSide(StrEnum):
    """One of the two accounts."""

    OLD = "old"
    NEW = "new"


Account = Annotated[WhichSide, typer.Argument(help="Which account: old or new.")]
Both = Annotated[WhichSide | None, typer.Argument(help="Which account: old or new; by default both.")]
Remember = Annotated[bool, switch("--remember", help="Save the session for unattended runs.")]
SavePassword = Annotated[bool, switch("--save-password", help="Save the password in the keyring.")]


@with_options(options.accounts, options.browser, options.output, options.json_events)
def login(call: Invocation, side: Account, remember: Remember = False, save_password: SavePassword = False) -> None:
    """Sign in once. If the server wants more than a password, add --headed and sign in yourself.

    Example: [cyan]mastodon-move login old --old alice@old.example --headed --remember[/]
    """

    def work(move: "Move", results: "Results") -> dict[str, Any]:
        from automation.run.login import log_in
        from automation.steps import Side

        return log_in(move, Side(side), remember=remember, save_password=save_password)

    call.with_move(work, side, task=f"login {side}")


@with_options(options.accounts, options.browser, options.output, options.json_events)
def logout(call: Invocation, side: Both = None) -> None:
    """End saved sessions, on the server and on this computer, and delete the saved password.

    Example: [cyan]mastodon-move logout old[/] or, for both accounts of the move here, [cyan]mastodon-move logout[/]
    """
    sides = [side] if side else list(WhichSide)

    def work(move: "Move", results: "Results") -> dict[str, Any]:
        from automation.run.login import log_out
        from automation.steps import Side

        return {"login": " ".join(log_out(move, Side(one)) for one in sides)}

    call.with_move(work, *sides, task=f"logout {' '.join(sides)}", signs_in=False)
