"""The test servers alone, which somebody starts to try the program on them."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.support import COMMAND

pytestmark = [pytest.mark.process, pytest.mark.posix]


def test_ctrl_c_stops_the_servers_as_was_said(private_home: Path) -> None:
    command = [COMMAND, "demo", "--serve"]
    with subprocess.Popen(command, cwd=private_home, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith("Ctrl-C stops"):
                break
        running.send_signal(signal.SIGINT)
        assert running.stdout.read().split() == ["The", "servers", "have", "stopped."]
    assert running.returncode == 0
