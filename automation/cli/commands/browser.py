"""`mastodon-move browser` and `mastodon-move browser install`."""

from typing import Annotated, Any

import typer

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

    def work(progress: Any) -> str:
        from automation.browser import launch
        from automation.settings import load

        return launch.which(load(**({"browser": browser} if browser else {})).browser)

    Invocation({}).show(work, "show_line")


@app.command(cls=Command)
def install(
    if_missing: Annotated[bool, switch("--if-missing", help="Only if no browser is found.")] = False,
) -> None:
    """Install a browser: Playwright's own or, if that fails, the Debian or Ubuntu package."""

    def work(progress: Any) -> str:
        from automation.browser import install

        return install.ensure(progress.tell) if if_missing else install.install(progress.tell)

    Invocation({}).show(work, "show_line")
