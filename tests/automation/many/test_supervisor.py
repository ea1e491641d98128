"""What a supervisor does with a move that it cannot do."""

import asyncio
from pathlib import Path

import pytest

from automation.cli.crash import keep_traceback
from automation.many.rows.table import Limits, Row, Table
from automation.many.state.status import State
from automation.many.supervision.supervisor import RunOptions, Supervisor
from tests.support import awaited


@pytest.fixture
def table(private_home: Path) -> Table:
    rows = tuple(Row.model_validate({"old": f"{name}@old.invalid", "do": "export"}) for name in ("alice", "bob"))
    return Table(file=private_home / "moves.toml", limits=Limits(), rows=rows)


def test_a_move_that_cannot_be_recorded_frees_its_place(table: Table) -> None:
    supervisor = Supervisor(table, table.rows, RunOptions(at_once=1), keep_traceback)
    (table.folder / "many.jsonl").mkdir(parents=True)  # where a file should be

    async def run() -> None:
        async with asyncio.timeout(60):
            await supervisor.run(lambda view: None, lambda: None)

    awaited(run())
    assert [move.state for move in supervisor.overview.moves] == [State.NEEDS_ATTENTION] * 2


def test_a_bug_in_one_move_stops_no_other(table: Table) -> None:
    rows = table.rows
    (table.folder_of(rows[0]) / "events.jsonl").mkdir(parents=True)  # where a file should be
    supervisor = Supervisor(table, rows, RunOptions(at_once=1), keep_traceback)
    awaited(supervisor.run(lambda view: None, lambda: None))
    alice, bob = supervisor.overview.moves
    (kept,) = (table.folder_of(rows[0]) / "error-details").glob("fault-*.txt")
    assert (alice.state, alice.status.why) == (
        State.NEEDS_ATTENTION,
        f"a bug in this program; please report it and attach {kept}",
    )
    assert bob.ended is not None
    assert bob.ended.code == 5  # there is no such server
