"""The command line: all commands, in the order in which the help lists them."""

import sys
from typing import Annotated

import typer

from automation.cli import actions
from automation.cli.commands import browser, check, demo, login, many, plan, report, status, web
from automation.cli.commands.parts import alias, export, guide, import_, move, profile, verify
from automation.cli.help import Command, Group
from automation.system import environment

app = typer.Typer(
    name="mastodon-move",
    cls=Group,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done · 2 usage · 3 sign-in refused · 4 a condition is not met (waiting period, missing "
    "alias, limit) · 5 server trouble · 6 a screen was not recognised · 7 partly done · 130 interrupted · "
    "1 a bug in this program.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(actions.version.version())
        raise typer.Exit


@app.callback()
def about(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version of this program."),
    ] = False,
) -> None:
    """Move from one Mastodon server to another. Follows a well-known guide, click by click, in a real browser.

    [bold]Try it[/] on two servers that come with it: [cyan]mastodon-move demo --headed[/]

    [bold]Check first[/]: [cyan]mastodon-move check --old alice@old.example --new alice@new.example[/]

    [bold]Then move[/]: [cyan]mastodon-move guide --old alice@old.example --new alice@new.example --headed[/]

    You are asked for passwords; they are not shown. Or set MASTODON_MOVE_OLD__PASSWORD and MASTODON_MOVE_NEW__PASSWORD.

    [bold]Without a terminal[/]: [cyan]mastodon-move[/], without a command, opens a web interface that does all of this.

    You can also set every option in the environment, in .env or in mastodon-move.toml.
    """
    if context.invoked_subcommand is not None:
        return
    if environment.has_a_screen():
        web.web()
    else:
        typer.echo(context.get_help())
        raise typer.Exit(2)


app.command(cls=Command)(web.web)
app.command(cls=Command)(guide.guide)
app.command(cls=Command)(check.check)
app.command(cls=Command)(profile.profile)
app.command(cls=Command)(export.export)
app.command("import", cls=Command)(import_.import_)
app.command(cls=Command)(alias.alias)
app.command(cls=Command)(guide.also)
app.command(cls=Command)(move.move)
app.command(cls=Command)(verify.verify)
app.command(cls=Command)(status.status)
app.command(cls=Command)(plan.plan)
app.command(cls=Command)(report.report)
app.command(cls=Command)(report.trace)
app.command(cls=Command)(login.login)
app.command(cls=Command)(login.logout)
app.command(cls=Command)(demo.demo)
app.add_typer(many.app, name="many")
app.add_typer(browser.app, name="browser")


def main() -> None:
    """Entry point of the command `mastodon-move`."""
    environment.prepare_process()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
