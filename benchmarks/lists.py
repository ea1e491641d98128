"""Comparing and splitting long lists: at most 1 s and 120 MB for 100,000 rows, and linear growth.

`python -m benchmarks.lists` measures each size in its own process, and exits with 1 if a limit is exceeded.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from automation.lists.compare import compare
from automation.lists.kinds import FOLLOWS
from automation.lists.rows import read, write
from automation.lists.split import split

SIZES = (10_000, 100_000, 1_000_000)
LIMIT_ROWS, LIMIT_S, LIMIT_MB = 100_000, 1.0, 120
# Growth counts as linear if the largest list takes at most this factor more time or memory per row.
LIMIT_GROWTH = 2.0
TRIES = 3


def build(folder: Path, size: int) -> tuple[Path, Path]:
    """Create two lists of follows that share half of their rows, some in different spelling."""
    chance = random.Random(size)  # noqa: S311 (invented people)
    files = folder / "wanted.csv", folder / "there.csv"
    for file, start in zip(files, (0, size // 2), strict=True):
        with file.open("w", encoding="utf-8") as out:
            out.write("Account address,Show boosts,Notify on new posts,Languages\n")
            for number in range(start, start + size):
                host = "bücher.example" if number % 50 == 0 else f"server{number % 997}.example"
                address = f"person{number}@{host}"
                out.write(f"{address.upper() if chance.random() < 0.1 else address},true,false,\n")
    return files


def measure(folder: Path) -> tuple[float, float]:
    """The time to read, compare, split and write, in seconds, and the peak memory of the process, in MB."""
    if sys.platform == "win32":
        raise SystemExit("On Windows, Python's standard library cannot measure peak memory.")
    import resource

    began = time.perf_counter()
    wanted, there = (read(folder / name, FOLLOWS) for name in ("wanted.csv", "there.csv"))
    found = compare(wanted, there)
    assert found.arrived == len(found.missing) == len(found.extra) == len(wanted.rows) // 2  # noqa: S101
    for number, piece in enumerate(split(wanted.of(found.to_do))):
        write(folder / f"piece-{number}.csv", piece)
    seconds = time.perf_counter() - began
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> int:
    """Print a line for each size. Returns 0 if every limit is kept."""
    found: dict[int, tuple[float, float]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            build(Path(place), size)
            command = [sys.executable, "-m", "benchmarks.lists", place]
            told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(TRIES)]
        # Other load on the machine makes a run slower, never faster, so the fastest run counts.
        seconds, memory = min([float(text) for text in one.split()] for one in told)
        found[size] = seconds, memory
        print(f"{size:>9,} rows twice: {seconds:6.2f} s, {seconds / size * 1e6:5.2f} µs a row, {memory:6.0f} MB")
    seconds, memory = found[LIMIT_ROWS]
    last_s, last_mb = found[SIZES[-1]]
    times = SIZES[-1] / LIMIT_ROWS
    kept = seconds <= LIMIT_S and memory <= LIMIT_MB
    linear = last_s <= seconds * times * LIMIT_GROWTH and last_mb <= memory * times * LIMIT_GROWTH
    print(f"at most {LIMIT_S} s and {LIMIT_MB} MB: {'kept' if kept else 'BROKEN'}; linear: {'yes' if linear else 'NO'}")
    return 0 if kept and linear else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*measure(Path(sys.argv[1])))
    else:
        sys.exit(main())
