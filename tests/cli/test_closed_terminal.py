"""A terminal whose window is closed ends a run as Ctrl-C does."""

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.support import COMMAND, MakePair, RunCli, descendants

pytestmark = pytest.mark.process


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the browser's processes in /proc")
def test_a_closed_terminal_leaves_a_whole_journal_and_no_browser(
    make_pair: MakePair, run_cli: RunCli, private_home: Path
) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals that Python knows")
    import pty

    pair = make_pair()
    pair.old.faults.add("GET", "/settings/exports/blocks.csv", "stall")
    process, terminal = pty.fork()
    if process == 0:
        arguments = [COMMAND, "export", "--only", "blocks", "--folder", "x"]
        os.execve(COMMAND, arguments, dict(os.environ) | pair.environment() | {"TERM": "xterm"})
    end = time.monotonic() + 60
    while not pair.old.faults.happened:
        assert time.monotonic() < end
        time.sleep(0.02)  # another process opens the page: there is nothing to await
    started = descendants(process)
    assert len(started) > 2
    os.close(terminal)
    try:
        while os.waitpid(process, os.WNOHANG) == (0, 0):
            assert time.monotonic() < end
            time.sleep(0.05)  # other processes end: there is nothing to await
        while [child for child in started if Path(f"/proc/{child}").exists()]:
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        for child in started:
            if Path(f"/proc/{child}").exists():
                os.kill(child, signal.SIGKILL)
    events = [json.loads(line) for line in (private_home / "x/journal.jsonl").read_text("utf-8").splitlines()]
    assert (events[-1]["event"], events[-1]["state"], events[-1]["exit_code"]) == ("run", "end", 130)
    assert list((private_home / "x").glob(".working-*")) == []
    assert list(private_home.rglob("fault-*")) == []
    assert run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment()).code == 0
