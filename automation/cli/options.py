"""The options that the commands share, declared once and added to each command that wants them."""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

from automation.cli.invocation import Invocation

_ACCOUNTS, _BROWSER = "Accounts", "Browser"
# How the outcome is shown; everything else that the groups return is a setting.
_AS_JSON, _JSON_LINES, _VERBOSE = "as_json", "json_lines", "verbose"

OwnBrowser = Annotated[Path | None, typer.Option(help="Use this Chrome or Chromium.", rich_help_panel=_BROWSER)]
Folder = Annotated[Path | None, typer.Option(help="The folder of this move.", rich_help_panel=_BROWSER)]


def accounts(
    old: Annotated[
        str | None, typer.Option(help="The account you are leaving: alice@old.example.", rich_help_panel=_ACCOUNTS)
    ] = None,
    new: Annotated[
        str | None, typer.Option(help="The account you are moving to: alice@new.example.", rich_help_panel=_ACCOUNTS)
    ] = None,
    old_url: Annotated[
        str | None,
        typer.Option(
            help="The old server's web address, if it differs from the handle's domain.", rich_help_panel=_ACCOUNTS
        ),
    ] = None,
    new_url: Annotated[
        str | None,
        typer.Option(
            help="The new server's web address, if it differs from the handle's domain.", rich_help_panel=_ACCOUNTS
        ),
    ] = None,
    old_email: Annotated[
        str | None,
        typer.Option(help="The e-mail address you sign in with on the old server.", rich_help_panel=_ACCOUNTS),
    ] = None,
    new_email: Annotated[
        str | None,
        typer.Option(help="The e-mail address you sign in with on the new server.", rich_help_panel=_ACCOUNTS),
    ] = None,
) -> dict[str, Any]:
    """Options for the two accounts. Passwords are never among them: a process list would show them."""
    given = {
        "old": {"handle": old, "url": old_url, "email": old_email},
        "new": {"handle": new, "url": new_url, "email": new_email},
    }
    return {side: present for side, options in given.items() if (present := _given(options))}


def browser(
    headed: Annotated[
        bool | None,
        typer.Option("--headed/--headless", help="Show the browser's windows.", rich_help_panel=_BROWSER),
    ] = None,
    pace: Annotated[
        str | None,
        typer.Option(
            help="Time to read captions: calm (default with --headed), brisk or instant.",
            rich_help_panel=_BROWSER,
        ),
    ] = None,
    step: Annotated[
        bool | None, typer.Option("--step", help="Ask before every click.", rich_help_panel=_BROWSER)
    ] = None,
    slow_mo: Annotated[
        float | None, typer.Option(help="Milliseconds between actions.", rich_help_panel=_BROWSER)
    ] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds to wait for a page.", rich_help_panel=_BROWSER)] = None,
    trace: Annotated[
        str | None,
        typer.Option(
            help="Keep a Playwright trace, without secrets: on, off or on-failure (the default).",
            rich_help_panel=_BROWSER,
        ),
    ] = None,
    video: Annotated[
        bool | None,
        typer.Option("--video", help="Record a video of each server's pages, with captions.", rich_help_panel=_BROWSER),
    ] = None,
    report: Annotated[
        bool | None,
        typer.Option("--report/--no-report", help="Write a picture report (default: yes).", rich_help_panel=_BROWSER),
    ] = None,
    redact: Annotated[
        bool | None,
        typer.Option(
            "--redact", help="Blur handles and addresses in pictures, videos and report.", rich_help_panel=_BROWSER
        ),
    ] = None,
    browser: OwnBrowser = None,
    folder: Folder = None,
    retry_timeout: Annotated[
        float | None,
        typer.Option(
            help="Seconds to keep retrying when a server has trouble; 300 by default.", rich_help_panel=_BROWSER
        ),
    ] = None,
) -> dict[str, Any]:
    """Options of every command that opens a browser."""
    return _given(
        {
            "headed": headed,
            "pace": pace,
            "step": step,
            "slow_mo": slow_mo,
            "timeout": timeout,
            "trace": trace,
            "video": video,
            "report": report,
            "redact": redact,
            "browser": browser,
            "folder": folder,
            "retry_timeout": retry_timeout,
        }
    )


def output(
    json_: Annotated[
        bool, typer.Option("--json", help="Print one JSON document on stdout, and messages on stderr.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show all details at the end.")] = False,
) -> dict[str, Any]:
    """Options of every command that has an outcome."""
    return {_AS_JSON: json_, _VERBOSE: verbose}


def json_events(
    json_lines: Annotated[
        bool,
        typer.Option(
            "--json-lines", help="Print one JSON event per line on stdout, as it happens.", rich_help_panel=_BROWSER
        ),
    ] = False,
) -> dict[str, Any]:
    """The option of every command that takes its time."""
    return {_JSON_LINES: json_lines}


def looking_back(browser: OwnBrowser = None, folder: Folder = None) -> dict[str, Any]:
    """Options of the commands that show what a run has left in the move's folder."""
    return _given({"browser": browser, "folder": folder})


def post(
    post: Annotated[bool | None, typer.Option("--post/--no-post", help="Write and pin the post, or skip it.")] = None,
) -> dict[str, Any]:
    """The option of the parts that post."""
    return _given({"post": post})


def bio(
    bio: Annotated[
        bool | None, typer.Option("--bio", help="Also add a line about the move to the old account's bio.")
    ] = None,
) -> dict[str, Any]:
    """The option of the part that says farewell."""
    return _given({"bio": bio})


def confirmation(
    yes: Annotated[bool | None, typer.Option("--yes", help='Confirm "Move followers" in advance.')] = None,
    alias_timeout: Annotated[
        float | None,
        typer.Option(help='Seconds to keep trying while the server says "is not an alias"; 600 by default.'),
    ] = None,
) -> dict[str, Any]:
    """Options of the part that moves the followers."""
    return _given({"yes": yes, "alias_timeout": alias_timeout})


def lists(
    only: Annotated[
        str | None, typer.Option(help="Only these lists: follows,blocks,mutes,domain_blocks,bookmarks,lists.")
    ] = None,
) -> dict[str, Any]:
    """The option of the parts that export and import."""
    return {} if only is None else {"only": tuple(name.strip() for name in only.split(",") if name.strip())}


def archive(
    archive: Annotated[
        Literal["off", "request", "wait"] | None,
        typer.Option(help='Also request the archive of your posts. With "wait", a later run downloads it.'),
    ] = None,
) -> dict[str, Any]:
    """The option of the part that exports."""
    return _given({"archive": archive})


def keep(
    keep_last: Annotated[int | None, typer.Option(help="Keep so many exports, the newest; by default all.")] = None,
) -> dict[str, Any]:
    """The option of the export that is made for cron."""
    return _given({"keep_last": keep_last})


def mode(
    overwrite: Annotated[
        bool | None,
        typer.Option(
            "--overwrite/--merge",
            help="Replace the new account's lists, or add to them (default).",
            show_default=False,
        ),
    ] = None,
) -> dict[str, Any]:
    """The option of the part that imports."""
    return {} if overwrite is None else {"mode": "overwrite" if overwrite else "merge"}


def imports(
    verify: Annotated[
        bool | None, typer.Option("--verify/--no-verify", help="Compare the new account's lists with the files.")
    ] = None,
    retry_failed: Annotated[
        int | None, typer.Option(help="How many times to retry rows that did not arrive; 2 by default.")
    ] = None,
    follow_limit: Annotated[
        int | None, typer.Option(help="How many accounts the new server lets you follow; 7500 by default.")
    ] = None,
) -> dict[str, Any]:
    """Options of the part that imports."""
    return _given({"verify": verify, "retry_failed": retry_failed, "follow_limit": follow_limit})


def resume(
    redo: Annotated[str | None, typer.Option(help="Repeat these parts although they are done: 2,3")] = None,
) -> dict[str, Any]:
    """The option of the command that goes on where it stopped."""
    return {} if redo is None else {"redo": tuple(part.strip() for part in redo.split(","))}


def watch(
    interval: Annotated[
        float | None, typer.Option(help="With --watch: seconds between readings; 300 by default.")
    ] = None,
    idle_timeout: Annotated[
        float | None,
        typer.Option(help="With --watch: stop after this many seconds without a change; 86400 (one day) by default."),
    ] = None,
) -> dict[str, Any]:
    """Options of the command that watches the followers arrive."""
    return _given({"interval": interval, "idle_timeout": idle_timeout})


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


Group = Callable[..., dict[str, Any]]


def with_options(*groups: Group) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add groups of options to a command, which gets what was given as its `Invocation`."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for p in inspect.signature(command).parameters.values() if p.name != "call"]
        shared = [(group, list(inspect.signature(group).parameters.values())) for group in groups]

        @functools.wraps(command)
        def run(**values: Any) -> None:
            given: dict[str, Any] = {}
            for group, parameters in shared:
                given |= group(**{p.name: values.pop(p.name) for p in parameters})
            shown = {name: given.pop(name, False) for name in (_AS_JSON, _JSON_LINES, _VERBOSE)}
            command(Invocation(given, **shown), **values)

        everything = [*own, *(p for _, parameters in shared for p in parameters)]
        hints = get_type_hints(command, include_extras=True)
        for group in groups:
            hints |= get_type_hints(group, include_extras=True)
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [p.replace(kind=p.KEYWORD_ONLY, annotation=hints[p.name]) for p in everything]
        )
        run.__annotations__ = {p.name: hints[p.name] for p in everything}
        del run.__wrapped__  # Typer would read the command's own signature
        return run

    return decorate
