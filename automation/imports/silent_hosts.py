"""When a new server may be asked again about accounts of a host that failed.

After one look-up of a host that failed, a Mastodon server (up to 4.7) lets every row of that host fail unasked for 300
seconds (SCREENS-MORE.md, "Imports"): a try before that fails by itself, for just the rows that it is meant for.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from automation.folder.journal import Journal
from automation.handles import domain_key
from automation.lists.kinds import ListKind
from automation.lists.rows import Row

_EVENT = "hosts failed"


def host_of(kind: ListKind, row: Row) -> str:
    """The host that a server has to ask for a row; empty for a row that needs none."""
    if kind.name == "domain_blocks" or kind.is_json:
        return ""
    about = row[1] if kind.name == "lists" else row[0]
    host = about.partition("://")[2].partition("/")[0] if kind.name == "bookmarks" else about.rpartition("@")[2]
    return domain_key(host)


class SilentHosts:
    """The hosts that failed, by the journal of all runs.

    Args:
        journal: of the move.
        pause: seconds that a host is left alone.
    """

    def __init__(self, journal: Journal, pause: float) -> None:
        self._journal, self._pause = journal, timedelta(seconds=pause)
        self._tried: dict[str, datetime] = {}
        for event in journal.read():
            if event.get("event") == _EVENT:
                self._tried |= dict.fromkeys(event.get("hosts", []), datetime.fromisoformat(event["time"]))

    def failed(self, hosts: Iterable[str]) -> None:
        """These have just been tried, and rows of theirs have failed."""
        if named := sorted({host for host in hosts if host}):
            self._tried |= dict.fromkeys(named, datetime.now(UTC))
            self._journal.write(_EVENT, hosts=named)

    def silent(self, host: str) -> bool:
        """Whether a row of this host would fail now."""
        return self.may_answer_at([host]) > datetime.now(UTC)

    def may_answer_at(self, hosts: Iterable[str]) -> datetime:
        """From when on all of these are worth another try."""
        moments = [self._tried[host] + self._pause for host in hosts if host in self._tried]
        return max(moments, default=datetime.now(UTC))
