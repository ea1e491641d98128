"""A file to which a run writes its events, read while the run goes on."""

from pathlib import Path

from pydantic import ValidationError

from automation.protocol.events import EVENTS, AnyEvent


class EventFile:
    """The events in a file, as they come.

    Args:
        file: The file, which may not exist yet.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        self._begun = b""  # a line of which the end is not written yet

    def new(self) -> list[AnyEvent]:
        """The events since the last call. Lines that are damaged, or of a later version, are left out.

        Raises:
            OSError: The file is there, but cannot be read.
        """
        try:
            with self._file.open("rb") as file:
                file.seek(self._read)
                added = file.read()
        except FileNotFoundError:
            return []
        self._read += len(added)
        *whole, self._begun = (self._begun + added).split(b"\n")
        return [event for line in whole if (event := _event(line))]


def _event(line: bytes) -> AnyEvent | None:
    try:
        return EVENTS.validate_json(line)
    except ValidationError:
        return None
