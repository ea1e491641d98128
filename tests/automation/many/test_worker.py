"""What a worker does with a move that it cannot do."""

from pathlib import Path

import pytest

from automation.cli.crash import keep_traceback
from automation.errors import UsageProblem
from automation.many.machines.jobs import require_unix
from automation.many.machines.worker import NeedsAttention, Place, Worker
from automation.many.rows.table import Limits, Row, Table
from tests.support import awaited


def test_a_bug_leaves_its_traceback_in_the_folder_of_the_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "pssst")
    row = Row.model_validate({"old": "a@old.example", "do": "export", "old_email": "x", "old_password_env": "SECRET"})
    table, told = Table(file=tmp_path / "moves.toml", limits=Limits(), rows=(row,)), list[str]()
    table.waits.mkdir(parents=True)  # where a file should be
    worker = Worker(table, Place("here"), told.append, keep_traceback)
    with pytest.raises(NeedsAttention):
        awaited(worker.do(row.label, row.digest))
    (kept,) = (table.folder_of(row) / "error-details").glob("fault-*.txt")
    assert told[-1].endswith(f"please report it and attach {kept})")
    text = kept.read_text()
    assert "IsADirectoryError" in text
    assert "heed_waits" in text
    assert "pssst" not in text


def test_the_queue_needs_another_system_than_windows() -> None:
    require_unix("linux")
    with pytest.raises(UsageProblem, match="need Linux or macOS"):
        require_unix("win32")
