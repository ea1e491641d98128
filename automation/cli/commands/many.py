"""`mastodon-move many`: many moves from one table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli import options
from automation.cli.help import Command, Group
from automation.cli.invocation import Invocation
from automation.cli.options import switch, value, with_options

if TYPE_CHECKING:
    from automation.many.rows.table import Row, Table
    from automation.many.state.view import Overview
    from automation.many.supervision.supervisor import RunOptions

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

    def work(progress: Any) -> str:
        from automation.many.rows import example

        return example.write(file)

    call.show(work, "show_line")


@app.command(cls=Command)
@with_options(options.output)
def plan(call: Invocation, file: File, only: Only = None) -> None:
    """Check the table, and show what each move will do and where its passwords come from. Opens no browser."""

    def work(progress: Any) -> dict[str, Any]:
        from automation.many import planning
        from automation.many.rows.reading import read

        table = read(file)
        return planning.plan(table, planning.chosen(table, only))

    call.show(work, "show_many_plan")


@app.command(cls=Command)
@with_options(options.output)
def login(call: Invocation, file: File, only: Only = None) -> None:
    """Sign in by hand to all accounts that need it, one after the other, and save the sessions."""

    def work(progress: Any) -> dict[str, Any]:
        from automation.many import logins, planning
        from automation.many.rows.reading import read

        table = read(file)
        return logins.run(table, planning.chosen(table, only), progress)

    call.show(work)


@app.command(cls=Command)
@with_options(options.output, options.json_events)
def check(call: Invocation, file: File, only: Only = None, at_once: AtOnce = 4) -> None:
    """Check all accounts, and show what would stop each move. Changes nothing."""

    def rows_of(table: "Table", rows: "Sequence[Row]", progress: Any) -> "tuple[Sequence[Row], RunOptions]":
        from automation.many.supervision.supervisor import RunOptions

        return [row for row in rows if row.do == "guide"], RunOptions("check", at_once, again=True)

    call.show(lambda progress: _supervised(call, file, only, progress, rows_of))


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

    def rows_of(table: "Table", rows: "Sequence[Row]", progress: Any) -> "tuple[Sequence[Row], RunOptions]":
        from automation.many import confirming
        from automation.many.supervision.supervisor import RunOptions

        confirmed = confirming.confirmed_moves(table, rows, progress, yes=yes)
        return rows, RunOptions("", at_once, wait, confirmed)

    call.show(lambda progress: _supervised(call, file, only, progress, rows_of, redact=redact))


@app.command(cls=Command)
@with_options(options.output, options.json_events)
def export(
    call: Invocation, file: File, only: Only = None, at_once: AtOnce = 4, wait: Wait = 0, redact: Redact = False
) -> None:
    """Download the lists of all old accounts again on each run, as for cron."""

    def rows_of(table: "Table", rows: "Sequence[Row]", progress: Any) -> "tuple[Sequence[Row], RunOptions]":
        from automation.many.supervision.supervisor import RunOptions

        exports = [row.model_copy(update={"do": "export"}) for row in rows]
        return exports, RunOptions("export", at_once, wait, again=True)

    call.show(lambda progress: _supervised(call, file, only, progress, rows_of, redact=redact))


@app.command(cls=Command)
@with_options(options.output)
def status(call: Invocation, file: File, only: Only = None, machines: Machines = False) -> None:
    """Show the state of all moves. Opens no browser."""

    def work(progress: Any) -> dict[str, Any]:
        overview = _as_they_stand(file, only)
        states = _machines().shown_in(overview) if machines else {}
        facts = overview.facts()
        if machines:
            facts["moves"] = [move | {"queue": states[move["name"]]} for move in facts["moves"]]
        return facts

    call.show(work)


@app.command(cls=Command)
@with_options(options.output)
def report(call: Invocation, file: File, redact: Redact = False) -> None:
    """Write the overview page of all moves again."""

    def work(progress: Any) -> dict[str, Any]:
        from automation.many import overview

        return {"report": str(overview.write(_as_they_stand(file, None), private=redact).resolve())}

    call.show(work, "show_report")


@app.command(cls=Command)
@with_options(options.output)
def enqueue(call: Invocation, file: File, only: Only = None, yes: Yes = False) -> None:
    """Put moves into the queue of several machines: a PostgreSQL database, found by PGHOST and so on."""

    def work(progress: Any) -> str:
        from automation.many import confirming, planning
        from automation.many.rows.reading import read

        jobs, table = _machines(), read(file)
        rows = planning.chosen(table, only)
        confirmed = confirming.confirmed_moves(table, rows, progress, yes=yes, one_run=False)
        wanted = [row for row in rows if row.label in confirmed or not row.moves_followers]
        done = jobs.enqueue(table, wanted)
        there = f"; already there: {done['there_already']}" if done["there_already"] else ""
        return f"Moves put into the queue: {done['enqueued']} of {len(rows)}{there}."

    call.show(work, "show_line")


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

    def work(progress: Any) -> str:
        import socket

        from automation.many.rows.reading import read

        _machines()
        from automation.cli.crash import keep_traceback
        from automation.many.machines.worker import Place, run

        others = [other.strip() for other in (also_for or "").split(",") if other.strip()]
        run(
            read(file),
            Place(name or socket.gethostname(), shared, at_once, stalled_after, others),
            progress.tell,
            keep_traceback,
        )
        return "The worker has ended."

    call.show(work, "show_line")


def _machines() -> Any:
    """The queue, if its packages are installed."""
    from importlib.util import find_spec

    from automation.errors import NOTHING_OPENED, UsageProblem

    if find_spec("procrastinate") is None:
        raise UsageProblem(
            "Several machines need packages that are not installed.",
            safe=NOTHING_OPENED,
            next_="Install them: pip install 'mastodon-move[machines]'",
        )
    from automation.many.machines import jobs

    return jobs


def _as_they_stand(file: Path, only: str | None) -> "Overview":
    from automation.many import planning
    from automation.many.rows.reading import read

    table = read(file)
    return planning.as_they_stand(table, planning.chosen(table, only))


Choice = Callable[["Table", "Sequence[Row]", Any], "tuple[Sequence[Row], RunOptions]"]


def _supervised(
    call: Invocation, file: Path, only: str | None, progress: Any, choice: Choice, *, redact: bool = False
) -> dict[str, Any]:
    """Do something with many moves, and show them meanwhile."""
    from automation.cli import json_lines, many_table, terminal
    from automation.many import planning, running
    from automation.many.rows.reading import read

    table = read(file)
    rows, run_options = choice(table, planning.chosen(table, only), progress)
    progress.close()
    console = terminal.console(to_stderr=call.as_json or call.json_lines)
    moving = isinstance(progress, terminal.Checklist)
    lines = progress if isinstance(progress, json_lines.JsonLines) else None
    return running.run(
        table, rows, run_options, redact=redact,
        shown_by=lambda overview: many_table.shown(console, overview, lines=lines, moving=moving),
    )  # fmt: skip
