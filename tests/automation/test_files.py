"""Locks, links and files, where a system has less than Unix."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from automation.errors import ConditionNotMet, UsageProblem
from automation.files import link_or_copy, portable, write_text
from automation.folder.lock import Taken, held, locked
from automation.folder.working_folder import WorkingFolder
from automation.lists import changes
from automation.settings import load
from tests.support import MakePair, RunCli, has_mode

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from automation.folder.lock import locked
with locked(Path("lock"), "somebody, in a long sentence"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_tells_who_has_it_and_ends_with_its_process(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=tmp_path, env=dict(os.environ) | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    try:
        with (
            pytest.raises(Taken, match=r"^somebody, in a long sentence$"),
            locked(tmp_path / "lock", "me"),
        ):
            pass
        with pytest.raises(ConditionNotMet, match=r"is at work in .*: somebody, in a long"), held(tmp_path, "me"):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with locked(tmp_path / "lock", "me"), pytest.raises(Taken, match=r"^me$"), locked(tmp_path / "lock", "another"):
        pass
    assert has_mode(tmp_path / "lock", 0o600)


def test_a_folder_that_has_no_locks_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(UsageProblem, match="cannot be kept for one run alone"), held(tmp_path, "Part 2"):
        pass


def test_two_runs_of_one_process_number_have_working_folders_of_their_own(tmp_path: Path) -> None:
    """As in two containers that share a volume, where each program is process 1."""
    one, another = WorkingFolder(tmp_path), WorkingFolder(tmp_path)
    assert one.path != another.path
    one.end()
    assert another.path.is_dir()
    another.end()
    assert list(tmp_path.iterdir()) == []


def test_the_accounts_of_a_server_with_a_port_have_a_folder_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "alice@127.0.0.1:3000--bob@new.example"
    monkeypatch.setattr(sys, "platform", "linux")
    assert portable(name) == name
    monkeypatch.setattr(sys, "platform", "win32")
    assert portable(name) == "alice@127.0.0.1-3000--bob@new.example"


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that refuses them, as Windows does where developer mode is off."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    monkeypatch.setattr(os, "symlink", refuse)


@pytest.mark.usefixtures("no_links")
def test_where_no_link_is_allowed_a_name_gets_a_copy(tmp_path: Path) -> None:
    write_text(tmp_path / "file", "what it says")
    link_or_copy(tmp_path / "name", tmp_path / "file")
    assert not (tmp_path / "name").is_symlink()
    assert (tmp_path / "name").read_text() == "what it says"
    assert has_mode(tmp_path / "name", 0o600)


@pytest.mark.remembered
@pytest.mark.usefixtures("no_links")
def test_exports_without_links_keep_copies_of_the_newest_and_what_was_there_before(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    root, own = tmp_path / "x" / "lists", "mine@own.example\n"
    root.mkdir(parents=True)
    (root / "blocked_accounts.csv").write_text(own)
    blocks = ("export", "--only", "blocks", "--folder", "x")
    for number in range(3):
        pair.people.old.blocks.append(f"one-more-{number}@far.example")
        assert run_cli(*blocks, environment=pair.environment()).code == 0
        assert (root / "blocked_accounts.csv").read_text().split() == pair.people.old.blocks
    first, *_, newest = changes.runs(root)
    assert changes.leads_to(root / "blocked_accounts.csv") == newest
    # What a person had put there is kept, once; a copy of an earlier export is not taken for such a file.
    assert [path.read_text() for path in root.glob("*/earlier-*")] == [own]
    assert (first / "earlier-blocked_accounts.csv").is_file()

    mutes = ("export", "--only", "mutes", "--folder", "x", "--keep-last", "1")
    for _ in range(2):
        assert run_cli(*mutes, environment=pair.environment()).code == 0
    assert [(run / "blocked_accounts.csv").is_file() for run in changes.runs(root)] == [True, False]


@pytest.mark.usefixtures("private_home")
def test_settings_may_begin_with_the_mark_that_windows_puts_first() -> None:
    Path(".env").write_text("MASTODON_MOVE_OLD__PASSWORD=pässwörd", encoding="utf-8-sig")
    Path("mastodon-move.toml").write_text('[old]\nhandle = "alice@bücher.example"', encoding="utf-8-sig")
    settings = load()
    assert settings.old.password is not None
    assert (settings.old.password.get_secret_value(), str(settings.old.handle)) == ("pässwörd", "alice@bücher.example")
    for file in (".env", "mastodon-move.toml"):
        Path(file).write_text("# written by > in PowerShell", encoding="utf-16")
        with pytest.raises(UsageProblem, match=r"cannot be read.*utf-8"):
            load()
        Path(file).unlink()
