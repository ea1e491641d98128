"""Eight moves at once, compared with the same eight one after the other.

The embedded servers answer every request after 100 ms, as servers on the internet do. Prints the CPU time of all
processes of the moves (at most 1.15 times as much at once), the time that a person waits (at most 0.6 times, on two
cores), the memory of the largest process, and the time to check a table of a thousand moves (at most one second).
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from automation.many.rows.reading import read
from tests.movers import Movers

if sys.platform == "win32":
    raise SystemExit("This benchmark needs what only Unix knows of processes that have ended.")

import resource

MOST_CPU, MOST_WAIT, MOST_CHECK_S = 1.15, 0.6, 1.0
_MOVES, _ANSWER_S = 8, 0.1
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
            server.faults.add("*", "*", lambda: movers.fediverse.pause(_ANSWER_S), times=1_000_000)
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
    one_by_one, at_once = timed(1), timed(_MOVES)
    cpu, wait = at_once.cpu / one_by_one.cpu, at_once.wait / one_by_one.wait
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform != "darwin" else 1048576)
    print(f"a table of 1,000 moves is checked in {checked:.2f} s (at most {MOST_CHECK_S:.0f} s)")
    print(f"{_MOVES} moves one by one: {one_by_one.cpu:.0f} s of CPU, {one_by_one.wait:.0f} s of waiting")
    print(f"{_MOVES} moves at once: {at_once.cpu:.0f} s of CPU, {at_once.wait:.0f} s of waiting")
    print(f"CPU {cpu:.2f} times as much (at most {MOST_CPU}), waiting {wait:.2f} times as long (at most {MOST_WAIT})")
    print(f"largest process of a move: {memory:.0f} MB")
    return int(cpu > MOST_CPU or wait > MOST_WAIT or checked > MOST_CHECK_S)


if __name__ == "__main__":
    sys.exit(main())
