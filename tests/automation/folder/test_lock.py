"""Locks: one run in a folder, and who has it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from automation.errors import ConditionNotMet, UsageProblem
from automation.folder.lock import LockHeld, held, locked
from tests.support import has_mode

ROOT = Path(__file__).parents[3]


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
            pytest.raises(LockHeld, match=r"^somebody, in a long sentence$"),
            locked(tmp_path / "lock", "me"),
        ):
            pass
        with (
            pytest.raises(ConditionNotMet, match=r"is using .*: somebody, in a long") as stopped,
            held(tmp_path, "me"),
        ):
            pass
        assert stopped.value.facts()["reason"] == "folder in use"
    finally:
        holder.kill()
        holder.communicate()
    with locked(tmp_path / "lock", "me"), pytest.raises(LockHeld, match=r"^me$"), locked(tmp_path / "lock", "another"):
        pass
    assert has_mode(tmp_path / "lock", 0o600)


def test_a_folder_that_has_no_locks_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(UsageProblem, match="cannot be locked"), held(tmp_path, "Part 2"):
        pass
