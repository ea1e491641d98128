"""`mastodon-move web`."""

from typing import Annotated

from automation.cli import actions
from automation.cli.invocation import Invocation
from automation.cli.options import switch, value

NoOpen = Annotated[bool, switch("--no-open", help="Print the page's address instead of opening it.")]
Port = Annotated[int, value("PORT", "The port; by default any that is free.")]
EndAfter = Annotated[
    float,
    value(
        "SECONDS", "How long to keep running after the last page is closed, if nothing else is running; 600 by default."
    ),
]


def web(no_open: NoOpen = False, port: Port = 0, end_after: EndAfter = 600) -> None:
    """Open the web interface: the whole move in your own browser, without a terminal.

    The page is on this computer, and only you can open it. Where there is a screen, `mastodon-move` without a command
    does the same.
    """
    actions.running.run(
        Invocation({}),
        lambda progress: actions.web.serve(progress, port=port, opens=not no_open, idle=end_after),
    )
