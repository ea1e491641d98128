"""What a person sees of many moves: their states, obstacles, and what would be copied."""

import io
from pathlib import Path

from rich.console import Console

from automation.cli.many_table import LiveTable, table_of
from automation.many.rows.table import Limits, Row, Table
from automation.many.state.protocol import LiveState
from automation.many.state.record import Record
from automation.many.state.status import State, Status
from automation.many.state.view import Overview, views
from automation.many.supervision import move_process
from automation.protocol.events import EVENTS

CHECKED = """{"event": "end", "time": "2026-11-27T12:00:00Z", "outcome": "failed", "exit_code": 4,
"results": {"check": {
"obstacles": [{"part": 5, "what": "it moved recently"}, {"part": 5, "what": "it moved recently"}],
"facts": {"alias": "already exists", "followed hashtags": "2 on the old account; 1 to add to the new one"}}}}"""


def overview(folder: Path) -> Overview:
    rows = tuple(Row.model_validate({"old": f"{name}@old.example", "new": f"{name}@new.example"}) for name in "ab")
    table = Table(file=folder / "moves.toml", limits=Limits(), rows=rows)
    return Overview(table, views(table, rows, Record(table)), ["old.example"])


def test_a_check_says_what_is_in_the_way_and_what_comes_along(tmp_path: Path) -> None:
    shown, out, live = overview(tmp_path), io.StringIO(), LiveState()
    live.take(EVENTS.validate_json(CHECKED))
    assert move_process.obstacles(LiveState()) == move_process.would_be_copied(LiveState()) == ()
    move = shown.moves[0]
    move.status = Status(State.NEEDS_ATTENTION)
    move.obstacles, move.also = move_process.obstacles(live), move_process.would_be_copied(live)
    Console(file=out, width=300).print(table_of(shown.facts()["moves"]))
    said = out.getvalue()
    assert said.count("Obstacle: it moved recently") == 1
    assert "Would be copied: followed hashtags: 2 on the old account; 1 to add to the new one" in said
    assert "already exists" not in said


def test_the_live_table_has_running_moves_first_and_names_servers_that_have_trouble(tmp_path: Path) -> None:
    shown, out = overview(tmp_path), io.StringIO()
    shown.moves[1].status = Status(State.RUNNING)
    shown.moves[1].live.note = "another run had trouble with old.example: continuing at 12:05"
    console = Console(file=out, width=120, height=8, force_terminal=True, color_system=None)
    live = LiveTable(console, shown)
    live.refresh()
    live.changed(shown.moves[1])
    live.close()
    said = out.getvalue()
    assert "Servers with trouble, used less for now: old.example" in said
    assert said.index("another run had trouble with old.example") < said.index("a@old.example")
