"""A password that a command prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PASSWORD = "pässwörd €"
CODE = """
import sys
from typing import cast
from automation.accounts.credentials import Credentials
from automation.handles import Handle
from automation.progress import Progress
from automation.secrets import Secrets
from automation.settings import AccountSettings
from automation.outline import Side
account = AccountSettings(handle=Handle.parse("a@old.example"), password_command="cat password")
print(ascii(Credentials(Side.OLD, account, Secrets(), cast(Progress, None)).password()))
"""


@pytest.mark.posix
def test_it_is_read_as_utf_8_whatever_the_systems_encoding_is(tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\nmore\n", encoding="utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    root = {"PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=tmp_path, env=os.environ | ascii_only | root,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == ascii(PASSWORD), done.stderr
