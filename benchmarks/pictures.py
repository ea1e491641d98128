"""Makes README's pictures: a headed run on a virtual screen, and the checklist in a terminal.

Needs Xvfb and ImageMagick (Debian's packages xvfb and imagemagick); run by `make pictures`.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from automation import demo, summary
from automation.guide import Part
from automation.progress import Checklist

DOCS = Path(__file__).parents[1] / "docs"
DISPLAY = ":93"
# The moment of the headed picture: when the journal shows that this step is done.
MOMENT = '"part": 5, "number": 6'


def headed(target: Path) -> None:
    """Watch the demo on a virtual screen until the migration form is open, and photograph the screen."""
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1300x1000x24"], stderr=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen(
            [Path(sys.executable).parent / "mastodon-move", "demo", "--headed", "--slow-mo", "150", "--folder", folder],
            env=os.environ | {"DISPLAY": DISPLAY},
            stdout=subprocess.DEVNULL,
        )
        journal = Path(folder) / "journal.jsonl"
        while demo.poll() is None and not (journal.exists() and MOMENT in journal.read_text(encoding="utf-8")):
            time.sleep(0.1)  # another process writes the journal: there is nothing to await
        subprocess.run(["import", "-display", DISPLAY, "-window", "root", target], check=True)
        demo.wait()
    screen.terminate()


def checklist(target: Path) -> None:
    """The checklist of a run, as Rich draws it, as an SVG."""
    console = Console(record=True, width=110, force_terminal=True, file=io.StringIO())

    class LastParts(Checklist):
        """Keeps the picture to what fits on a page."""

        def part(self, part: Part, server: str) -> None:
            if part.number == 4:
                console.export_text()  # which forgets what was recorded so far
            super().part(part, server)

    with tempfile.TemporaryDirectory() as folder, demo.stage("4.0", "4.6") as stage:
        results = demo.run_demo(stage, LastParts(console, moving=False), Path(folder))
    results["folder"] = "mastodon-move/alice@old.example--alice@new.example"
    summary.show_results(console, results)
    drawing = console.export_svg(title="mastodon-move guide")
    # Rich names a font on the internet; a picture in a README loads nothing.
    target.write_text(re.sub(r"@font-face \{.*?\}", "", drawing, flags=re.DOTALL), encoding="utf-8")


def main() -> None:
    """Make both."""
    for program in ("Xvfb", "import"):
        if not shutil.which(program):
            sys.exit(f'"{program}" is missing. Type: apt-get install xvfb imagemagick')
    DOCS.mkdir(exist_ok=True)
    checklist(DOCS / "checklist.svg")
    headed(DOCS / "headed.png")


if __name__ == "__main__":
    main()
