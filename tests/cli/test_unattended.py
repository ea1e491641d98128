"""As cron, systemd and Docker run it: no terminal, hardly an environment, and an end by SIGTERM."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from automation.folder.working_folder import WorkingFolder
from tests.support import COMMAND, SLOW, MakePair, Pair, RunCli, descendants

if sys.platform == "win32":
    pytest.skip("cron, SIGTERM and closed streams are of Unix", allow_module_level=True)

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
KILLED = "import os, signal; from pathlib import Path; from automation.folder.working_folder import WorkingFolder"
CRONS = {"PATH": "/usr/bin:/bin", "LANG": "C", "TZ": "Asia/Tokyo"}


def as_cron_does(pair: Pair, line: str, **more: str) -> int:
    """Run a line of a crontab, in which $M is the command: no terminal, no HOME, and the accounts' settings."""
    own = {"M": COMMAND, "XDG_CONFIG_HOME": str(Path("config").absolute())}  # not that of whoever runs the tests
    environment = CRONS | pair.environment() | own | more
    return subprocess.run(["/bin/sh", "-c", line], env=environment, check=False, timeout=300).returncode


@pytest.mark.parametrize("streams", [SLOW("<&- >out 2>err"), SLOW("</dev/null >out 2>err"), "<&- >&- 2>&-"])
def test_a_run_needs_no_terminal_no_home_and_no_open_stream(
    make_pair: MakePair, private_home: Path, streams: str
) -> None:
    pair = make_pair()
    assert as_cron_does(pair, f"$M export --only blocks --folder x {streams}") == 0
    assert (private_home / "x/lists/blocked_accounts.csv").read_text().split() == pair.people.old.blocks
    assert not (private_home / "err").exists() or (private_home / "err").read_text() == ""


def test_a_password_that_is_not_set_is_named_where_nobody_can_be_asked(make_pair: MakePair, private_home: Path) -> None:
    line = "unset MASTODON_MOVE_OLD__PASSWORD; exec $M export <&- >out 2>&1"
    assert as_cron_does(make_pair(), line) == 2
    assert "Set MASTODON_MOVE_OLD__PASSWORD" in (private_home / "out").read_text()


@pytest.mark.slow
def test_names_are_written_whatever_the_log_is_encoded_in(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    line = "$M export --only blocks --folder x {} </dev/null >out 2>err"
    assert as_cron_does(pair, line.format("")) == 0
    pair.people.old.blocks.append("zoë@bücher.example")
    assert as_cron_does(pair, line.format(""), PYTHONIOENCODING="ascii") == 0
    assert "1 new (zo?@b?cher.example)" in (private_home / "out").read_text("ascii")
    pair.people.old.blocks.remove("zoë@bücher.example")
    assert as_cron_does(pair, line.format("--json-lines"), PYTHONIOENCODING="latin-1") == 0
    end = json.loads((private_home / "out").read_text("utf-8").splitlines()[-1])
    assert end["results"]["changes"]["blocks"]["removed"] == ["zoë@bücher.example"]
    assert as_cron_does(pair, line.format("")) == 0
    assert "nothing has changed since 20" in (private_home / "out").read_text()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the browser's processes in /proc")
@pytest.mark.parametrize(
    "kill",
    [pytest.param(os.kill, id="the process"), SLOW(os.killpg, id="its group")],
)
def test_sigterm_ends_a_run_as_ctrl_c_does(
    make_pair: MakePair, run_cli: RunCli, private_home: Path, kill: Callable[[int, int], None]
) -> None:
    pair = make_pair()
    pair.old.pace.archive = 0
    environment = pair.environment() | {"MASTODON_MOVE_TRACE": "on"}
    arguments = ("export", "--only", "blocks", "--archive", "wait", "--folder", "x")
    assert run_cli(*arguments, environment=environment).code == 0
    pair.fediverse.wait_idle()
    pair.old.faults.add("GET", "/system/backups/*", "standstill")
    run = subprocess.Popen(
        [COMMAND, *arguments], env=dict(os.environ) | environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    pending = "x/.working-*/downloads/*.crdownload"
    until(lambda: run.poll() is not None or (pair.old.faults.happened and list(private_home.glob(pending))))
    processes = descendants(run.pid)
    kill(run.pid, signal.SIGTERM)
    out, _ = run.communicate(timeout=60)
    assert run.returncode == 130, out
    assert "Run the same command again when you are ready." in out
    assert "Traceback" not in out
    assert len(processes) > 2
    until(lambda: not [pid for pid in processes if Path(f"/proc/{pid}").exists()])
    assert list((private_home / "x" / "archives").iterdir()) == []
    assert list((private_home / "x").glob(".working-*")) == []
    events = [json.loads(line) for line in (private_home / "x/journal.jsonl").read_text().splitlines()]
    last = [event for event in events if event["event"] == "step"][-1]
    assert (last["number"], last["outcome"]) == (7, "interrupted")

    assert run_cli(*arguments, environment=environment).code == 0
    (kept,) = (private_home / "x" / "archives").iterdir()
    assert kept.read_bytes() == pair.people.old.archives[0].data


def test_what_a_killed_run_left_on_its_way_goes_with_the_next(
    make_pair: MakePair, run_cli: RunCli, private_home: Path
) -> None:
    pair = make_pair()
    another = WorkingFolder(private_home / "x")
    (another.path / "downloads").mkdir()
    killed = [sys.executable, "-c", f"{KILLED}; WorkingFolder(Path('x')).path; os.kill(os.getpid(), signal.SIGKILL)"]
    assert subprocess.run(killed, env=dict(os.environ) | {"PYTHONPATH": str(ROOT)}, check=False).returncode < 0
    (private_home / "x/.working-1234/downloads").mkdir(parents=True)
    assert len(list((private_home / "x").glob(".working-*"))) == 5  # three folders, and a lock beside two of them
    ran = run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.out
    left = {path.name for path in (private_home / "x").glob(".working-*")}
    assert left == {another.path.name, f"{another.path.name}.lock"}
    another.end()
    assert list((private_home / "x").glob(".working-*")) == []


def until(condition: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)  # there is nothing to await
