"""What runs tell one another about servers that have trouble: a file that all of them read and append to."""

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from automation.folder.journal import Journal
from automation.secrets import Secrets
from automation.system.files import private_folder
from automation.system.new_lines import NewLines


class SharedWait(BaseModel):
    """A server asked a run to wait, or did not answer it.

    Args:
        servers: The server's names: its domain, and the host of its web address.
        until: When it may be asked again.
    """

    model_config = ConfigDict(frozen=True)

    servers: frozenset[str]
    until: AwareDatetime


class SharedWaits:
    """The waits that this run and others have been told of.

    Args:
        file: The file; None if this run shares nothing.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._lines = NewLines(file) if file else None
        self._until: dict[str, datetime] = {}
        self._new: list[SharedWait] = []

    def add(self, servers: Collection[str], until: datetime) -> None:
        """Tell all runs to leave a server alone.

        Args:
            servers: The server's names.
            until: Until when.
        """
        if self._file:
            private_folder(self._file.parent)
            Journal(self._file, Secrets()).write("wait", servers=sorted(servers), until=until.isoformat())

    def new(self) -> list[SharedWait]:
        """The waits that were added since the last call, by this run or another."""
        self._read()
        found, self._new = self._new, []
        return found

    def until(self, servers: Collection[str]) -> datetime | None:
        """Until when a server is to be left alone; None if it may be asked now."""
        self._read()
        known = max((self._until[name] for name in servers if name in self._until), default=None)
        return known if known and known > datetime.now(UTC) else None

    def _read(self) -> None:
        for line in self._lines.read() if self._lines else ():
            if wait := _wait(line):
                self._new.append(wait)
                for name in wait.servers:
                    self._until[name] = max(wait.until, self._until.get(name, wait.until))


def _wait(line: bytes) -> SharedWait | None:
    try:
        return SharedWait.model_validate_json(line)
    except ValidationError:  # damaged, or of another version
        return None
