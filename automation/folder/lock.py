"""One run at a time works in a move's folder: the system locks a file, and lets go of it however the process ends."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import FileIO
from pathlib import Path

from filelock import lock_descriptor

from automation.errors import NOTHING_OPENED, ConditionNotMet, UsageProblem
from automation.files import private
from automation.folder.journal import now

# Windows lets nobody else read a byte that is locked, which is the first one: the words come after it, and fill the
# same space each time, so that nothing of longer, earlier words is left behind them.
_WORDS_AT, _WORDS_LENGTH = 1, 300


class Taken(Exception):
    """Another process has the lock; the text says which one."""


@contextmanager
def locked(file: Path, words: str) -> Iterator[None]:
    """Lock a file, which is made where it is missing, and stays.

    Args:
        file: what is locked.
        words: who holds it, shown to a second run.

    Raises:
        Taken: another process has it.
        OSError: the file cannot be written, or its file system has no locks.
    """
    with _opened(file) as handle:
        if not lock_descriptor(handle.fileno(), blocking=False):
            handle.seek(_WORDS_AT)
            raise Taken(handle.read(_WORDS_LENGTH).decode(errors="replace").strip() or "another process")
        handle.seek(_WORDS_AT)
        handle.write(words.encode()[:_WORDS_LENGTH].ljust(_WORDS_LENGTH))
        yield


def _opened(file: Path) -> FileIO:
    """Without a buffer, which would read the first byte, too."""
    return open(file, "r+b", buffering=0, opener=lambda path, flags: private(path, flags | os.O_CREAT))


@contextmanager
def held(folder: Path, work: str) -> Iterator[None]:
    """Keep a folder for this run alone. The system lets go of it however the process ends.

    Args:
        folder: the move's folder.
        work: what this run does there, shown to a second run.

    Raises:
        ConditionNotMet: another run has it; it says which.
        UsageProblem: nothing can be locked there.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(folder / "lock", f"process {os.getpid()} ({work}), since {now()}"))
        except Taken as taken:
            raise ConditionNotMet(
                f"Another run is at work in {folder}: {taken}.",
                safe=NOTHING_OPENED,
                next_="Wait until it has ended, or end it; then run the same command again.",
            ) from taken
        except OSError as error:
            raise UsageProblem(
                f"The folder {folder} cannot be kept for one run alone: {error.strerror or error}.",
                safe=NOTHING_OPENED,
                next_="Name a folder on a disk of this machine with --folder.",
            ) from error
        yield
