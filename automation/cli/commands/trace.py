"""`mastodon-move trace`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options

File = Annotated[
    Path | None, typer.Argument(help="The trace; by default the newest in the move's folder.", show_default=False)
]


@with_options(options.accounts, options.looking_back)
def trace(call: Invocation, file: File = None) -> None:
    """Open a trace in Playwright's viewer: every action, with the page before and after it. Works offline.

    Example: [cyan]mastodon-move trace --folder my-move[/]
    """

    def work(progress: Any) -> str:
        from automation.cli.viewer import show
        from automation.settings import load

        named = load(**call.given) if file else call.settings(progress, folder_only=True)
        return show(file, named.move_folder, named.browser, progress)

    call.show(work, "show_line")
