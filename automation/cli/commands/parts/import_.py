"""`mastodon-move import`."""

from typing import Annotated

import typer

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options
from automation.outline import PartNumber

Files = Annotated[
    list[str] | None,
    typer.Argument(help="Files to import, as FILE or KIND=FILE; by default the lists of the move's folder."),
]


@with_options(
    options.accounts,
    options.lists,
    options.mode,
    options.imports,
    options.browser,
    options.output,
    options.json_events,
)
def import_(call: Invocation, files: Files = None) -> None:
    """Part 3: upload the lists to the new server.

    Example: [cyan]mastodon-move import --new alice@new.example follows=people.csv --folder my-move[/]
    """
    numbers = [PartNumber.IMPORT]
    actions.running.run(call, lambda progress: actions.parts.run(call, progress, numbers, files=files))
