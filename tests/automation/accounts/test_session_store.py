"""What is kept between runs, in a keyring or in files."""

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from playwright.sync_api import StorageState

from automation.accounts import session_store
from automation.errors import UsageProblem
from automation.handles import Handle
from tests.file_keyring import FileKeyring
from tests.support import MakePair, RunCli

ALICE = Handle.parse("alice@old.example")
STATE: StorageState = {"cookies": [{"name": "x", "value": "y", "domain": "old.example", "path": "/"}], "origins": []}


@pytest.fixture
def ring(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a keyring of one's own."""
    monkeypatch.setenv("KEYRING_FILE", str(private_home / "ring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())  # type: ignore[no-untyped-call]
    yield private_home / "ring.json"
    keyring.set_keyring(before)


def lock(ring: Path) -> None:
    ring.with_suffix(".locked").touch()


def test_what_a_locked_keyring_keeps_is_not_said_to_be_deleted(ring: Path) -> None:
    session_store.keep_session(ALICE, STATE)
    lock(ring)
    with pytest.raises(UsageProblem, match=r"alice@old\.example in the keyring cannot be deleted: It is locked"):
        session_store.forget(ALICE)
    assert len(json.loads(ring.read_text())) == 1


def test_an_older_session_in_the_keyring_does_not_hide_a_newer_one_in_a_file(ring: Path) -> None:
    session_store.keep_session(ALICE, STATE)
    newer: StorageState = {"cookies": [{**STATE["cookies"][0], "value": "newer"}], "origins": []}
    assert Path(session_store.keep_session(ALICE, newer, platform="win32")).is_file()
    assert session_store.session_of(ALICE) == newer


def test_what_was_never_kept_need_not_be_deleted(ring: Path) -> None:
    session_store.forget(ALICE)
    assert session_store.session_of(ALICE) is None


def test_logging_out_says_that_the_keyring_is_locked(make_pair: MakePair, ring: Path, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.remember()
    lock(ring)
    ran = run_cli("logout", "old", "--folder", "x", environment=pair.environment())
    assert (ran.code, "no saved session" in ran.out) == (2, False), ran.out
    assert "Unlock the keyring" in ran.out


@pytest.mark.process
def test_a_session_is_not_said_to_have_ended_where_nobody_could_look(
    make_pair: MakePair, run_cli: RunCli, private_home: Path
) -> None:
    pair = make_pair()
    pair.remember()
    ran = run_cli("logout", "old", "--folder", "x", environment=pair.environment() | {"MASTODON_MOVE_BROWSER": "/no"})
    assert (ran.code, "had already ended" in ran.out) == (2, False), ran.out
    assert session_store.session_of(Handle.parse(pair.people.old.acct)) is not None


@pytest.mark.parametrize("damaged", [b"\xff\xfe\x00", b"{"])
def test_a_damaged_file_is_no_session(private_home: Path, damaged: bytes) -> None:
    file = Path(session_store.keep_session(ALICE, STATE))
    assert session_store.session_of(ALICE) == STATE
    file.write_bytes(damaged)
    assert session_store.session_of(ALICE) is None


def test_windows_credentials_are_too_short_for_sessions(ring: Path) -> None:
    kept = session_store.keep_session(ALICE, STATE, platform="win32")
    assert Path(kept).is_file()
    assert not ring.exists()
    assert session_store.session_of(ALICE) == STATE
