"""Creates README's pictures: the page during a move, a headed run on a virtual screen, the checklist in a terminal.

Needs Xvfb (Debian package xvfb). Run it with `make pictures`.
"""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageGrab
from playwright.sync_api import sync_playwright
from rich.console import Console

from automation.browser import launch
from automation.cli import summary
from automation.cli.actions import demo
from automation.cli.terminal import Checklist
from automation.steps import Part

DOCS = Path(__file__).parents[1] / "docs"
DISPLAY = ":93"
# The colour of the bar's first button. The headed picture is taken once the button appears.
BUTTON = (194, 65, 12)


def page(target: Path) -> None:
    """Move on the page of the demo until its second part, and take a screenshot."""
    command = [str(Path(sys.executable).parent / "mastodon-move"), "demo", "--web"]
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        environment |= {"HOME": folder, "MASTODON_MOVE_SLOW_MO": "150"}
        demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, env=environment)
        try:
            address = next(found[0] for line in demo.stdout or () if (found := re.search(r"http://\S+open\?\S+", line)))
            browser = launch.launch(playwright, None, headed=False, slow_mo=0)
            shown = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=1.25)
            shown.goto(address)
            shown.get_by_role("button", name="Continue").click()
            shown.get_by_role("button", name="Check first").click()
            shown.get_by_role("button", name="Start the move").click(timeout=120_000)
            shown.locator("#part-3[open] .icon.done").nth(3).wait_for(timeout=120_000)
            shown.screenshot(path=target)
            browser.close()
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait()


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
    """Create the pictures."""
    if not shutil.which("Xvfb"):
        sys.exit('"Xvfb" is missing. Type: apt-get install xvfb')
    DOCS.mkdir(exist_ok=True)
    page(DOCS / "page.png")
    checklist(DOCS / "checklist.svg")
    headed(DOCS / "headed.png")


if __name__ == "__main__":
    main()
