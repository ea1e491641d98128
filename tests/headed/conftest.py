"""A desk: a screen of its own, a terminal, and somebody with eyes and a mouse."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import pytest
from PIL import Image, ImageChops, ImageGrab

WIDE, NARROW = "2400x1080", "1280x900"
Colour = tuple[int, int, int]
Found = TypeVar("Found")


class Box(NamedTuple):
    """A place on the screen, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2


@dataclass
class Desk:
    """A screen (Xvfb) that is looked at and clicked on, as a person does it."""

    display: str

    def look(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.display).convert("RGB")

    def find(self, colour: Colour) -> Box | None:
        """Where a colour is to be seen; None where it is not."""
        bands = [
            band.point([255 * (value == wanted) for value in range(256)])
            for band, wanted in zip(self.look().split(), colour, strict=True)
        ]
        mask = ImageChops.multiply(ImageChops.multiply(bands[0], bands[1]), bands[2])
        box = mask.getbbox()
        return Box(*box) if box else None

    def wait_for(self, colour: Colour, seconds: float = 60) -> Box:
        """Wait until a colour is to be seen."""
        return until(lambda: self.find(colour), seconds)

    def click(self, x: int, y: int) -> None:
        self._do("mousemove", str(x), str(y), "click", "1")

    def windows(self) -> list[Box]:
        """The browser's windows, from the left to the right."""
        places = (self._do("getwindowgeometry", "--shell", number) for number in self._numbers())
        facts = [dict(line.split("=") for line in place.split()) for place in places if place]
        edges = [(int(one["X"]), int(one["Y"]), int(one["WIDTH"]), int(one["HEIGHT"])) for one in facts]
        return sorted(Box(x, y, x + width, y + height) for x, y, width, height in edges if width > 200)

    def close_a_window(self) -> None:
        """As somebody does who has had enough."""
        self._do("windowfocus", "--sync", self._numbers()[-1])
        self._do("key", "ctrl+w")

    def type_into_form(self, *texts: str) -> None:
        """Fill in a form whose first field has the focus, and send it."""
        self._do("windowfocus", "--sync", self._numbers()[-1])
        for text in texts:
            self._do("type", "--delay", "20", text)
            self._do("key", "Tab" if text != texts[-1] else "Return")

    def _numbers(self) -> list[str]:
        return self._do("search", "--onlyvisible", "--class", "chrom").split()

    def _do(self, *arguments: str) -> str:
        screen = dict(os.environ) | {"DISPLAY": self.display}
        return subprocess.run(["xdotool", *arguments], env=screen, capture_output=True, text=True, check=False).stdout


def until(look: Callable[[], Found | None], seconds: float = 60) -> Found:
    """Look again and again until there is something: another process draws, so nothing can be awaited."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.3)
    raise AssertionError("it did not come")


@contextmanager
def a_desk(size: str) -> Iterator[Desk]:
    for program in ("Xvfb", "xdotool"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    reads, writes = os.pipe()
    # Without -noreset it begins anew whenever its last client goes: one look, and a browser that comes just then fails.
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            yield Desk(f":{told.readline().strip()}")
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A wide screen."""
    with a_desk(WIDE) as desk:
        yield desk


@pytest.fixture
def small_desk() -> Iterator[Desk]:
    """A screen that is too narrow for two windows."""
    with a_desk(NARROW) as desk:
        yield desk
