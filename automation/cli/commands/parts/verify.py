"""`mastodon-move verify`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options

if TYPE_CHECKING:
    from automation.results import Results
    from automation.run.move import Move

Files = Annotated[
    list[str] | None,
    typer.Argument(help="Files to compare with, as FILE or KIND=FILE; by default the lists of the move's folder."),
]


@with_options(options.accounts, options.lists, options.browser, options.output, options.json_events)
def verify(call: Invocation, files: Files = None) -> None:
    """Compare the new account's lists with the files: what arrived, what is missing and why. Changes nothing."""
    call.with_move(_verify, "new", task="verify", changes=False, files=files)


def _verify(move: "Move", results: "Results") -> dict[str, Any]:
    from automation.imports import verify
    from automation.results import ImportResult

    verify.run(move, results.begin(ImportResult))
    return results.facts()
