"""A PostgreSQL of its own for tests: a cluster in a temporary folder, on a socket in that folder alone."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

_USER = "postgres"


class Database:
    """A running cluster. It can be stopped and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder, self._data = programs, folder, folder / "data"
        self._run("initdb", "--pgdata", str(self._data), "--username", _USER, "--auth", "trust", "--no-sync")
        self.start()

    @property
    def environment(self) -> dict[str, str]:
        """What PostgreSQL's own tools, and the program, read to find it."""
        return {"PGHOST": str(self._folder), "PGUSER": _USER, "PGDATABASE": _USER, "PGPORT": "5432"}

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "--wait", "--pgdata", str(self._data), "--options", options, "--log", log)

    def stop(self) -> None:
        """End it at once, as a restart of the machine does."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", str(self._data))

    def dump(self) -> bytes:
        """Everything in it, and its log."""
        done = subprocess.run(
            [str(self._programs / "pg_dumpall")], env=os.environ | self.environment, capture_output=True, check=True
        )
        return done.stdout + (self._folder / "log").read_bytes()

    def ask(self, query: str) -> list[str]:
        """The rows that a query gives, as text."""
        words = [str(self._programs / "psql"), "--no-psqlrc", "--tuples-only", "--no-align", "--command", query]
        done = subprocess.run(words, env=os.environ | self.environment, capture_output=True, text=True, check=True)
        return done.stdout.split("\n")[:-1]

    def _run(self, program: str, *arguments: str) -> None:
        words = [*_as_postgres(), str(self._programs / program), *arguments]
        # pg_ctl hands its streams on to the server, which would keep pipes open.
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False, cwd="/")
        assert done.returncode == 0, f"{program}: {done.returncode}"


def _as_postgres() -> Sequence[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", _USER, "--"] if sys.platform != "win32" and os.geteuid() == 0 else []


def _programs() -> Path | None:
    """Where PostgreSQL's programs are: Debian keeps them out of PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    found_all = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found_all[-1].parent if found_all else None


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A PostgreSQL that the command finds by the environment; the test is skipped, visibly, where there is none."""
    pytest.importorskip("procrastinate", reason="needs the extra mastodon-move[machines]")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    # A socket's path is at most 107 bytes long, and the folder must be the server's.
    folder = Path(tempfile.mkdtemp(prefix="mm-pg-", dir="/tmp"))
    if _as_postgres():
        shutil.chown(folder, _USER)
    started = None
    try:
        started = Database(programs, folder)
        for name, value in started.environment.items():
            monkeypatch.setenv(name, value)
        yield started
    finally:
        if started:
            started.stop()
        shutil.rmtree(folder, ignore_errors=True)
