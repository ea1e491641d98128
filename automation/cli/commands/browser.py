"""`mastodon-move browser` and `mastodon-move browser install`."""

from typing import Annotated

import typer

from automation.cli import actions
from automation.cli.help import Command, Group
from automation.cli.invocation import Invocation
from automation.cli.options import switch, value

app = typer.Typer(cls=Group, invoke_without_command=True, help="Show which browser will be used, and why.")


@app.callback()
def which(
    context: typer.Context,
    browser: Annotated[str | None, value("FILE", "Check this browser instead of the one in the settings.")] = None,
) -> None:
    """Show which browser will be used, and why."""
    if context.invoked_subcommand is not None:
        return
    actions.running.run(Invocation({}), lambda progress: actions.browser.which(browser))


@app.command(cls=Command)
def install(
    if_missing: Annotated[bool, switch("--if-missing", help="Only if no browser is found.")] = False,
) -> None:
    """Install a browser: Playwright's own or, if that fails, the Debian or Ubuntu package."""
    actions.running.run(Invocation({}), lambda progress: actions.browser.install(progress, if_missing=if_missing))
