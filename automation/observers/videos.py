"""One video for each server, with the captions and chapter cards of a headed run."""

import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from automation.browser import driver_environment
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.observers import Observer
from automation.observers.windows import size_of
from automation.outline import Side
from automation.system.files import FILE_MODE, link_or_copy, private_folder

# Enough for pages that rarely change.
_FRAMES_PER_SECOND = 10
_PROGRAMS = {"linux": "ffmpeg-linux", "darwin": "ffmpeg-mac", "win32": "ffmpeg-win64.exe"}


class Videos(Observer):
    """Records a video of every page.

    Args:
        folder: The folder for the videos.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._filmed: list[tuple[Page, Path]] = []
        self.kept: list[str] = []

    def opened(self, side: Side, page: Page) -> None:
        """Start recording."""
        target = private_folder(self._folder) / f"{time.strftime('%Y-%m-%dT%H%M%S')}-{side}.webm"
        page.screencast.start(path=target.absolute(), size=size_of(page), fps=_FRAMES_PER_SECOND)
        self._filmed.append((page, target))

    def close(self) -> None:
        """End the recordings. There is no video of a window that was closed before."""
        for page, target in self._filmed:
            with suppress(PlaywrightError):
                page.screencast.stop()
                target.chmod(FILE_MODE)
                self.kept.append(str(target))
        self._filmed.clear()


def require_encoder() -> None:
    """Check that Playwright can encode videos: with its own FFmpeg, or with the system's, linked in its place.

    Raises:
        UsageProblem: There is no FFmpeg; the error has the command that installs it.
    """
    place = _place()
    if place.exists():
        return
    system = shutil.which("ffmpeg")
    if system is None:
        install = f"{sys.executable} -m playwright install ffmpeg"
        raise UsageProblem(
            "Videos need FFmpeg, which is not installed.",
            safe=NOTHING_OPENED,
            next_=f"Install it: {'apt-get install ffmpeg' if shutil.which('apt-get') else install}",
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    link_or_copy(place, Path(system))


def _place() -> Path:
    """Where Playwright looks for its FFmpeg."""
    asked = [*driver_environment.PLAYWRIGHT, "install", "--dry-run", "ffmpeg"]
    environment = driver_environment.playwright_environ()
    said = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True, env=environment).stdout
    found = re.search(r"^\s*Install location:\s*(.+)$", said, re.MULTILINE)
    assert found is not None  # noqa: S101 (the output of the pinned version of Playwright)
    return Path(found.group(1).strip()) / _PROGRAMS[sys.platform]
