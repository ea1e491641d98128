"""A reading that takes long, kept in a file until it is finished, so that a run that was cut off is continued."""

import time
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from automation.system.files import write_text


class Unfinished(BaseModel):
    """What has been read so far of an account, and when that was saved."""

    handle: str
    time: float = 0


_U = TypeVar("_U", bound=Unfinished)


class UnfinishedFile(Generic[_U]):
    """The file of an unfinished reading.

    Args:
        file: The file.
        begun: What an account's reading begins with.
        within: For how many seconds it can be continued; after that too much may have changed.
    """

    def __init__(self, file: Path, begun: _U, within: float) -> None:
        self._file, self._begun, self._within = file, begun, within

    def found(self) -> _U:
        """The reading to continue: the saved one, if it is of the same account and not too old; else the beginning."""
        try:
            saved = type(self._begun).model_validate_json(self._file.read_bytes())
        except (OSError, ValidationError):
            return self._begun
        fits = saved.handle == self._begun.handle and time.time() - saved.time < self._within
        return saved if fits else self._begun

    def save(self, reading: _U) -> None:
        """Save what has been read."""
        write_text(self._file, reading.model_copy(update={"time": time.time()}).model_dump_json())

    def forget(self) -> None:
        """Delete the file, because the reading is finished."""
        self._file.unlink(missing_ok=True)
