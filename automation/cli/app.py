"""The command line: options and words, no work. Playwright and the parts are imported only when they are used."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from automation import environment
from automation.cli import options
from automation.cli.commands import do_parts, numbers_of, parts_of, show, with_move
from automation.cli.options import with_options

app = typer.Typer(
    name="mastodon-move",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done · 2 usage · 3 sign-in refused · 4 a condition is not met (waiting period, missing "
    "alias, limit) · 5 server trouble · 6 a screen was not recognised · 7 partly done · 130 interrupted · "
    "1 a bug in this program.",
)
browser_app = typer.Typer(invoke_without_command=True, help="Show which browser will be used, and why.")
app.add_typer(browser_app, name="browser")


class WhichSide(StrEnum):
    """One of the two accounts."""

    OLD = "old"
    NEW = "new"


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, and messages on stderr.")]


@app.callback()
def about() -> None:
    """Move from one Mastodon server to another. Follows a well-known guide, click by click, in a real browser.

    [bold]Try it[/] on two servers that come with it: [cyan]mastodon-move demo --headed[/]

    [bold]Check first[/]: [cyan]mastodon-move check --old alice@old.example --new alice@new.example[/]

    [bold]Then move[/]: [cyan]mastodon-move guide --old alice@old.example --new alice@new.example --headed[/]

    You are asked for passwords; they are not shown. Or set MASTODON_MOVE_OLD__PASSWORD and MASTODON_MOVE_NEW__PASSWORD.

    You can also set every option in the environment, in .env or in mastodon-move.toml.
    """


@app.command()
@with_options(
    options.accounts,
    options.post,
    options.lists,
    options.archive,
    options.mode,
    options.imports,
    options.bio,
    options.word,
    options.resume,
    options.browser,
)
def guide(
    flags: dict[str, Any],
    parts: Annotated[str | None, typer.Option(help="Run only these parts of the guide: 2,3")] = None,
    json_: Json = False,
) -> None:
    """Run the whole guide, part by part.

    Example: [cyan]mastodon-move guide --old alice@old.example --new alice@new.example --parts 2,3[/]
    """
    do_parts(flags, json_, numbers_of(parts), look=True, resume=True)


@app.command()
@with_options(options.accounts, options.browser)
def profile(flags: dict[str, Any], json_: Json = False) -> None:
    """Part 1: copy display name, bio, fields, picture and banner from the old account to the new one."""
    do_parts(flags, json_, [1])


@app.command()
@with_options(options.accounts, options.lists, options.archive, options.keep, options.browser)
def export(flags: dict[str, Any], json_: Json = False) -> None:
    """Part 2: download every list that the old server offers, and show what has changed since the last export.

    Example: [cyan]mastodon-move export --old alice@old.example --only follows,blocks --archive wait[/]
    """
    do_parts(flags, json_, [2])


@app.command("import")
@with_options(options.accounts, options.lists, options.mode, options.imports, options.browser)
def import_(
    flags: dict[str, Any],
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files to import, as FILE or KIND=FILE; by default the lists of the move's folder."),
    ] = None,
    json_: Json = False,
) -> None:
    """Part 3: upload the lists to the new server.

    Example: [cyan]mastodon-move import --new alice@new.example follows=people.csv --folder my-move[/]
    """
    do_parts(flags | ({"files": tuple(files)} if files else {}), json_, [3])


@app.command()
@with_options(options.accounts, options.post, options.browser)
def alias(flags: dict[str, Any], json_: Json = False) -> None:
    """Part 4: write and pin a post about the move, then create the account alias."""
    do_parts(flags, json_, [4])


@app.command()
@with_options(options.accounts, options.post, options.bio, options.word, options.browser)
def move(
    flags: dict[str, Any],
    undo: Annotated[
        bool, typer.Option("--undo", help="Undo the redirect instead. Followers who have moved do not come back.")
    ] = False,
    json_: Json = False,
) -> None:
    """Part 5: write and pin the farewell post, click "Move followers", then check the profile."""

    def work(found: Any) -> dict[str, Any]:
        from automation.migration.undo import run

        return run(found)

    if undo:
        with_move(work, flags, json_, "old", task="undo the redirect")
    else:
        do_parts(flags, json_, [5])


@app.command()
@with_options(options.accounts, options.browser)
def check(flags: dict[str, Any], json_: Json = False) -> None:
    """Open every screen that the guide needs, on both servers, and show what would stop the move. Changes nothing."""

    def work(found: Any) -> dict[str, Any]:
        from automation.guide import check
        from automation.guide.parts import PARTS

        return check.run(found, PARTS)

    with_move(work, flags, json_, "old", "new", task="check")


@app.command()
@with_options(options.accounts, options.browser)
def login(
    flags: dict[str, Any],
    side: Annotated[WhichSide, typer.Argument(help="Which account: old or new.")],
    remember: Annotated[bool, typer.Option("--remember", help="Save the session for unattended runs.")] = False,
    save_password: Annotated[bool, typer.Option("--save-password", help="Save the password in the keyring.")] = False,
    json_: Json = False,
) -> None:
    """Sign in once. If the server wants more than a password, add --headed and sign in yourself.

    Example: [cyan]mastodon-move login old --old alice@old.example --headed --remember[/]
    """

    def work(found: Any) -> dict[str, Any]:
        from automation.run.login import log_in
        from automation.steps import Side

        return log_in(found, Side(side), remember=remember, save_password=save_password)

    with_move(work, flags, json_, side, task=f"login {side}")


@app.command()
@with_options(options.accounts, options.browser)
def logout(
    flags: dict[str, Any],
    side: Annotated[WhichSide, typer.Argument(help="Which account: old or new.")],
    json_: Json = False,
) -> None:
    """End a saved session, on the server and on this computer, and delete the saved password."""

    def work(found: Any) -> dict[str, Any]:
        from automation.run.login import log_out
        from automation.steps import Side

        return log_out(found, Side(side))

    with_move(work, flags, json_, side, task=f"logout {side}")


@app.command()
@with_options(options.accounts, options.lists, options.browser)
def verify(
    flags: dict[str, Any],
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files to compare with, as FILE or KIND=FILE; by default the lists of the move's folder."),
    ] = None,
    json_: Json = False,
) -> None:
    """Compare the new account's lists with the files: what arrived, what is missing and why. Changes nothing."""

    def work(found: Any) -> dict[str, Any]:
        from automation.imports.verify import run

        return run(found)

    with_move(work, flags | ({"files": tuple(files)} if files else {}), json_, "new", task="verify", looks=True)


@app.command()
@with_options(options.accounts, options.watch, options.browser)
def status(
    flags: dict[str, Any],
    watch: Annotated[
        bool, typer.Option("--watch", help="Keep reading the follower counts until all followers have arrived.")
    ] = False,
    json_: Json = False,
) -> None:
    """Show the redirect, aliases, follower counts and imports of both accounts. Changes nothing.

    Example: [cyan]mastodon-move status --watch[/] shows followers arriving. You can stop it and continue later.
    """

    def look(found: Any) -> dict[str, Any]:
        from automation.followers.status import both

        return both(found)

    def follow(progress: Any) -> dict[str, Any]:
        from automation import report
        from automation.folder.known_moves import found_for
        from automation.followers.watch import run
        from automation.settings import load

        settings = found_for(load(**flags), progress.tell, "old", "new", changes=False)
        return run(settings, progress, report.write)

    if not watch and {"interval", "idle_timeout"} & flags.keys():
        raise typer.BadParameter("--interval and --idle-timeout need --watch.")
    if watch:
        show(follow, json_, "show_results", flags)
    else:
        with_move(look, flags, json_, "old", "new", shown_by="show_status", looks=True)


@app.command()
@with_options(options.accounts, options.looking_back)
def trace(
    flags: dict[str, Any],
    file: Annotated[
        Path | None, typer.Argument(help="The trace; by default the newest in the move's folder.", show_default=False)
    ] = None,
) -> None:
    """Open a trace in Playwright's viewer: every action, with the page before and after it. Works offline.

    Example: [cyan]mastodon-move trace --folder my-move[/]
    """

    def work(progress: Any) -> str:
        from automation.cli.viewer import show
        from automation.folder.known_moves import found_for
        from automation.settings import load

        settings = load(**flags)
        if file is None:
            settings = found_for(settings, progress.tell, changes=False, folder_only=True)
        return show(file, settings.move_folder, settings.browser, progress)

    show(work, False, "show_line", {})


@app.command()
@with_options(options.accounts)
def plan(
    flags: dict[str, Any],
    parts: Annotated[str | None, typer.Option(help="Run only these parts of the guide: 2,3")] = None,
    json_: Json = False,
) -> None:
    """Print the guide's steps for these accounts. Opens nothing."""

    def work(progress: Any) -> dict[str, Any]:
        from automation.cli.plan import plan
        from automation.folder.known_moves import found_for
        from automation.settings import load

        settings = found_for(load(**flags), progress.tell, "old", "new", changes=False)
        settings.require_accounts("old", "new")
        return {"steps": plan(settings, parts_of(numbers_of(parts)))}

    show(work, json_, "show_plan", flags)


@app.command()
@with_options(options.accounts)
def report(
    flags: dict[str, Any],
    folder: Annotated[Path | None, typer.Option(help="The folder of the move.")] = None,
    redact: Annotated[
        bool,
        typer.Option(
            "--redact",
            help="Make a report that you can share: hide names, and leave out pictures that are not blurred.",
        ),
    ] = False,
    json_: Json = False,
) -> None:
    """Rebuild the picture report of a move and open it.

    Example: [cyan]mastodon-move report --old alice@old.example --new alice@new.example[/]
    """

    def work(progress: Any) -> dict[str, Any]:
        from automation import report
        from automation.folder.known_moves import found_for
        from automation.settings import load

        settings = load(**flags, **({"folder": folder} if folder else {}))
        settings = found_for(settings, progress.tell, changes=False, folder_only=True)
        return {"report": report.made_and_opened(settings.move_folder, private=redact or settings.redact)}

    show(work, json_, "show_report", flags)


@app.command()
@with_options(options.browser)
def demo(
    flags: dict[str, Any],
    old: Annotated[str, typer.Option(help="The old server's release: 3.5, 4.0, 4.2, 4.3, 4.5, 4.6 or 4.7.")] = "4.0",
    new: Annotated[str, typer.Option(help="The new server's release.")] = "4.6",
    serve: Annotated[
        bool, typer.Option("--serve", help="Only start the servers, so you can try them yourself.")
    ] = False,
    json_: Json = False,
) -> None:
    """Run the whole guide on two local test servers, with sample accounts.

    Example: [cyan]mastodon-move demo --headed[/]
    """

    def work(progress: Any) -> dict[str, Any]:
        from automation.cli import demo

        with demo.stage(old, new) as stage:
            if serve:
                return demo.serve(stage, progress)
            return demo.run_demo(stage, progress, flags.pop("folder", None), **flags)

    show(work, json_, "show_results", flags)


@browser_app.callback()
def which_browser(
    context: typer.Context,
    browser: Annotated[str | None, typer.Option(help="Check this browser instead of the one in the settings.")] = None,
) -> None:
    """Show which browser will be used, and why."""
    if context.invoked_subcommand is None:

        def work(progress: Any) -> str:
            from automation.browser.launch import which
            from automation.settings import load

            return which(load(**({"browser": browser} if browser else {})).browser)

        show(work, False, "show_line", {})


@browser_app.command("install")
def install_browser(
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Only if no browser is found.")] = False,
) -> None:
    """Install a browser: Playwright's own or, if that fails, the Debian or Ubuntu package."""

    def work(progress: Any) -> str:
        from automation.browser.install import ensure, install

        return ensure(progress.tell) if if_missing else install(progress.tell)

    show(work, False, "show_line", {})


def main() -> None:
    """Entry point of the command `mastodon-move`."""
    environment.settle()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
