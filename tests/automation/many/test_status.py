"""How a move stands by the record and its journal, and when it is worth trying again."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from automation.cli.json_lines import JsonLines
from automation.errors import ConditionNotMet, Reason
from automation.folder.journal import Journal
from automation.many.rows.table import Limits, Row, Table
from automation.many.state.protocol import LiveState
from automation.many.state.record import Ended, Record
from automation.many.state.status import State, Status, is_due, status_of
from automation.protocol.event_file import EventFile

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def after(code: int, folder: Path, times: int = 1, **said: Any) -> Status:
    return status_of(Ended(NOW, "guide", "", code, times, **said), folder, 300)


def journal(folder: Path, event: str, **facts: Any) -> None:
    Journal.of(folder).write(event, **facts)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (0, State.DONE),
        (1, State.NEEDS_ATTENTION),
        (2, State.NEEDS_ATTENTION),
        (3, State.NEEDS_ATTENTION),
        (4, State.NEEDS_ATTENTION),
        (6, State.NEEDS_ATTENTION),
        (7, State.NEEDS_ATTENTION),
        (130, State.TO_DO),
        (-9, State.TO_DO),
    ],
)
def test_the_exit_code_says_most(tmp_path: Path, code: int, state: State) -> None:
    found = after(code, tmp_path)
    assert (found.state, found.due) == (state, None)
    assert is_due(found) is (state is not State.DONE)


def test_a_process_that_is_killed_again_and_again_needs_a_hand(tmp_path: Path) -> None:
    assert after(-9, tmp_path, times=4).state is State.NEEDS_ATTENTION


def test_server_trouble_is_waited_for_longer_and_longer(tmp_path: Path) -> None:
    waits = [after(5, tmp_path, times).due for times in range(1, 7)]
    assert [(due - NOW).total_seconds() for due in waits if due] == [300, 600, 1200, 2400, 3600, 3600]
    assert after(5, tmp_path, times=7).state is State.NEEDS_ATTENTION


def test_a_waiting_period_has_an_end(tmp_path: Path) -> None:
    due = NOW + timedelta(days=12)
    found = after(4, tmp_path, reason=Reason.WAITING_PERIOD, due=due)
    assert (found.state, found.due) == (State.WAITING, due)
    assert after(4, tmp_path, reason=Reason.WAITING_PERIOD).state is State.NEEDS_ATTENTION  # the page does not say when


def test_a_folder_in_use_is_tried_again(tmp_path: Path) -> None:
    assert after(4, tmp_path, reason=Reason.FOLDER_IN_USE).state is State.TO_DO


def test_an_alias_that_is_not_seen_yet_is_waited_for_longer_and_longer(tmp_path: Path) -> None:
    assert after(4, tmp_path, reason=Reason.ALIAS_NOT_SEEN).due == NOW + timedelta(minutes=15)
    assert after(4, tmp_path, reason=Reason.ALIAS_NOT_SEEN, times=9).due == NOW + timedelta(hours=6)


def test_what_a_page_says_is_no_appointment(tmp_path: Path) -> None:
    for said in ("Try again in 9999999999 days.", "Another run is using x", "moved recently (3 days)"):
        found = after(4, tmp_path, seen=said, next=said, doing="Part 5, step 9: Click on the button")
        assert (found.state, found.due) == (State.NEEDS_ATTENTION, None)


def test_hosts_that_did_not_answer_are_tried_when_the_circuit_breaker_lets_them(tmp_path: Path) -> None:
    journal(tmp_path, "hosts failed", hosts=["x.example"])
    due = after(7, tmp_path).due
    assert due is not None
    assert 325 < (due - datetime.now(UTC)).total_seconds() < 331
    assert after(7, tmp_path, times=4).state is State.NEEDS_ATTENTION


def test_an_archive_in_the_making_is_looked_for_later(tmp_path: Path) -> None:
    journal(tmp_path, "archive", state="requested", before=[])
    assert after(7, tmp_path).due == NOW + timedelta(hours=1)


def test_the_record_knows_how_often_a_move_ended_so_until_its_row_changes(tmp_path: Path) -> None:
    row = Row.model_validate({"old": "a@old.example", "new": "a@new.example"})
    table = Table(file=tmp_path / "moves.toml", limits=Limits(), rows=(row,))
    assert Record(table).ended(row) is None
    for code in (5, 5, 7, 5, 5):
        Record(table).end(row, "guide", code, {"seen": "It is down."})
    with (table.folder / "many.jsonl").open("a") as file:
        file.write('{"event": "ended", "time": 3}\n{"event": "started", "time": "2026-11-27T12:00:00+00:00"}\n{"ev')
    found = Record(table).ended(row)
    assert found is not None
    assert (found.code, found.times, found.seen) == (5, 2, "It is down.")
    assert Record(table).ended(row, "export") is None
    assert Record(table).ended(row.model_copy(update={"post": False})) is None


def test_the_record_keeps_why_a_move_stopped_and_when_to_try_again(tmp_path: Path) -> None:
    row = Row.model_validate({"old": "a@old.example", "new": "a@new.example"})
    table = Table(file=tmp_path / "moves.toml", limits=Limits(), rows=(row,))
    out = io.StringIO()
    JsonLines(out).problem(ConditionNotMet("It moved.", reason=Reason.WAITING_PERIOD, due=NOW))
    (tmp_path / "events.jsonl").write_text(out.getvalue())
    live = LiveState()
    for event in EventFile(tmp_path / "events.jsonl").new():
        live.take(event)
    Record(table).end(row, "guide", 4, live.error)
    found = Record(table).ended(row)
    assert found is not None
    assert (found.reason, found.due) == (Reason.WAITING_PERIOD, NOW)


def test_events_are_taken_as_they_come(tmp_path: Path) -> None:
    at, file = '"time": "2026-11-27T12:00:00Z", "part": 2', tmp_path / "events.jsonl"
    written, live = EventFile(file), LiveState()
    assert written.new() == []
    file.write_text(
        f'{{"event": "part", {at}, "heading": "Export", "server": "http://127.0.0.1:1"}}\n3\n{{"event": "st'
    )
    for event in written.new():
        live.take(event)
    assert live.at == "Part 2: Export"
    why = "waiting for the server (429 at /settings/export)"
    with file.open("a") as more:
        more.write(f'ep begins", {at}, "step": 3, "words": "Click"}}\n{{"event": "of another version", {at}}}\n')
        more.write(f'{{"event": "wait", {at}, "why": "{why}", "then": "x", "until": "2026-11-27T12:00:07Z"}}\n')
        more.write(f'{{"event": "problem", {at}, "exit_code": 5, "seen": "It is down."}}\n')
    for event in written.new():
        live.take(event)
    assert live.at == "Part 2, step 3: Click"
    assert live.note.startswith(f"{why}: x at ")
    assert live.error["seen"] == "It is down."
