"""`tests/real` are skipped where nobody names real servers; named embedded ones, they stay able to run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import MakePair


@pytest.mark.slow
def test_the_tests_against_real_servers_can_run(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair(old="4.3", new="4.5")
    pair.people.old.otp_secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    named = {
        f"MASTODON_MOVE_REAL_{side.upper()}_{name.upper()}": value
        for side, account in pair.accounts().items()
        for name, value in account.items()
    }
    named |= {
        "MASTODON_MOVE_REAL_OLD_OTP_SECRET": pair.people.old.otp_secret,
        "MASTODON_MOVE_REAL_ALLOW_MOVE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", "tests/real"]
    root = Path(__file__).parents[1]
    ran = subprocess.run(command, cwd=root, env=dict(os.environ) | named, capture_output=True, text=True, check=False)
    assert re.search(r"^7 passed", ran.stdout, re.MULTILINE), ran.stdout
    assert pair.people.old.moved_to == pair.people.new.acct
