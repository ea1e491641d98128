"""What is written is whole and private; links, where a system has none."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier

import pytest

from automation.errors import UsageProblem
from automation.system.files import atomically, link_or_copy, portable, private_folder, write_text
from tests.support import has_mode


def test_the_accounts_of_a_server_with_a_port_have_a_folder_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "alice@127.0.0.1:3000--bob@new.example"
    monkeypatch.setattr(sys, "platform", "linux")
    assert portable(name) == name
    monkeypatch.setattr(sys, "platform", "win32")
    assert portable(name) == "alice@127.0.0.1-3000--bob@new.example"


@pytest.mark.usefixtures("no_links")
def test_where_no_link_is_allowed_a_name_gets_a_copy(tmp_path: Path) -> None:
    write_text(tmp_path / "file", "what it says")
    link_or_copy(tmp_path / "name", tmp_path / "file")
    assert not (tmp_path / "name").is_symlink()
    assert (tmp_path / "name").read_text() == "what it says"
    assert has_mode(tmp_path / "name", 0o600)


def test_folders_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b")
    write_text(folder / "c.txt", "c")
    assert has_mode(folder, 0o700)
    assert has_mode(folder.parent, 0o700)
    assert has_mode(folder / "c.txt", 0o600)


def test_runs_that_start_together_make_the_same_folder(tmp_path: Path) -> None:
    together = Barrier(8, timeout=10)

    def make(number: int) -> None:
        for one in range(40):
            together.wait()
            private_folder(tmp_path / str(one) / "a" / "b" / "c")

    with ThreadPoolExecutor(8) as runs:
        assert list(runs.map(make, range(8))) == [None] * 8


@pytest.mark.parametrize(("refused", "said"), [(3, "newer"), (1000, "older")])
def test_a_file_that_another_program_has_open_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int, said: str
) -> None:
    write_text(tmp_path / "list.csv", "older")
    replace, refusals = Path.replace, iter(range(refused))

    def as_on_windows(self: Path, target: Path) -> Path:
        if next(refusals, None) is not None:
            raise PermissionError(13, "in use by another process")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", as_on_windows)
    monkeypatch.setattr("automation.system.files._PAUSE_S", 0.01)
    with pytest.raises(UsageProblem, match="in use by another") if said == "older" else nullcontext():
        write_text(tmp_path / "list.csv", "newer")
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]
    assert (tmp_path / "list.csv").read_text() == said


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    write_text(tmp_path / "list.csv", "all of it")

    def fail() -> None:
        with atomically(tmp_path / "list.csv") as temporary:
            temporary.write_text("ha")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("list.csv", "all of it")]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageProblem, match="cannot be used"):
        private_folder(tmp_path / "file" / "folder")
