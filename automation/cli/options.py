"""The options that the commands share, declared once and added to each command that wants them.

The help lists first what everybody needs; what few need stands in panels at the end.
"""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

from automation.cli.invocation import Invocation
from automation.text import names_in

_RECORDING, _LISTS, _TIMING = "Watching and recording", "Lists", "Browser and timing"
_PANELS = (None, _LISTS, _RECORDING, _TIMING)  # in this order
_ALSO = "Also copy: hashtags, privacy, preferences, filters, featured, lists, reminders, deletion, notes, or all."
# How the outcome is shown; everything else that the groups return is a setting.
_SHOWN = ("as_json", "json_lines", "answers", "verbose")


def switch(*names: str, help: str, panel: str | None = None) -> Any:
    """An option that is on or off."""
    return typer.Option(*names, help=help, rich_help_panel=panel)


def value(metavar: str, help: str, panel: str | None = None) -> Any:
    """An option that takes a value; `metavar` says what kind of value, and the help what the default is."""
    return typer.Option(help=help, metavar=metavar, rich_help_panel=panel, show_default=False)


OwnBrowser = Annotated[Path | None, value("FILE", "Use this Chrome or Chromium.", _TIMING)]
Folder = Annotated[Path | None, value("FOLDER", "The folder of this move.")]


def accounts(
    old: Annotated[str | None, value("HANDLE", "The account you are leaving: alice@old.example.")] = None,
    new: Annotated[str | None, value("HANDLE", "The account you are moving to: alice@new.example.")] = None,
    old_email: Annotated[str | None, value("E-MAIL", "The e-mail address you sign in with on the old server.")] = None,
    new_email: Annotated[str | None, value("E-MAIL", "The e-mail address you sign in with on the new server.")] = None,
    old_url: Annotated[
        str | None, value("URL", "The old server's web address, if it differs from the handle's domain.", _TIMING)
    ] = None,
    new_url: Annotated[
        str | None, value("URL", "The new server's web address, if it differs from the handle's domain.", _TIMING)
    ] = None,
) -> dict[str, Any]:
    """Options for the two accounts. Passwords are never among them: a process list would show them."""
    given = {
        "old": {"handle": old, "url": old_url, "email": old_email},
        "new": {"handle": new, "url": new_url, "email": new_email},
    }
    return {side: present for side, options in given.items() if (present := _given(options))}


def browser(
    headed: Annotated[bool | None, switch("--headed/--headless", help="Show the browser's windows.")] = None,
    step: Annotated[bool | None, switch("--step", help="Ask before every click.")] = None,
    folder: Folder = None,
    pace: Annotated[
        Literal["calm", "brisk", "instant"] | None,
        value("PACE", "Time to read captions: calm (default with --headed), brisk or instant.", _RECORDING),
    ] = None,
    video: Annotated[
        bool | None, switch("--video", help="Record a video of each server's pages, with captions.", panel=_RECORDING)
    ] = None,
    trace: Annotated[
        Literal["on", "off", "on-failure"] | None,
        value("WHEN", "Keep a Playwright trace, without secrets: on, off or on-failure (default).", _RECORDING),
    ] = None,
    report: Annotated[
        bool | None, switch("--report/--no-report", help="Write a picture report (default: yes).", panel=_RECORDING)
    ] = None,
    redact: Annotated[
        bool | None,
        switch("--redact", help="Blur handles and addresses in pictures, videos and report.", panel=_RECORDING),
    ] = None,
    browser: OwnBrowser = None,
    timeout: Annotated[float | None, value("SECONDS", "How long to wait for a page; 30 by default.", _TIMING)] = None,
    retry_timeout: Annotated[
        float | None, value("SECONDS", "Keep retrying when a server has trouble; 300 by default.", _TIMING)
    ] = None,
    slow_mo: Annotated[float | None, value("MILLISECONDS", "A pause between browser actions.", _TIMING)] = None,
) -> dict[str, Any]:
    """Options of every command that opens a browser."""
    given = {
        "headed": headed, "pace": pace, "step": step, "slow_mo": slow_mo, "timeout": timeout, "trace": trace,
        "video": video, "report": report, "redact": redact, "browser": browser, "folder": folder,
        "retry_timeout": retry_timeout,
    }  # fmt: skip
    return _given(given)


def output(
    verbose: Annotated[bool, switch("--verbose", "-v", help="Show all details at the end.")] = False,
    json_: Annotated[bool, switch("--json", help="Print one JSON document on stdout, and messages on stderr.")] = False,
) -> dict[str, Any]:
    """Options of every command that has an outcome."""
    return {"as_json": json_, "verbose": verbose}


def json_events(
    json_lines: Annotated[
        bool, switch("--json-lines", help="Print one JSON event per line on stdout, as it happens.")
    ] = False,
    answers: Annotated[
        Literal["stdin"] | None,
        value("stdin", "With --json-lines: ask questions as events, and read the answers from stdin."),
    ] = None,
) -> dict[str, Any]:
    """Options of every command that takes its time."""
    if answers and not json_lines:
        raise typer.BadParameter("--answers needs --json-lines.")
    return {"json_lines": json_lines, "answers": answers is not None}


def looking_back(browser: OwnBrowser = None, folder: Folder = None) -> dict[str, Any]:
    """Options of the commands that show what a run has left in the move's folder."""
    return _given({"browser": browser, "folder": folder})


def post(
    post: Annotated[bool | None, switch("--post/--no-post", help="Write and pin the post, or skip it.")] = None,
) -> dict[str, Any]:
    """The option of the parts that post."""
    return _given({"post": post})


def bio(
    bio: Annotated[
        bool | None, switch("--bio", help="Also add a line about the move to the old account's bio.")
    ] = None,
) -> dict[str, Any]:
    """The option of the part that says farewell."""
    return _given({"bio": bio})


def confirmation(
    yes: Annotated[bool | None, switch("--yes", help='Confirm the move and "Move followers" in advance.')] = None,
    alias_timeout: Annotated[
        float | None,
        value("SECONDS", 'Keep trying while the server says "is not an alias"; 600 by default.', _TIMING),
    ] = None,
) -> dict[str, Any]:
    """Options of the part that moves the followers."""
    return _given({"yes": yes, "alias_timeout": alias_timeout})


def lists(
    only: Annotated[
        str | None,
        value("LISTS", "Only these lists: follows, blocks, mutes, domain_blocks, bookmarks, lists.", _LISTS),
    ] = None,
) -> dict[str, Any]:
    """The option of the parts that export and import."""
    return {} if only is None else {"only": names_in(only)}


def followers(
    followers: Annotated[
        bool | None,
        switch("--followers/--no-followers", help="Read the old account's followers by name (default).", panel=_LISTS),
    ] = None,
) -> dict[str, Any]:
    """The option of the parts that concern the old account's followers."""
    return _given({"followers": followers})


def beyond(
    also: Annotated[str | None, value("KINDS", _ALSO, _LISTS)] = None,
) -> dict[str, Any]:
    """The option of the commands that go beyond the guide."""
    return {} if also is None else {"also": names_in(also)}


def archive(
    archive: Annotated[
        Literal["off", "request", "wait"] | None,
        value("WHAT", 'Also request the archive of your posts; with "wait", a later run downloads it.', _LISTS),
    ] = None,
) -> dict[str, Any]:
    """The option of the part that exports."""
    return _given({"archive": archive})


def keep(
    keep_last: Annotated[
        int | None, value("COUNT", "How many exports and archives to keep (default: all).", _LISTS)
    ] = None,
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
            rich_help_panel=_LISTS,
        ),
    ] = None,
) -> dict[str, Any]:
    """The option of the part that imports."""
    return {} if overwrite is None else {"mode": "overwrite" if overwrite else "merge"}


def imports(
    verify: Annotated[
        bool | None,
        switch("--verify/--no-verify", help="Compare the new account's lists with the files.", panel=_LISTS),
    ] = None,
    retry_failed: Annotated[
        int | None, value("COUNT", "How many times to retry rows that did not arrive; 2 by default.", _LISTS)
    ] = None,
    follow_limit: Annotated[
        int | None, value("COUNT", "How many accounts the new server lets you follow; 7500 by default.", _LISTS)
    ] = None,
) -> dict[str, Any]:
    """Options of the part that imports."""
    return _given({"verify": verify, "retry_failed": retry_failed, "follow_limit": follow_limit})


def resume(
    redo: Annotated[str | None, value("PARTS", "Repeat these parts even if they are done, for example 2,3.")] = None,
) -> dict[str, Any]:
    """The option of the command that goes on where it stopped."""
    return {} if redo is None else {"redo": names_in(redo)}


def watch(
    interval: Annotated[
        float | None, value("SECONDS", "With --watch: the time between readings; 300 by default.")
    ] = None,
    idle_timeout: Annotated[
        float | None,
        value("SECONDS", "With --watch: how long to go on without a change; 86400 (one day) by default."),
    ] = None,
) -> dict[str, Any]:
    """Options of the command that watches the followers arrive."""
    return _given({"interval": interval, "idle_timeout": idle_timeout})


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _panel_of(hint: Any) -> str | None:
    panel = hint.__metadata__[0].rich_help_panel
    return panel if panel in _PANELS else None


Group = Callable[..., dict[str, Any]]


def with_options(*groups: Group) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add groups of options to a command, which gets what was given as its `Invocation`.

    The help lists those of the accounts first, then the command's own, then the others, then the panels.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for p in inspect.signature(command).parameters.values() if p.name != "call"]
        shared = [(group, list(inspect.signature(group).parameters.values())) for group in groups]

        @functools.wraps(command)
        def run(**values: Any) -> None:
            given: dict[str, Any] = {}
            for group, parameters in shared:
                given |= group(**{p.name: values.pop(p.name) for p in parameters})
            shown = {name: given.pop(name, False) for name in _SHOWN}
            command(Invocation(given, **shown, command=command.__name__.rstrip("_")), **values)

        first = [p for group, parameters in shared for p in parameters if group is accounts]
        others = [p for group, parameters in shared for p in parameters if group is not accounts]
        hints = get_type_hints(command, include_extras=True)
        for group in groups:
            hints |= get_type_hints(group, include_extras=True)
        everything = sorted([*first, *own, *others], key=lambda p: _PANELS.index(_panel_of(hints[p.name])))
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [p.replace(kind=p.KEYWORD_ONLY, annotation=hints[p.name]) for p in everything]
        )
        run.__annotations__ = {p.name: hints[p.name] for p in everything}
        del run.__wrapped__  # Typer would read the command's own signature
        return run

    return decorate
