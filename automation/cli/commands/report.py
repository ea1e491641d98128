"""`mastodon-move report` and `mastodon-move trace`: what a run has left to look at."""

from pathlib import Path
from typing import Annotated

import typer

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import Folder, switch, with_options

Redact = Annotated[
    bool,
    switch(
        "--redact", help="Make a report that you can share: hide names, and leave out pictures that are not blurred."
    ),
]
Trace = Annotated[
    Path | None, typer.Argument(help="The trace; by default the newest in the move's folder.", show_default=False)
]


@with_options(options.accounts, options.output)
def report(call: Invocation, folder: Folder = None, redact: Redact = False) -> None:
    """Rebuild the picture report of a move and open it.

    Example: [cyan]mastodon-move report --old alice@old.example --new alice@new.example[/]
    """
    actions.running.run(call, lambda progress: actions.report.report(call, progress, folder, redact=redact))


@with_options(options.accounts, options.looking_back)
def trace(call: Invocation, file: Trace = None) -> None:
    """Open a trace in Playwright's viewer: every action, with the page before and after it. Works offline.

    Example: [cyan]mastodon-move trace --folder my-move[/]
    """
    actions.running.run(call, lambda progress: actions.report.trace(call, progress, file))
