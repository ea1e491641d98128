"""`mastodon-move verify`."""

from typing import Annotated

import typer

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options

Files = Annotated[
    list[str] | None,
    typer.Argument(help="Files to compare with, as FILE or KIND=FILE; by default the lists of the move's folder."),
]


@with_options(options.accounts, options.lists, options.browser, options.output, options.json_events)
def verify(call: Invocation, files: Files = None) -> None:
    """Compare the new account's lists with the files: what arrived, what is missing and why. Changes nothing."""
    actions.running.run(call, lambda progress: actions.one_task.verify(call, progress, files))
