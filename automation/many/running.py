"""A run over many moves from beginning to end: checks, the lock, the supervisor, the overview page and the outcome."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from automation.errors import DoneInPart, Interrupted
from automation.exit_codes import ExitCode
from automation.folder.lock import held
from automation.many import overview
from automation.many.rows import references
from automation.many.rows.table import Row, Table
from automation.many.state.record import Record
from automation.many.state.status import State
from automation.many.state.view import MoveView, Overview
from automation.many.supervision import stopping
from automation.many.supervision.move_process import CHECK
from automation.many.supervision.one_move import Fault
from automation.many.supervision.supervisor import RunOptions, Supervisor
from automation.system.files import private_folder
from automation.text import time_of_day

_PAGE_EVERY_S = 3


class Shown(Protocol):
    """Shows a run."""

    def changed(self, view: MoveView) -> None:
        """A move stands otherwise now."""

    def refresh(self) -> None:
        """Is called several times a second."""

    def close(self) -> None:
        """End the output."""


def run(
    table: Table,
    rows: Sequence[Row],
    run_options: RunOptions,
    *,
    redact: bool,
    shown_by: Callable[[Overview], Shown],
    fault: Fault,
) -> dict[str, Any]:
    """Do what is wished with these moves.

    Args:
        table: The table.
        rows: The moves.
        run_options: What the user wants.
        redact: Whether to hide names in the overview page.
        shown_by: Makes what shows the moves meanwhile.
        fault: Saves an error of the program's own in a move's folder, and returns the file's name.

    Returns:
        The overview as data.

    Raises:
        UsageProblem: Some moves could not sign in.
        ConditionNotMet: Another run uses this table.
        DoneInPart: Some moves are not done; the error says how many.
        Interrupted: The user stopped; what was under way has ended.
    """
    references.require_no_accounts_elsewhere(table)
    references.require_all(_to_do(table, rows, run_options))
    with held(private_folder(table.folder), "many"):
        supervisor = Supervisor(table, rows, run_options, fault)
        page = _Page(supervisor.overview, redact)
        shown = shown_by(supervisor.overview)

        def changed(view: MoveView) -> None:
            shown.changed(view)
            page.changed = run_options.command != CHECK  # a check does not say how far a move has come

        def refresh() -> None:
            shown.refresh()
            page.write_if_due()

        stopped: Interrupted | None = None
        try:
            stopping.run(supervisor.run(changed, refresh))
        except Interrupted as stop:
            stopped = stop
        finally:
            shown.close()
            if run_options.command != CHECK:
                page.write(going_on=False)
    found = supervisor.overview
    facts = found.facts() | ({"report": page.path} if page.path else {})
    if stopped is not None:
        stopped.results = facts
        raise stopped
    if left := [move for move in found.moves if not move.state.is_well]:
        raise _not_all(found, left, facts, run_options)
    return facts


def _to_do(table: Table, rows: Sequence[Row], run_options: RunOptions) -> Sequence[Row]:
    """The moves that are not done; those that are need no passwords any more."""
    record = Record(table)
    ended = {row.label: record.ended(row, run_options.command) for row in rows}
    done = {name for name, one in ended.items() if one and one.code == ExitCode.DONE and not run_options.again}
    return [row for row in rows if row.label not in done]


def _not_all(found: Overview, left: Sequence[MoveView], facts: dict[str, Any], run_options: RunOptions) -> DoneInPart:
    total, due = len(found.moves), [move.status.due for move in left if move.status.due]
    if run_options.command == CHECK:
        seen = f"{len(left)} of {total} moves have obstacles."
    else:
        seen = f"{total - len(left)} of {total} moves are done, {len(left)} {'is' if len(left) == 1 else 'are'} not."
    hand = sum(move.state is State.NEEDS_ATTENTION for move in left)
    advice = [f"{hand} {'needs' if hand == 1 else 'need'} attention: see the table below."] if hand else []
    if due:
        advice.append(
            f"Run the same command again at {time_of_day(min(due))} or later; {len(due)} can continue from then on."
        )
    problem = DoneInPart(
        seen,
        safe="Nothing was changed."
        if run_options.command == CHECK
        else "What is done stays done, and a move that failed has stopped no other.",
        next_=" ".join(advice) or "Run the same command again.",
    )
    problem.results = facts
    return problem


class _Page:
    """The overview page, written again when something has changed, but not at every change."""

    def __init__(self, shown: Overview, redact: bool) -> None:
        self._overview, self._redact = shown, redact
        self._written = 0.0
        self.path = ""
        self.changed = False

    def write_if_due(self) -> None:
        if self.changed and time.monotonic() - self._written > _PAGE_EVERY_S:
            self.write(going_on=True)

    def write(self, *, going_on: bool) -> None:
        self.changed, self._written = False, time.monotonic()
        self.path = str(overview.write(self._overview, private=self._redact, going_on=going_on))
