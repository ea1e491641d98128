"""Waiting for a download as long as its file grows."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Download
from rich.filesize import decimal

from automation.context import RunContext
from automation.retry import pause
from pages.browser.documents import PendingDownload

# Chromium's name for a file that it is still writing, and the seconds between two looks at its size.
_GROWING, _LOOK_EVERY_S = "*.crdownload", 0.5
_BEGINS_WITHIN_LOOKS, _BEGINS_LOOK_S = 40, 0.05


class DownloadInterrupted(Exception):
    """A download failed; the message is the rest of a sentence that says why."""


def arrived(context: RunContext, pending: PendingDownload, tell: Callable[[str], None] = lambda size: None) -> Path:
    """Wait until a download has ended. Playwright reports the end, but not that a download has stalled.

    Args:
        context: The run's context. The file is written in its working folder; its setting `timeout` is how many
            seconds may pass without new data.
        pending: The download.
        tell: Is called regularly with the size so far, in words.

    Returns:
        The file. It belongs to the browser: move or copy it.

    Raises:
        DownloadInterrupted: The download did not end, or the file is shorter than the server announced.
    """
    download = pending.download
    quiet, size = 0.0, -1
    _await_beginning(context.downloads, download)
    while growing := list(context.downloads.glob(_GROWING)):
        before, size = size, sum(_size(file) for file in growing)
        quiet = quiet + _LOOK_EVERY_S if size == before else 0
        if quiet > context.settings.timeout:
            download.cancel()
            raise DownloadInterrupted(f"the server stopped sending after {decimal(size)}")
        tell(f"{decimal(size)} of {decimal(pending.size or size)}")
        pause(download.page, _LOOK_EVERY_S, lambda left: None)
    if failure := download.failure():
        raise DownloadInterrupted(f"the download failed ({failure})")
    file = Path(download.path())
    if pending.size not in {None, file.stat().st_size}:
        raise DownloadInterrupted("the file is shorter than the server announced")
    return file


def _await_beginning(folder: Path, download: Download) -> None:
    """Wait a moment until the browser has created the file. Without the file, `failure` would wait for the end, which
    may never come. A download that failed at once creates no file.
    """
    for _ in range(_BEGINS_WITHIN_LOOKS):
        if any(folder.glob("*")):
            return
        pause(download.page, _BEGINS_LOOK_S, lambda left: None)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # the browser has just finished and renamed it
        return 0
