"""How long to wait before importing accounts of a host that failed.

After a failed look-up at a host, a Mastodon server (up to 4.7) does not contact that host for 300 seconds and lets
every row of it fail (SCREENS-MORE.md, "Imports"). An earlier retry is therefore bound to fail.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from automation.folder.journal import Journal
from automation.handles import domain_key
from automation.lists.kinds import ListKind
from automation.lists.rows import Row

HOSTS_FAILED = "hosts failed"


def host_of(kind: ListKind, row: Row) -> str:
    """The host that a server has to contact to import a row; empty if it needs none."""
    if kind.name == "domain_blocks" or kind.is_json:
        return ""
    about = row[1] if kind.name == "lists" else row[0]
    host = about.partition("://")[2].partition("/")[0] if kind.name == "bookmarks" else about.rpartition("@")[2]
    return domain_key(host)


class SilentHosts:
    """The hosts that failed, according to the journal of all runs.

    Args:
        journal: The move's journal.
        pause: Seconds to wait before a host is tried again.
    """

    def __init__(self, journal: Journal, pause: float) -> None:
        self._journal, self._pause = journal, timedelta(seconds=pause)
        self._tried: dict[str, datetime] = {}
        for event in journal.read():
            if event.get("event") == HOSTS_FAILED:
                self._tried |= dict.fromkeys(event.get("hosts", []), datetime.fromisoformat(event["time"]))

    def failed(self, hosts: Iterable[str]) -> None:
        """Record that rows of these hosts have just failed."""
        if named := sorted({host for host in hosts if host}):
            self._tried |= dict.fromkeys(named, datetime.now(UTC))
            self._journal.write(HOSTS_FAILED, hosts=named)

    def silent(self, host: str) -> bool:
        """Whether a row of this host would fail now."""
        return self.may_answer_at([host]) > datetime.now(UTC)

    def may_answer_at(self, hosts: Iterable[str]) -> datetime:
        """The time from which all of these hosts are worth another try."""
        moments = [self._tried[host] + self._pause for host in hosts if host in self._tried]
        return max(moments, default=datetime.now(UTC))
