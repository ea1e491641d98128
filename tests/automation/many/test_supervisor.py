"""What a supervisor does with a move that it cannot do."""

from pathlib import Path

from automation.cli.crash import keep_traceback
from automation.many.rows.table import Limits, Row, Table
from automation.many.state.status import State
from automation.many.supervision.supervisor import RunOptions, Supervisor
from tests.support import awaited


def test_a_bug_in_one_move_stops_no_other(private_home: Path) -> None:
    rows = tuple(Row.model_validate({"old": f"{name}@old.invalid", "do": "export"}) for name in ("alice", "bob"))
    table = Table(file=private_home / "moves.toml", limits=Limits(), rows=rows)
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
