"""`mastodon-move many`: many moves from one table."""

from pathlib import Path
from typing import Annotated

import typer

from automation.cli import actions, options
from automation.cli.help import Command, Group
from automation.cli.invocation import Invocation
from automation.cli.options import switch, value, with_options

app = typer.Typer(cls=Group, no_args_is_help=True, help="Many moves at once, from one table.")

File = Annotated[Path, typer.Argument(metavar="TABLE", help="The table: a .toml or .csv file.")]
Only = Annotated[str | None, value("NAMES", "Only these moves, by name or old account, separated by commas.")]
AtOnce = Annotated[int, typer.Option(metavar="COUNT", min=1, help="How many moves to do at once.")]
Wait = Annotated[
    float,
    typer.Option(metavar="SECONDS", min=0, help="At the end, how long to wait for moves that can be retried."),
]
Yes = Annotated[
    bool,
    switch("--yes", help='Confirm "Move followers" in advance, except for moves that need their own confirmation.'),
]
Machines = Annotated[bool, switch("--machines", help="Also show the state of each move in the shared queue.")]
WorkerName = Annotated[str, value("NAME", "The worker's name; by default, this computer's.")]
SharedFolder = Annotated[bool, switch("--shared", help="The moves' folders are on a disk that all workers share.")]
AlsoFor = Annotated[str | None, value("NAMES", "Also take the waiting moves of workers that are gone for good.")]
StalledAfter = Annotated[
    float,
    typer.Option(
        metavar="SECONDS", min=6, help="How long a worker may go without a heartbeat before it counts as dead."
    ),
]
Redact = Annotated[bool, switch("--redact", help="Hide names in the overview page, so that you can share it.")]


@app.command(cls=Command)
@with_options(options.output)
def init(call: Invocation, file: File) -> None:
    """Write a table to begin with.

    Example: [cyan]mastodon-move many init moves.toml[/]
    """
    actions.running.run(call, lambda progress: actions.many.init(file))


@app.command(cls=Command)
@with_options(options.output)
def plan(call: Invocation, file: File, only: Only = None) -> None:
    """Check the table, and show what each move will do and where its passwords come from. Opens no browser."""
    actions.running.run(call, lambda progress: actions.many.plan(file, only))


@app.command(cls=Command)
@with_options(options.output)
def login(call: Invocation, file: File, only: Only = None) -> None:
    """Sign in by hand to all accounts that need it, one after the other, and save the sessions."""
    actions.running.run(call, lambda progress: actions.many.login(call, progress, file, only))


@app.command(cls=Command)
@with_options(options.output, options.json_events)
def check(call: Invocation, file: File, only: Only = None, at_once: AtOnce = 4) -> None:
    """Check all accounts, and show what would stop each move. Changes nothing."""
    actions.running.run(call, lambda progress: actions.many.check(call, progress, file, only, at_once))


@app.command(cls=Command)
@with_options(options.output, options.json_events)
def run(
    call: Invocation,
    file: File,
    only: Only = None,
    at_once: AtOnce = 4,
    wait: Wait = 1800,
    yes: Yes = False,
    redact: Redact = False,
) -> None:
    """Do all moves, several at a time. The same command again continues each where it stopped.

    Example: [cyan]mastodon-move many run moves.toml --at-once 4[/]
    """
    actions.running.run(
        call,
        lambda progress: actions.many.run(
            call, progress, file, only, at_once=at_once, wait=wait, yes=yes, redact=redact
        ),
    )


@app.command(cls=Command)
@with_options(options.output, options.json_events)
def export(
    call: Invocation, file: File, only: Only = None, at_once: AtOnce = 4, wait: Wait = 0, redact: Redact = False
) -> None:
    """Download the lists of all old accounts again on each run, as for cron."""
    actions.running.run(
        call,
        lambda progress: actions.many.export(call, progress, file, only, at_once=at_once, wait=wait, redact=redact),
    )


@app.command(cls=Command)
@with_options(options.output)
def status(call: Invocation, file: File, only: Only = None, machines: Machines = False) -> None:
    """Show the state of all moves. Opens no browser."""
    if machines:
        actions.running.run(call, lambda progress: actions.queue.status(call, file, only))
    else:
        actions.running.run(call, lambda progress: actions.many.status(call, file, only))


@app.command(cls=Command)
@with_options(options.output)
def report(call: Invocation, file: File, redact: Redact = False) -> None:
    """Write the overview page of all moves again."""
    actions.running.run(call, lambda progress: actions.many.report(file, redact=redact))


@app.command(cls=Command)
@with_options(options.output)
def enqueue(call: Invocation, file: File, only: Only = None, yes: Yes = False) -> None:
    """Put moves into the queue of several machines: a PostgreSQL database, found by PGHOST and so on."""
    actions.running.run(call, lambda progress: actions.queue.enqueue(progress, file, only, yes=yes))


@app.command(cls=Command)
@with_options(options.output)
def worker(
    call: Invocation,
    file: File,
    at_once: AtOnce = 2,
    name: WorkerName = "",
    shared: SharedFolder = False,
    also_for: AlsoFor = None,
    stalled_after: StalledAfter = 120,
) -> None:
    """Take moves out of the queue and do them on this computer, until it is stopped."""
    others = [other.strip() for other in (also_for or "").split(",") if other.strip()]
    actions.running.run(
        call,
        lambda progress: actions.queue.worker(
            progress, file, name=name, shared=shared, at_once=at_once, stalled_after=stalled_after, also_for=others
        ),
    )
