"""Single keys as Windows hands them over, by a keyboard of the test's own in the place of its C library's."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRESSED = """
import sys, types
sys.path.insert(0, {root!r})
typed = list({typed!r})
sys.modules["msvcrt"] = types.SimpleNamespace(kbhit=lambda: bool(typed), getwch=lambda: typed.pop(0))
import os, select
sys.platform = "win32"
from automation.system.keyboard import SingleKeys
keys = SingleKeys()
if {begin!r}:
    keys.begin()
while (key := keys.next()) is not None:
    print(ascii(key))
"""


def pressed(typed: str, *, begin: bool = False) -> tuple[list[str], str]:
    """What is told of some keys; and what was said where that ended otherwise."""
    code = PRESSED.format(root=str(ROOT), typed=typed, begin=begin)
    done = subprocess.run(
        [sys.executable, "-c", code], env=dict(os.environ), capture_output=True, text=True, check=False
    )
    return done.stdout.split(), done.stderr


def test_characters_come_one_by_one_and_arrows_are_none() -> None:
    assert pressed("s\r\xe0Hq\x00;?") == (["'s'", r"'\r'", "''", "'q'", "''", "'?'"], "")


def test_what_was_typed_ahead_is_thrown_away() -> None:
    assert pressed("q\r", begin=True) == ([], "")


def test_ctrl_c_is_ctrl_c() -> None:
    told, said = pressed("s\x03q")
    assert told == ["'s'"]
    assert "KeyboardInterrupt" in said
