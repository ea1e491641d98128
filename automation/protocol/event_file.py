"""A file to which a run writes its events, read while the run goes on."""

from pathlib import Path

from pydantic import ValidationError

from automation.protocol.events import EVENTS, AnyEvent
from automation.system.new_lines import NewLines


class EventFile:
    """The events in a file, as they come.

    Args:
        file: The file, which may not exist yet.
    """

    def __init__(self, file: Path) -> None:
        self._lines = NewLines(file)

    def new(self) -> list[AnyEvent]:
        """The events since the last call. Lines that are damaged, or of a later version, are left out.

        Raises:
            OSError: The file is there, but cannot be read.
        """
        return [event for line in self._lines.read() if (event := _event(line))]


def _event(line: bytes) -> AnyEvent | None:
    try:
        return EVENTS.validate_json(line)
    except ValidationError:
        return None
