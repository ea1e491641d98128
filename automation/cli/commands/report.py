"""`mastodon-move report` and `mastodon-move trace`: what a run has left to look at."""

from pathlib import Path
from typing import Annotated, Any

import typer

from automation.cli import options
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

_REDACTED = (
    "Names are hidden in it, and pictures that are not blurred are left out. Look through it before you share it."
)


@with_options(options.accounts, options.output)
def report(call: Invocation, folder: Folder = None, redact: Redact = False) -> None:
    """Rebuild the picture report of a move and open it.

    Example: [cyan]mastodon-move report --old alice@old.example --new alice@new.example[/]
    """

    def work(progress: Any) -> dict[str, Any]:
        from automation import report

        given: dict[str, Any] = {"folder": folder} if folder else {}
        settings = call.settings(progress, folder_only=True, **given)
        private = redact or settings.redact
        made = {"report": report.made_and_opened(settings.move_folder, private=private)}
        return made | ({"redacted": _REDACTED} if private else {})

    call.show(work, "show_report")


@with_options(options.accounts, options.looking_back)
def trace(call: Invocation, file: Trace = None) -> None:
    """Open a trace in Playwright's viewer: every action, with the page before and after it. Works offline.

    Example: [cyan]mastodon-move trace --folder my-move[/]
    """

    def work(progress: Any) -> str:
        from automation.cli.viewer import show
        from automation.settings import load

        named = load(**call.given) if file else call.settings(progress, folder_only=True)
        return show(file, named.move_folder, named.browser, progress)

    call.show(work, "show_line")
