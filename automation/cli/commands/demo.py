"""`mastodon-move demo`."""

from typing import Annotated

import typer

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options

OldRelease = Annotated[
    str,
    typer.Option(
        "--old-version", metavar="RELEASE", help="The old server's release: 3.5, 4.0, 4.1, 4.2, 4.3, 4.5, 4.6 or 4.7."
    ),
]
NewRelease = Annotated[str, typer.Option("--new-version", metavar="RELEASE", help="The new server's release.")]
Page = Annotated[bool, switch("--web", help="Open the page on the servers, with the sample accounts filled in.")]
Serve = Annotated[bool, switch("--serve", help="Only start the servers, so you can try them yourself.")]


@with_options(options.browser, options.output, options.json_events)
def demo(
    call: Invocation, old: OldRelease = "4.0", new: NewRelease = "4.6", web: Page = False, serve: Serve = False
) -> None:
    """Run the whole guide on two local test servers, with sample accounts.

    Example: [cyan]mastodon-move demo --headed[/]
    """
    actions.running.run(call, lambda progress: actions.demo.demo(call, progress, old, new, web=web, serve_only=serve))
