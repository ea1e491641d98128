"""A move's folder in which nothing happened is not kept: it would count as a move."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from automation.errors import MoveError
from automation.folder.journal import JOURNAL, Journal

# What every run writes, whether it does anything or not. The report is made from the journal.
_OF_EVERY_RUN = {JOURNAL, "lock", "report"}
_DID_NOTHING = {"failed", "interrupted"}


@contextmanager
def remove_if_unused(folder: Path) -> Iterator[None]:
    """Remove the folder at the end if it is new and nothing happened in this run, for example because of a wrong name.

    Args:
        folder: The move's folder, which may not exist yet.

    Raises:
        MoveError: As the run did, without naming a folder that no longer exists.
    """
    existed = folder.exists()
    try:
        yield
    except MoveError as error:
        if not existed and _remove(folder):
            error.results = {name: found for name, found in error.results.items() if name not in {"folder", "report"}}
        raise
    except KeyboardInterrupt:
        if not existed:
            _remove(folder)
        raise


def _remove(folder: Path) -> bool:
    """Remove the folder, and the folder of all moves if this was the only one. Returns whether it was unused."""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} - _OF_EVERY_RUN or _anything_done(folder):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    if folder.parent != Path():
        with suppress(OSError):  # it is not empty
            folder.parent.rmdir()
    return True


def _anything_done(folder: Path) -> bool:
    events = Journal.of(folder).read()
    return any(event["event"] != "run" and event.get("outcome") not in _DID_NOTHING for event in events)
