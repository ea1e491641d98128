"""One run at a time works in a move's folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from automation.errors import NOTHING_OPENED, ConditionNotMet
from automation.files import FILE_MODE
from automation.journal import now


@contextmanager
def held(folder: Path, work: str) -> Iterator[None]:
    """Keep a folder for this run alone. The system lets go of it however the process ends.

    Args:
        folder: the move's folder.
        work: what this run does there, told to whoever comes second.

    Raises:
        ConditionNotMet: another run has it; it says which.
    """
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        _take(handle, folder)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} ({work}), since {now()}".encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(handle, 1000, 0).decode(errors="replace") or "another process"
        raise ConditionNotMet(
            f"Another run is at work in {folder}: {holder}.",
            safe=NOTHING_OPENED,
            next_="Wait until it has ended, or end it; then run the same command again.",
        ) from error
