"""A file of lines, read while others write to it."""

from pathlib import Path


class NewLines:
    """The lines of a file, as they come.

    Args:
        file: The file, which may not exist yet.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        self._begun = b""  # a line of which the end is not written yet

    def read(self) -> list[bytes]:
        """The whole lines since the last call.

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
        return whole
