"""The time of `mastodon-move --help`, compared with `--help` of a bare Typer program: at most 1.3 times the median.

Both run from compiled modules, as every installed program does.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOST_RATIO = 1.3
BARE = '''import typer
app = typer.Typer()
@app.command()
def hello(name: str = typer.Option("you", help="Whom to greet.")) -> None:
    """Say hello."""
    print(name)
app()
'''


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The time that a command takes."""
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.monotonic() - began


def main() -> int:
    """Measure and print. Returns 1 if the limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="number of runs of each; the medians are compared")
    runs = parser.parse_args().runs
    ours = [str(Path(sys.executable).parent / "mastodon-move"), "--help"]
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "bare.py"
        program.write_text(BARE, encoding="utf-8")
        bare = [sys.executable, str(program), "--help"]
        environment = os.environ | {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        }
        for command in (ours, bare):  # the first run compiles
            seconds(command, environment)
        times = [(seconds(ours, environment), seconds(bare, environment)) for _ in range(runs)]
    product, plain = (statistics.median(values) for values in zip(*times, strict=True))
    print(f"mastodon-move --help {product:.3f} s, bare Typer {plain:.3f} s (medians of {runs})")
    print(f"ratio {product / plain:.2f} (at most {MOST_RATIO})")
    return int(product / plain > MOST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
