"""Waits that runs share: told to all, remembered by server, and never believed for too long."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from automation.folder.shared_waits import SharedWaits
from tests.support import has_mode


def test_a_wait_is_known_to_all_by_each_name_of_the_server(tmp_path: Path) -> None:
    file, now = tmp_path / "moves/waits.jsonl", datetime.now(UTC)
    one, other = SharedWaits(file), SharedWaits(file)
    assert (other.new(), other.until({"old.example"})) == ([], None)
    one.add({"old.example", "social.old.example"}, now + timedelta(seconds=50))
    one.add({"old.example"}, now + timedelta(seconds=20))
    for name in ("old.example", "social.old.example"):
        assert other.until({name, "x.example"}) == now + timedelta(seconds=50)
    assert other.until({"new.example"}) is None
    assert len(one.new()) == 2
    assert one.new() == []
    assert has_mode(file, 0o600)


def test_what_is_over_or_damaged_holds_nobody(tmp_path: Path) -> None:
    file, now = tmp_path / "waits.jsonl", datetime.now(UTC)
    waits = SharedWaits(file)
    waits.add({"past.example"}, now - timedelta(seconds=1))
    with file.open("a") as more:
        more.write('{"servers": 3}\n{"servers": ["torn.exa')
    assert waits.until({"past.example", "torn.example"}) is None
    assert [wait.servers for wait in waits.new()] == [{"past.example"}]


def test_a_run_alone_shares_nothing() -> None:
    alone = SharedWaits(None)
    alone.add({"old.example"}, datetime.now(UTC) + timedelta(days=1))
    assert (alone.new(), alone.until({"old.example"})) == ([], None)
