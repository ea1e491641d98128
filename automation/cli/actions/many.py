"""Many moves from one table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from automation.cli import many_table, terminal
from automation.cli.actions.running import Outcome, line, results
from automation.cli.crash import keep_traceback
from automation.cli.invocation import Invocation
from automation.cli.json_lines import JsonLines
from automation.cli.summary import show_many_plan, show_report
from automation.many import confirming, logins, overview, planning, running
from automation.many.rows import example
from automation.many.rows.reading import read
from automation.many.rows.table import Row, Table
from automation.many.state.view import Overview
from automation.many.supervision.supervisor import RunOptions
from automation.progress import Progress

Choice = Callable[[Table, Sequence[Row]], tuple[Sequence[Row], RunOptions]]


def init(file: Path) -> Outcome[str]:
    """Write a table to begin with."""
    return line(example.write(file))


def plan(file: Path, only: str | None) -> Outcome[dict[str, Any]]:
    """What each move will do, and where its passwords come from."""
    table = read(file)
    return Outcome(planning.plan(table, planning.chosen(table, only)), show_many_plan)


def login(call: Invocation, progress: Progress, file: Path, only: str | None) -> Outcome[dict[str, Any]]:
    """Let the user sign in to all accounts that need it."""
    table = read(file)
    return results(call, logins.run(table, planning.chosen(table, only), progress))


def check(call: Invocation, progress: Progress, file: Path, only: str | None, at_once: int) -> Outcome[dict[str, Any]]:
    """Check the accounts of all moves."""

    def choice(table: Table, rows: Sequence[Row]) -> tuple[Sequence[Row], RunOptions]:
        return [row for row in rows if row.do == "guide"], RunOptions("check", at_once, again=True)

    return _supervised(call, progress, file, only, choice)


def run(
    call: Invocation, progress: Progress, file: Path, only: str | None, *, at_once: int, wait: float, yes: bool,
    redact: bool,
) -> Outcome[dict[str, Any]]:  # fmt: skip
    """Do all moves, several at a time."""

    def choice(table: Table, rows: Sequence[Row]) -> tuple[Sequence[Row], RunOptions]:
        confirmed = confirming.confirmed_moves(table, rows, progress, yes=yes)
        return rows, RunOptions("", at_once, wait, confirmed)

    return _supervised(call, progress, file, only, choice, redact=redact)


def export(
    call: Invocation, progress: Progress, file: Path, only: str | None, *, at_once: int, wait: float, redact: bool
) -> Outcome[dict[str, Any]]:
    """Download the lists of all old accounts anew."""

    def choice(table: Table, rows: Sequence[Row]) -> tuple[Sequence[Row], RunOptions]:
        exports = [row.model_copy(update={"do": "export"}) for row in rows]
        return exports, RunOptions("export", at_once, wait, again=True)

    return _supervised(call, progress, file, only, choice, redact=redact)


def status(call: Invocation, file: Path, only: str | None) -> Outcome[dict[str, Any]]:
    """The state of all moves."""
    return results(call, current_overview(file, only).facts())


def report(file: Path, *, redact: bool) -> Outcome[dict[str, Any]]:
    """Write the overview page of all moves again."""
    page = overview.write(current_overview(file, None), private=redact)
    return Outcome({"report": str(page.resolve())}, show_report)


def current_overview(file: Path, only: str | None) -> Overview:
    """The state of the moves in a table."""
    table = read(file)
    return planning.current_overview(table, planning.chosen(table, only))


def _supervised(
    call: Invocation, progress: Progress, file: Path, only: str | None, choice: Choice, *, redact: bool = False
) -> Outcome[dict[str, Any]]:
    """Do something with many moves, and show them meanwhile."""
    table = read(file)
    rows, run_options = choice(table, planning.chosen(table, only))
    progress.close()
    console = terminal.console(to_stderr=call.as_json or call.json_lines)
    moving = isinstance(progress, terminal.Checklist)
    lines = progress if isinstance(progress, JsonLines) else None
    done = running.run(
        table, rows, run_options, redact=redact, fault=keep_traceback,
        shown_by=lambda moves: many_table.shown(console, moves, lines=lines, moving=moving),
    )  # fmt: skip
    return results(call, done)
