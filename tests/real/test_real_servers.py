"""The parts, in the guide's order, against real servers and accounts that the environment names.

What an account has is not known here, so that only is asserted which is so on any server. Posts are never written;
the followers are moved only where `MASTODON_MOVE_REAL_ALLOW_MOVE=1` says so.
"""

import json
import os
from pathlib import Path

import pytest

from automation.lists.kinds import KINDS
from tests.support import Ran, RunCli

_PREFIX = "MASTODON_MOVE_REAL_"
_NEEDED = [f"{side}_{name}" for side in ("OLD", "NEW") for name in ("URL", "EMAIL", "PASSWORD", "HANDLE")]
# Read at once: other fixtures take every setting of this program out of the environment.
NAMED = {name.removeprefix(_PREFIX): value for name, value in os.environ.items() if name.startswith(_PREFIX)}

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        any(name not in NAMED for name in _NEEDED), reason=f"{_PREFIX}OLD_URL and others name no real servers"
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all of them: the import takes what the export has left."""
    return tmp_path_factory.mktemp("real") / "move"


@pytest.fixture
def run(run_cli: RunCli, folder: Path) -> RunCli:
    """The command, for the two real accounts."""
    environment = {
        f"MASTODON_MOVE_{side}__{name.replace('OTP', 'TOTP')}": NAMED[f"{side}_{name}"]
        for side in ("OLD", "NEW")
        for name in ("URL", "EMAIL", "PASSWORD", "HANDLE", "OTP_SECRET")
        if f"{side}_{name}" in NAMED
    }

    def run(*arguments: str) -> Ran:
        return run_cli(*arguments, "--json", "--folder", str(folder), environment=environment, timeout=3600)

    return run


@pytest.mark.parametrize("side", ["old", "new"])
def test_sign_in(run: RunCli, side: str) -> None:
    done = run("login", side)
    assert done.code == 0, done.err


def test_check(run: RunCli) -> None:
    done = run("check")
    assert done.code in {0, 4}, done.err
    assert [seen["screen"] for seen in done.json["check"]["screens"] if seen["missing"]] == []


def test_export(run: RunCli, folder: Path) -> None:
    done = run("export")
    assert done.code == 0, done.err
    assert {"follows", "blocks", "mutes"} <= set(done.json["lists"])
    assert {path.name for path in (folder / "lists").iterdir() if path.is_symlink()} <= {kind.file for kind in KINDS}


def test_import_of_what_was_exported(run: RunCli) -> None:
    done = run("import")
    assert done.code in {0, 7}, done.err  # somebody's server may be gone; then each row that is missing has a reason
    for name, found in done.json["verified"].items():
        assert found["arrived"] + found["failed"] + found["pending"] + found["no room"] == found["rows"], name
    assert run("verify").code == done.code


def test_alias(run: RunCli) -> None:
    done = run("alias", "--no-post")
    assert done.code == 0, done.err
    assert done.json["alias"] in run("status").json["new"]["aliases"]


@pytest.mark.skipif(NAMED.get("ALLOW_MOVE") != "1", reason=f"{_PREFIX}ALLOW_MOVE=1 does not allow it")
def test_move(run: RunCli, folder: Path) -> None:
    done = run("move", "--yes", "--no-post")
    assert done.code == 0, done.err
    assert done.json["moved_to"] == NAMED["NEW_HANDLE"].removeprefix("@")
    states = [json.loads(line).get("state") for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert states.count("done") >= 1
