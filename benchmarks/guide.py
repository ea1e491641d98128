"""The time that the product takes, compared with a bare Playwright script that does the same clicks.

Both move alice from a server of 4.0 to one of 4.6, headless, in turn and each time on new embedded servers. Prints the
median times, their ratio (at most 1.25, target 1.10), the ratio with and without a trace and a report (at most 1.5),
and the peak memory of the product's Python process (at most 150 MB).
"""

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from automation.cli.actions import demo
from automation.cli.terminal import progress
from automation.guide.parts import PARTS
from automation.guide.runner import run_parts
from automation.report import write
from automation.settings import load
from benchmarks.bare_script import bare_guide

MOST_RATIO, MOST_RATIO_RECORDED, MOST_MEMORY_MB = 1.25, 1.5, 150


def recorded(stage: demo.Stage, folder: Path) -> None:
    """The same as `product`, with a trace and a report with pictures."""
    product(stage, folder, trace="on", report=True)


def product(stage: demo.Stage, folder: Path, trace: str = "off", report: bool = False) -> None:
    """The guide's five parts, as `mastodon-move guide` does them."""
    accounts = {
        side: {"handle": person.acct, "url": server.url, "email": person.email, "password": person.password}
        for side, server, person in (("old", stage.old, stage.people.old), ("new", stage.new, stage.people.new))
    }
    wished = {"archive": "request", "alias_interval": 1, "trace": trace, "report": report}
    settings = load(**accounts, folder=folder, yes=True, **wished)
    run_parts(settings, progress(Console(file=io.StringIO())), PARTS, report=write)


def timed(run: Callable[[demo.Stage, Path], None]) -> float:
    """The time of one run on new servers, in seconds."""
    with demo.stage("4.0", "4.6") as stage, tempfile.TemporaryDirectory() as folder:
        for server in (stage.old, stage.new):
            # Waiting times on the server would blur the difference between the two.
            server.pace.old_copies = server.pace.archive = 0
        began = time.monotonic()
        run(stage, Path(folder))
        return time.monotonic() - began


def peak_memory() -> float:
    """The peak memory of the Python process of one run, in MB, including the embedded servers."""
    code = (
        "import resource, sys; from benchmarks.guide import product, timed; timed(product);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != 'darwin' else 1048576))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    """Measure and print. Returns 1 if a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="number of runs of each; the medians are compared")
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {"product": [], "recorded": [], "bare": []}
    for _ in range(runs):
        times["product"].append(timed(product))
        times["recorded"].append(timed(recorded))
        times["bare"].append(timed(bare_guide))
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratio, memory = medians["product"] / medians["bare"], peak_memory()
    recording = medians["recorded"] / medians["product"]
    print(f"product {medians['product']:.2f} s, bare {medians['bare']:.2f} s (medians of {runs})")
    print(f"ratio {ratio:.2f} (at most {MOST_RATIO})")
    print(f"recorded {medians['recorded']:.2f} s, {recording:.2f} times as long (at most {MOST_RATIO_RECORDED} times)")
    print(f"peak memory {memory:.0f} MB (at most {MOST_MEMORY_MB})")
    return int(ratio > MOST_RATIO or recording > MOST_RATIO_RECORDED or memory > MOST_MEMORY_MB)


if __name__ == "__main__":
    sys.exit(main())
