"""A folder for temporary files, deleted when the run ends."""

import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path
from secrets import token_hex

from automation.folder.lock import LockHeld, locked
from automation.system.files import private_folder

_PREFIX, _LOCK = ".working-", ".lock"


class WorkingFolder:
    """A folder for temporary files, created when it is first used and deleted at the end.

    A lock file beside it tells other runs that it is in use. A process id would not do: ids are reused.

    Args:
        parent: The folder to create it in. Working folders that killed runs left there are deleted.
    """

    def __init__(self, parent: Path) -> None:
        self._parent = parent
        self._made: Path | None = None
        self._lock = ExitStack()

    @property
    def path(self) -> Path:
        """Its absolute path, because the browser's driver may have started in another directory."""
        if self._made is None:
            parent = private_folder(self._parent.absolute())
            _remove_abandoned(parent)
            made = parent / f"{_PREFIX}{token_hex(8)}"
            with suppress(OSError):  # without locks, no other run can take the folder for abandoned either
                self._lock.enter_context(locked(_lock_of(made), f"process {os.getpid()}"))
            self._made = private_folder(made)
        return self._made

    def end(self) -> None:
        """Delete the folder and everything in it."""
        made, self._made = self._made, None
        if made is None:
            return
        # Rename it first, so that a browser that is still closing cannot write into it.
        ended = made.with_name(f"{made.name}-ended")
        with suppress(OSError):  # Windows keeps the name while a file in it is open
            made.rename(ended)
        for folder in (ended, made):
            shutil.rmtree(folder, ignore_errors=True)
        self._lock.close()
        _remove_lock(made)


def _remove_abandoned(parent: Path) -> None:
    """Delete what killed runs left: folders whose lock nobody holds."""
    for name in {path.name.removesuffix(_LOCK) for path in parent.glob(f"{_PREFIX}*")}:
        folder = parent / name
        with suppress(LockHeld, OSError):
            with locked(_lock_of(folder), f"process {os.getpid()}"):
                shutil.rmtree(folder, ignore_errors=True)
            _remove_lock(folder)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}{_LOCK}")


def _remove_lock(folder: Path) -> None:
    with suppress(OSError):  # on Windows another run may have it open for a moment; the next run deletes it
        _lock_of(folder).unlink(missing_ok=True)
