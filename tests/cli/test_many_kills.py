"""kill -9 for the supervisor and all its moves, ten times: the same command, run again, ends as if nothing happened."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from automation.folder.journal import Journal
from automation.many.rows.table import REFUSED_AFTER
from automation.secrets import Secrets
from tests.gentleness import assert_gentle, differing, end_state
from tests.movers import OLD, Movers, command_lines, killed_with_all_below, movers, processes_watched
from tests.support import COMMAND

if sys.platform == "win32":
    pytest.skip("Windows can neither kill -9 nor run a worker", allow_module_level=True)

pytestmark = [pytest.mark.process, pytest.mark.posix, pytest.mark.slow]
__all__ = ["movers"]

# Forty take half an hour on two cores, since no server may have more than 25 sign-ins in five minutes.
MOVES = int(os.environ.get("MANY_MOVES", "8"))
SIGN_INS, AT_ONCE_ALONE = REFUSED_AFTER - 1, 4
KILLS = 10
STEPS_OF_A_MOVE = 34  # at least


def steps_tried(folder: Path) -> int:
    """How far all moves have come together: each step counts once, however often it was tried."""
    tried = set()
    for journal in folder.glob("*/journal.jsonl"):
        for event in Journal(journal, Secrets()).read():
            if event["event"] == "step":
                tried.add((journal, event["part"], event["number"]))
    return len(tried)


def after_single_moves(people: Movers) -> dict[str, Any]:
    """What there is on each server after everybody has moved alone, undisturbed."""

    def move(number: int) -> None:
        words = [COMMAND, "guide", "--yes", "--json", "--folder", f"alone/{number}"]
        ran = subprocess.run(
            words, env=os.environ | people.settings(number), stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stdout

    with ThreadPoolExecutor(AT_ONCE_ALONE) as pool:
        list(pool.map(move, range(len(people.people))))
    people.fediverse.wait_idle(timeout=30)
    return {name: end_state(server) for name, server in people.fediverse.servers.items()}


def test_kills_leave_what_undisturbed_moves_leave(movers: Any, private_home: Path) -> None:
    expected = after_single_moves(movers(MOVES))
    people: Movers = movers(MOVES)
    table = people.write(private_home / "moves.toml", begin=f"[limits]\nsign_ins = {SIGN_INS}")
    chance = random.Random(20_261_127)
    moments = sorted(chance.sample(range(MOVES * STEPS_OF_A_MOVE), KILLS))
    end = time.monotonic() + 600 + 120 * MOVES
    with processes_watched(people, private_home) as seen:
        while True:
            words = [COMMAND, "many", "run", str(table), "--yes", "--at-once", "8"]
            with Path("out").open("wb") as out:
                run = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
            while run.poll() is None and not (moments and steps_tried(private_home / "moves") >= moments[0]):
                assert time.monotonic() < end, Path("out").read_text()
                time.sleep(0.1)  # there is nothing to await
            if run.poll() is not None:
                break
            killed_with_all_below(run.pid)
            run.wait()
            moments.pop(0)
    assert (run.returncode, moments) == (0, []), Path("out").read_text()
    assert people.moved() == [True] * MOVES
    servers = people.fediverse.servers
    assert {name: most for name, most in seen.most.items() if name in servers and most > 2} == {}
    for name, server in servers.items():
        assert_gentle(server, moves=2, sign_ins_in_window=REFUSED_AFTER, imports=2)
        assert differing(end_state(server), expected[name]) == {}


def test_moves_of_a_supervisor_that_was_killed_go_on_and_are_found_again(movers: Any, private_home: Path) -> None:
    people: Movers = movers(1)
    table = people.write(private_home / "moves.toml", do="export")
    goes_on = threading.Event()
    server = people.server("old1.example")
    server.faults.add("GET", "/settings/export", lambda: goes_on.wait(25))
    command = [COMMAND, "many", "run", str(table), "--json-lines"]
    with Path("killed").open("wb") as out:
        run = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out)
    while not server.faults.happened:
        assert run.poll() is None
        time.sleep(0.05)  # there is nothing to await
    run.kill()
    run.wait()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as again:
        assert again.stdout
        events = (json.loads(line) for line in again.stdout)
        found = next(event for event in events if event["outcome"] == "running")
        assert found["says"] == "another process is doing this move"
        goes_on.set()
        *_, end = events
    assert (end["exit_code"], end["results"]["counts"]) == (0, {"done": 1})
    exports = list((private_home / "moves").glob("mover0@*/lists/2*"))
    assert len(exports) == 2  # the one that went on, and the one of the second run


def test_a_supervisor_that_is_told_to_stop_tells_its_moves_to_stop(movers: Any, private_home: Path) -> None:
    people: Movers = movers(2)
    table = people.write(private_home / "moves.toml", do="export")
    for domain in OLD:
        people.server(domain).faults.add("GET", "/settings/export", "stall")
    words = [COMMAND, "many", "run", str(table), "--at-once", "2"]
    run = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    while not all(people.server(domain).faults.happened for domain in OLD):
        assert run.poll() is None
        time.sleep(0.05)  # there is nothing to await
    run.terminate()
    said, _ = run.communicate(timeout=90)
    assert run.returncode == 130, said
    assert "each move goes on where it stopped" in said
    assert [line for line in command_lines() if str(private_home) in line] == []
    for path in (private_home / "moves").glob("*/journal.jsonl"):
        last = list(Journal(path, Secrets()).read())[-1]
        assert (last["event"], last["state"], last["exit_code"]) == ("run", "end", 130)
