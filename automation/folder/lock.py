"""Only one run at a time works in a move's folder. The system releases the lock, however the process ends."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import FileIO
from pathlib import Path

from filelock import lock_descriptor

from automation.errors import NOTHING_OPENED, ConditionNotMet, Reason, UsageProblem
from automation.folder.journal import now
from automation.system.files import private

# On Windows nobody else can read a locked byte, and the first one is locked, so the text starts after it. It always
# has the same length, so that nothing remains of a longer, earlier text.
_WORDS_AT, _WORDS_LENGTH = 1, 300


class LockHeld(Exception):
    """Another process has the lock; the message says which one."""


@contextmanager
def locked(file: Path, words: str) -> Iterator[None]:
    """Lock a file. It is created if it does not exist, and is not deleted.

    Args:
        file: The file to lock.
        words: Who holds the lock, shown to a second run.

    Raises:
        LockHeld: Another process has the lock.
        OSError: The file cannot be written, or its file system has no locks.
    """
    with _opened(file) as handle:
        if not lock_descriptor(handle.fileno(), blocking=False):
            handle.seek(_WORDS_AT)
            raise LockHeld(handle.read(_WORDS_LENGTH).decode(errors="replace").strip() or "another process")
        handle.seek(_WORDS_AT)
        handle.write(words.encode()[:_WORDS_LENGTH].ljust(_WORDS_LENGTH))
        yield


def _opened(file: Path) -> FileIO:
    """Open the file unbuffered, because a buffer would read the locked first byte too."""
    return open(file, "r+b", buffering=0, opener=lambda path, flags: private(path, flags | os.O_CREAT))


@contextmanager
def held(folder: Path, work: str) -> Iterator[None]:
    """Reserve a folder for this run. The system releases the lock, however the process ends.

    Args:
        folder: The move's folder.
        work: What this run does, shown to a second run.

    Raises:
        ConditionNotMet: Another run uses the folder; the error says which.
        UsageProblem: Files in the folder cannot be locked.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(folder / "lock", f"process {os.getpid()} ({work}), since {now()}"))
        except LockHeld as taken:
            raise ConditionNotMet(
                f"Another run is using {folder}: {taken}.",
                safe=NOTHING_OPENED,
                next_="Wait until it has ended, or stop it; then run the same command again.",
                reason=Reason.FOLDER_IN_USE,
            ) from taken
        except OSError as error:
            raise UsageProblem(
                f"The folder {folder} cannot be locked: {error.strerror or error}.",
                safe=NOTHING_OPENED,
                next_="Choose a folder on a local disk of this computer with --folder.",
            ) from error
        yield


def in_use(folder: Path) -> bool:
    """Whether a run is using a folder now."""
    try:
        with (folder / "lock").open("r+b") as handle:
            return not lock_descriptor(handle.fileno(), blocking=False)  # closing the file gives the lock back
    except OSError:  # there was no run, or the file system has no locks
        return False
