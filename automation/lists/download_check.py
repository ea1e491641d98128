"""Waiting for a file that is under way, as long as it grows."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Download
from rich.filesize import decimal

from automation.context import RunContext
from automation.retry import pause
from pages.documents import PendingDownload

# What Chromium calls a file that it is still writing, and how often one looks at it, in seconds.
_GROWING, _LOOK_EVERY_S = "*.crdownload", 0.5
_BEGINS_WITHIN_LOOKS, _BEGINS_LOOK_S = 40, 0.05


class BrokeOff(Exception):
    """Why a file did not arrive, as the rest of a sentence."""


def arrived(context: RunContext, pending: PendingDownload, tell: Callable[[str], None] = lambda size: None) -> Path:
    """Wait until a download has ended; Playwright tells when, but not that one has come to a standstill.

    Args:
        context: the file grows in its working folder; its setting `timeout` is how long nothing may come, in seconds.
        pending: the download.
        tell: called now and then with how much of it there is, in words.

    Returns:
        The file, which is the browser's: it is to be moved or copied.

    Raises:
        BrokeOff: it did not come to its end, or is shorter than the server had said.
    """
    download = pending.download
    quiet, size = 0.0, -1
    _await_beginning(context.downloads, download)
    while growing := list(context.downloads.glob(_GROWING)):
        before, size = size, sum(_size(file) for file in growing)
        quiet = quiet + _LOOK_EVERY_S if size == before else 0
        if quiet > context.settings.timeout:
            download.cancel()
            raise BrokeOff(f"after {decimal(size)} the server sent nothing more")
        tell(f"{decimal(size)} of {decimal(pending.size or size)}")
        pause(download.page, _LOOK_EVERY_S, lambda left: None)
    if failure := download.failure():
        raise BrokeOff(f"the download broke off ({failure})")
    file = Path(download.path())
    if pending.size not in {None, file.stat().st_size}:
        raise BrokeOff("it is shorter than the server had said")
    return file


def _await_beginning(folder: Path, download: Download) -> None:
    """Wait a moment until the browser has made the file; without it `failure` would wait for the end, which may never
    come. One that failed at once leaves none.
    """
    for _ in range(_BEGINS_WITHIN_LOOKS):
        if any(folder.glob("*")):
            return
        pause(download.page, _BEGINS_LOOK_S, lambda left: None)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # it has just been finished, and has its other name
        return 0
