"""`mastodon-move report`."""

from typing import Annotated, Any

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import Folder, switch, with_options

Redact = Annotated[
    bool,
    switch(
        "--redact", help="Make a report that you can share: hide names, and leave out pictures that are not blurred."
    ),
]


@with_options(options.accounts, options.output)
def report(call: Invocation, folder: Folder = None, redact: Redact = False) -> None:
    """Rebuild the picture report of a move and open it.

    Example: [cyan]mastodon-move report --old alice@old.example --new alice@new.example[/]
    """

    def work(progress: Any) -> dict[str, Any]:
        from automation import report

        given: dict[str, Any] = {"folder": folder} if folder else {}
        settings = call.settings(progress, folder_only=True, **given)
        return {"report": report.made_and_opened(settings.move_folder, private=redact or settings.redact)}

    call.show(work, "show_report")
