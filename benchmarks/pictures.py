"""Creates README's pictures: a headed run on a virtual screen, and the checklist in a terminal.

Needs Xvfb (Debian package xvfb). Run it with `make pictures`.
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

from PIL import Image, ImageGrab
from rich.console import Console

from automation.cli import demo, summary
from automation.cli.terminal import Checklist
from automation.steps import Part

DOCS = Path(__file__).parents[1] / "docs"
DISPLAY = ":93"
# The colour of the bar's first button. The headed picture is taken once the button appears.
BUTTON = (194, 65, 12)


def headed(target: Path) -> None:
    """Run the demo on a virtual screen until it asks before "Move followers", and take a screenshot."""
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "2400x1080x24", "-noreset"], stderr=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen(
            [Path(sys.executable).parent / "mastodon-move", "demo", "--headed", "--pace", "brisk", "--folder", folder],
            env=os.environ | {"DISPLAY": DISPLAY},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        while demo.poll() is None and not _shows(BUTTON):
            time.sleep(0.2)  # another process draws the window, so there is no event to wait for
        ImageGrab.grab(xdisplay=DISPLAY).resize((1440, 810), Image.Resampling.LANCZOS).save(target, optimize=True)
        demo.terminate()
        demo.wait()
    screen.terminate()


def _shows(colour: tuple[int, int, int]) -> bool:
    """Whether a colour is visible on the screen."""
    try:
        found = ImageGrab.grab(xdisplay=DISPLAY).convert("RGB").getcolors(1 << 24) or []
    except OSError:  # the virtual screen has not started yet
        return False
    return any(seen == colour and count > 500 for count, seen in found)


def checklist(target: Path) -> None:
    """Save the checklist of a run, as Rich draws it, as an SVG file."""
    console = Console(record=True, width=110, force_terminal=True, file=io.StringIO())

    class LastParts(Checklist):
        """Keeps only the last parts, so that the picture fits on a page."""

        def part(self, part: Part, server: str) -> None:
            if part.number == 4:
                console.export_text()  # clears what was recorded so far
            super().part(part, server)

    with tempfile.TemporaryDirectory() as folder, demo.stage("4.0", "4.6") as stage:
        results = demo.run_demo(stage, LastParts(console, moving=False), Path(folder))
    results["folder"] = "mastodon-move/alice@old.example--alice@new.example"
    summary.show_results(console, results)
    drawing = console.export_svg(title="mastodon-move guide")
    # Rich refers to a web font, but a picture in README must not load anything.
    target.write_text(re.sub(r"@font-face \{.*?\}", "", drawing, flags=re.DOTALL), encoding="utf-8")


def main() -> None:
    """Create both pictures."""
    if not shutil.which("Xvfb"):
        sys.exit('"Xvfb" is missing. Type: apt-get install xvfb')
    DOCS.mkdir(exist_ok=True)
    checklist(DOCS / "checklist.svg")
    headed(DOCS / "headed.png")


if __name__ == "__main__":
    main()
