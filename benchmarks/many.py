"""Eight moves at once, compared with the same eight one after the other.

The embedded servers answer every request after 100 ms, as servers on the internet do. Prints the CPU time of all
processes of the moves (at most 1.15 times as much at once), the time that a person waits (at most 0.6 times, on two
cores), the memory of a move among others (at most that of a run alone), and the time to check a table of a thousand
moves (at most one second). The load of the machine before each run is printed, too: others on it make it slower.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from automation.many.rows.reading import read
from fixtures.servers import context
from tests.movers import Movers
from tests.support import descendants

if sys.platform == "win32":
    raise SystemExit("This benchmark needs what only Unix knows of processes that have ended.")

import resource

MOST_CPU, MOST_WAIT, MOST_MEMORY, MOST_CHECK_S = 1.15, 0.6, 1.0, 1.0
_MOVES, _MEASURED_TOGETHER, _ANSWER_S, _LOOK_S = 8, 4, 0.1, 0.3
_Measured = TypeVar("_Measured")
_COMMAND = str(Path(sysconfig.get_path("scripts")) / "mastodon-move")


@dataclass
class Took:
    """What a run over all moves took, in seconds of CPU time and of waiting."""

    cpu: float
    wait: float


def timed(at_once: int) -> Took:
    """Move everybody on new servers."""
    movers = Movers.make(_MOVES)
    try:
        for server in movers.fediverse.servers.values():
            server.faults.add("*", "*", lambda: context.pause(_ANSWER_S), times=1_000_000)
        with tempfile.TemporaryDirectory() as folder:
            limits = f"[limits]\nper_server = {_MOVES}\nsign_ins = 24"
            table = movers.write(Path(folder) / "moves.toml", begin=limits)
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            subprocess.run(
                [_COMMAND, "many", "run", str(table), "--yes", "--at-once", str(at_once), "--json"],
                env=os.environ | movers.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
            )  # fmt: skip
            after, waited = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Took(cpu, waited)
    finally:
        movers.close()


def memory_of_a_move(moves: int) -> float:
    """The most memory that all processes of so many moves at once have used together, by move, in MB.

    A page that several processes share is counted once (PSS). The supervisor counts; a single move runs without it.
    """
    movers = Movers.make(moves)
    try:
        with tempfile.TemporaryDirectory() as folder:
            table = movers.write(Path(folder) / "moves.toml", begin=f"[limits]\nper_server = {moves}")
            words = ["many", "run", str(table), "--yes", "--at-once", str(moves), "--json"]
            alone = ["guide", "--yes", "--json", "--folder", f"{folder}/alone"]
            run = subprocess.Popen(
                [_COMMAND, *(alone if moves == 1 else words)],
                env=os.environ | movers.environment() | (movers.settings(0) if moves == 1 else {}),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            most = 0.0
            while run.poll() is None:
                most = max(most, sum(_memory(process) for process in descendants(run.pid)))
                time.sleep(_LOOK_S)
            assert run.returncode == 0  # noqa: S101
            return most / moves
    finally:
        movers.close()


def _memory(process: int) -> float:
    """The memory of a process in MB; 0 if it has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def check_time() -> float:
    """The time to read and check a thousand moves, in seconds."""
    rows = "".join(
        f'[[move]]\nold = "u{n}@old{n % 9}.example"\nnew = "u{n}@new.example"\nold_email = "u{n}@mail.example"\n'
        for n in range(1000)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "moves.toml"
        file.write_text(f'[defaults]\npassword_command = "pass show {{handle}}"\n{rows}')
        began = time.monotonic()
        read(file)
        return time.monotonic() - began


def main() -> int:
    """Measure and print. Returns 1 if a limit is exceeded."""
    checked = check_time()
    _say(f"a table of 1,000 moves is checked in {checked:.2f} s (at most {MOST_CHECK_S:.0f} s)")
    alone, among = (_told(memory_of_a_move, moves) for moves in (1, _MEASURED_TOGETHER))
    _say(f"memory of a move: {among:.0f} MB among {_MEASURED_TOGETHER} (at most the {alone:.0f} MB of a run alone)")
    one_by_one, at_once = _told(timed, 1), _told(timed, _MOVES)
    cpu, wait = at_once.cpu / one_by_one.cpu, at_once.wait / one_by_one.wait
    _say(f"{_MOVES} moves one by one: {one_by_one.cpu:.0f} s of CPU, {one_by_one.wait:.0f} s of waiting")
    _say(f"{_MOVES} moves at once: {at_once.cpu:.0f} s of CPU, {at_once.wait:.0f} s of waiting")
    _say(f"CPU {cpu:.2f} times as much (at most {MOST_CPU}), waiting {wait:.2f} times as long (at most {MOST_WAIT})")
    too_much = (cpu > MOST_CPU, wait > MOST_WAIT, among > alone * MOST_MEMORY, checked > MOST_CHECK_S)
    return int(any(too_much))


def _told(measure: Callable[[int], _Measured], number: int) -> _Measured:
    load, cores = os.getloadavg()[0], os.cpu_count()
    _say(f"({measure.__name__} {number}: the load is {load:.1f} on {cores} cores)")
    return measure(number)


def _say(text: str) -> None:
    """Print at once: what follows takes minutes."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
