"""This program as a process of its own: whose code runs there, and who can stop it."""

import contextlib
import io
from pathlib import Path

import pytest
from rich.console import Console

from automation.cli import terminal
from automation.errors import DoneInPart, UsageProblem
from automation.many import logins
from automation.many.rows.table import Limits, Row, Table
from automation.many.state.protocol import LiveState
from automation.many.supervision import move_process
from automation.observers.videos import require_encoder
from tests.support import awaited

# Modules that the program or Python's own imports, under names that somebody's files could well have.
FOREIGN = ("csv.py", "secrets.py", "playwright.py")


@pytest.fixture
def mark(private_home: Path) -> Path:
    """A file that appears when a module in the current folder runs."""
    mark = private_home / "foreign code has run"
    for name in FOREIGN:
        (private_home / name).write_text(f"open({str(mark)!r}, 'w').close()\n")
    return mark


@pytest.fixture
def table(private_home: Path) -> Table:
    row = Row.model_validate({"old": "a@old.invalid", "do": "export"})
    return Table(file=private_home / "moves.toml", limits=Limits(), rows=(row,))


def test_a_module_beside_the_table_does_not_run_in_the_process_of_a_move(table: Table, mark: Path) -> None:
    live = LiveState()
    code = awaited(move_process.run(table.rows[0], table, "export", yes=False, live=live))
    assert not mark.exists()
    assert (code, live.error["exit_code"]) == (5, 5)  # there is no such server


def test_a_module_beside_the_table_does_not_run_where_sessions_are_kept(
    table: Table, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(DoneInPart, match="1 of 1 accounts are not signed in"):
        logins.run(table, table.rows, terminal.progress(Console(file=io.StringIO())))
    assert not mark.exists()


def test_a_module_in_the_person_s_folder_does_not_run_where_ffmpeg_is_looked_for(
    mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(mark.parent / "browsers"))
    with contextlib.suppress(UsageProblem):  # there may be no FFmpeg here
        require_encoder()
    assert not mark.exists()
