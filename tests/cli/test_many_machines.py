"""Moves on several machines: a queue in a real PostgreSQL, and workers that are processes of their own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from automation.many.rows.table import REFUSED_AFTER
from tests.cli.test_secrets import holding
from tests.gentleness import asked_for_meanwhile, assert_gentle, imports_at_once, moves_at_once, refuse_one_of_two
from tests.movers import Movers, command_lines, killed_with_all_below, movers, processes_watched
from tests.postgresql import Database, database
from tests.support import COMMAND, RunCli

if sys.platform == "win32":
    pytest.skip("Windows can neither kill -9 nor run a worker", allow_module_level=True)

pytestmark = [pytest.mark.process, pytest.mark.posix]
__all__ = ["database", "movers"]

STALLED_AFTER = "12"


@contextmanager
def workers(table: Path, *names: str, options: tuple[str, ...] = ()) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Workers, each with what it says in a file named like it."""
    started = {}
    try:
        for name in names:
            with Path(f"{name}.log").open("wb") as log:
                words = ["many", "worker", str(table), "--name", name, "--stalled-after", STALLED_AFTER, *options]
                started[name] = subprocess.Popen(
                    [COMMAND, *words], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
                )
        yield started
    finally:
        for worker in started.values():
            worker.send_signal(signal.SIGTERM)
        for worker in started.values():
            worker.wait(90)


def until(condition: Callable[[], object], seconds: float = 240) -> None:
    """Wait for something that other processes do."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "\n".join(f"{log}:\n{log.read_text()}" for log in Path().glob("*.log"))
        time.sleep(0.1)  # there is nothing to await


def copied(table: Path, folder: Path) -> Path:
    """The table on another machine, which has none of the moves' folders."""
    folder.mkdir()
    return Path(shutil.copy(table, folder))


def states(database: Database) -> list[str]:
    """Procrastinate's state of each move."""
    return database.ask("SELECT status FROM procrastinate_jobs WHERE task_name = 'mastodon-move' ORDER BY id")


@pytest.mark.slow
def test_a_worker_takes_moves_from_the_queue_which_has_no_secret(
    movers: Any, run_cli: RunCli, private_home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    people: Movers = movers(2)
    table = people.write(private_home / "moves.toml", do="export")
    none = run_cli("many", "worker", str(table))
    assert (none.code, "mastodon-move many enqueue first." in none.out) == (2, True)
    for expected in ("Moves put into the queue: 2 of 2.", "Moves put into the queue: 0 of 2; already there: 2."):
        ran = run_cli("many", "enqueue", str(table))
        assert (ran.code, expected in ran.out) == (0, True), ran.out + ran.err
    monkeypatch.delenv("OLD_MOVER1")  # as where a machine has not all secrets
    with workers(table, "here"):
        until(lambda: sorted(states(database)) == ["failed", "succeeded"])
    found = run_cli("many", "status", str(table), "--machines", "--json").json["moves"]
    assert [move["queue"]["job"] for move in found] == ["succeeded", "failed"]
    assert (private_home / "moves/mover0@old1.example--mover0@new1.example/lists/blocked_accounts.csv").exists()
    elsewhere = run_cli("many", "status", str(copied(table, private_home / "elsewhere")), "--machines", "--json")
    assert elsewhere.json["counts"] == {"done": 1, "needs attention": 1}
    log = Path("here.log").read_text()
    assert "mover0@old1.example--mover0@new1.example: done" in log
    assert "needs attention (old_password_env: the variable OLD_MOVER1 is not set)" in log
    assert "Traceback" not in log
    dump = database.dump()
    assert b"mover0@old1.example--mover0@new1.example" in dump
    for account in (account for pair in people.people for account in pair):
        assert account.password.encode() not in dump
        assert account.email.encode() not in dump


@pytest.mark.slow
def test_a_worker_that_dies_and_a_database_that_is_restarted_lose_no_move(
    movers: Any, run_cli: RunCli, private_home: Path, database: Database
) -> None:
    people: Movers = movers(8)
    table = people.write(private_home / "moves.toml")
    assert run_cli("many", "enqueue", str(table), "--yes").code == 0
    with (
        processes_watched(people, private_home) as seen,
        workers(table, "a", "b", "c", options=("--shared",)) as running,
    ):
        until(lambda: states(database).count("doing") >= 3)
        killed_with_all_below(running.pop("a").pid)
        until(lambda: "succeeded" in states(database))
        database.stop()
        until(lambda: all("does not answer" in Path(f"{name}.log").read_text() for name in running))
        database.start()
        until(lambda: len(states(database)) == 8)
        status = ("many", "status", str(copied(table, private_home / "elsewhere")), "--machines", "--json")
        assert sum(run_cli(*status).json["counts"].values()) == 8
        until(lambda: set(states(database)) == {"succeeded"}, 600)
    assert run_cli(*status).json["counts"] == {"done": 8}
    assert people.moved() == [True] * 8
    for server in people.fediverse.servers.values():
        assert_gentle(server, moves=2, sign_ins_in_window=REFUSED_AFTER, imports=2)
    log = "".join(path.read_text() for path in private_home.glob("*.log"))
    assert "its worker has died; another one takes it over" in log
    assert "Traceback" not in log

    # No secret in the database, a log, the overview, or the list of processes.
    assert run_cli("many", "report", str(table)).code == 0
    everything = {str(path): path.read_bytes() for path in private_home.rglob("*") if path.is_file()}
    everything |= {"dump": database.dump(), "processes": "\n".join(seen.lines).encode()}
    passwords = [account.password for pair in people.people for account in pair]
    tokens = [token for server in people.fediverse.servers.values() for token in server.sessions.handed_out()]
    assert holding(everything, *passwords, tokens=tokens) == []


@pytest.mark.slow
def test_imports_of_one_server_follow_one_another_across_machines_if_asked(
    movers: Any, run_cli: RunCli, private_home: Path, database: Database
) -> None:
    people: Movers = movers(2)
    table = people.write(private_home / "moves.toml", "[limits]\none_import = true", parts=[2, 3])
    assert run_cli("many", "enqueue", str(table)).code == 0
    with workers(table, "a", "b", options=("--shared",)):
        until(lambda: set(states(database)) == {"succeeded"})
    assert [new.blocks for _, new in people.people] == [old.blocks for old, _ in people.people]
    server = people.server("new1.example")
    assert (moves_at_once(server), imports_at_once(server)) == (1, 1)


@pytest.mark.slow
def test_a_server_that_asks_one_machine_to_wait_is_left_alone_by_others(
    movers: Any, run_cli: RunCli, private_home: Path, database: Database
) -> None:
    people: Movers = movers(3)
    server, tables = people.server("old1.example"), [private_home / name / "moves.toml" for name in ("a", "b")]
    refuse_one_of_two(server, again_in=25, noticed_in=5)
    for table in tables:
        table.parent.mkdir()
        table.write_text("\n".join(people.row(number, do="export") for number in (0, 2)))
    assert run_cli("many", "enqueue", str(tables[0])).code == 0
    with workers(tables[0], "a", options=("--at-once", "1")), workers(tables[1], "b", options=("--at-once", "1")):
        until(lambda: set(states(database)) == {"succeeded"})
    assert all((table.parent / "moves").is_dir() for table in tables)  # each has done one
    assert asked_for_meanwhile(server, 25) == ["/settings/export"]  # asked for before


@pytest.mark.slow
def test_a_move_ends_with_its_worker(movers: Any, run_cli: RunCli, private_home: Path, database: Database) -> None:
    people: Movers = movers(1)
    table = people.write(private_home / "moves.toml", do="export")
    people.server("old1.example").faults.add("GET", "/settings/export", "stall")
    assert run_cli("many", "enqueue", str(table)).code == 0
    with workers(table, "here") as running:
        until(lambda: people.server("old1.example").faults.happened)
        os.kill(running["here"].pid, signal.SIGKILL)
        until(lambda: not [line for line in command_lines() if str(private_home) in line and "--json-lines" in line])
