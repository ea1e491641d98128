"""Waiting where only asking again can tell: a visible countdown between the tries."""

import time
from collections.abc import Callable, Iterator

from playwright.sync_api import Page


def pauses(first: float, factor: float, longest: float) -> Iterator[float]:
    """Pauses in seconds that grow from the first to the longest."""
    pause = first
    while True:
        yield min(pause, longest)
        pause *= factor


def pause(page: Page, seconds: float, tick: Callable[[float], None]) -> None:
    """Let so many seconds pass, telling every second how many are left.

    There is no state to wait for here: a server-rendered page changes only when it is asked again. The browser's
    own clock waits, so that a closed window or an interrupt ends it at once.
    """
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        tick(left)
        page.wait_for_timeout(min(left, 1) * 1000)
