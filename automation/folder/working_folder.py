"""A folder for what must not outlive a run."""

import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path
from secrets import token_hex

from automation.files import private_folder
from automation.folder.lock import Taken, locked

_PREFIX, _LOCK = ".working-", ".lock"


class WorkingFolder:
    """A folder for what must not outlive a run, made when it is first asked for.

    A lock beside it tells other runs that somebody is at work there, whatever number the process has.

    Args:
        parent: the folder that it lies in; those that runs which were killed left there go.
    """

    def __init__(self, parent: Path) -> None:
        self._parent = parent
        self._made: Path | None = None
        self._lock = ExitStack()

    @property
    def path(self) -> Path:
        """Where it is, from the root on: the browser's driver may have started in another directory."""
        if self._made is None:
            parent = private_folder(self._parent.absolute())
            _remove_abandoned(parent)
            made = parent / f"{_PREFIX}{token_hex(8)}"
            with suppress(OSError):  # where there are no locks, nobody can take it for abandoned either
                self._lock.enter_context(locked(_lock_of(made), f"process {os.getpid()}"))
            self._made = private_folder(made)
        return self._made

    def end(self) -> None:
        """Remove it, with all that is in it."""
        made, self._made = self._made, None
        if made is None:
            return
        # By another name first: what a browser that is ending would still write, finds no place.
        ended = made.with_name(f"{made.name}-ended")
        with suppress(OSError):  # Windows keeps the name while a file in it is open
            made.rename(ended)
        for folder in (ended, made):
            shutil.rmtree(folder, ignore_errors=True)
        self._lock.close()
        _remove_lock(made)


def _remove_abandoned(parent: Path) -> None:
    """Remove what killed runs left: folders whose lock nobody has."""
    for name in {path.name.removesuffix(_LOCK) for path in parent.glob(f"{_PREFIX}*")}:
        folder = parent / name
        with suppress(Taken, OSError):
            with locked(_lock_of(folder), f"process {os.getpid()}"):
                shutil.rmtree(folder, ignore_errors=True)
            _remove_lock(folder)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}{_LOCK}")


def _remove_lock(folder: Path) -> None:
    with suppress(OSError):  # on Windows it is still another's for a moment, who looks at it, and goes with the next
        _lock_of(folder).unlink(missing_ok=True)
