"""Locks that hold, across machines, how many moves use a server at once.

A job of Procrastinate has one lock, and of the jobs with the same lock one runs at a time. A move uses two servers. So
the moves are put into groups, each with a lock of its own, such that no server is used by more groups than moves may
use it at once. Moves of two servers that are used by nothing else get as many groups as allowed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle

from automation.many.rows.table import Row, Table
from automation.many.supervision.schedule import places_of

Servers = tuple[str, ...]


class Groups:
    """The groups: each is the set of servers that its moves use.

    Args:
        wanted: The servers of each move.
        most: How many groups may use each server.
    """

    def __init__(self, wanted: Iterable[Servers], most: Mapping[str, int]) -> None:
        self._most = most
        self._servers: dict[int, set[str]] = {}
        pairs = sorted(set(wanted))
        for _ in range(max(most.values(), default=0)):  # one for each pair of servers, then others where there is room
            for servers in pairs:
                self._begin_if_allowed(servers)
        for servers in pairs:  # those that have no group; one for another pair can have joined two, which makes room
            if not self.fitting(servers) and not self._begin_if_allowed(servers):
                self._extend(servers)

    def fitting(self, servers: Servers) -> list[int]:
        """The groups that use all of these servers already."""
        return [number for number, known in sorted(self._servers.items()) if known.issuperset(servers)]

    def join(self, first: int, second: int) -> None:
        """Make one group of two."""
        if first != second:
            self._servers[min(first, second)] |= self._servers.pop(max(first, second))

    def on(self, server: str) -> int:
        """How many groups use a server."""
        return len(self._of(server))

    def _of(self, server: str) -> list[int]:
        return [number for number, known in sorted(self._servers.items()) if server in known]

    def _begin_if_allowed(self, servers: Servers) -> bool:
        """Begin a group for these servers, unless one of them has all its groups; returns whether it was begun."""
        if any(self.on(server) >= self._most[server] for server in servers):
            return False
        self._servers[max(self._servers, default=0) + 1] = set(servers)
        return True

    def _extend(self, servers: Servers) -> None:
        """Let one group use all of these servers, of which at least one has all its groups."""
        kept, *others = sorted(servers, key=lambda server: self.on(server) >= self._most[server], reverse=True)
        group = self._of(kept)[0]
        for server in others:
            if self.on(server) < self._most[server]:
                self._servers[group].add(server)
            else:
                other = self._of(server)[0]
                self.join(group, other)
                group = min(group, other)


def locks_of(table: Table) -> dict[str, str]:
    """The lock of each move of a table, by the move's name. The same table always gives the same locks."""
    groups = Groups((row.servers for row in table.rows), _most(table))
    sharing = _by_account(table.rows)
    while _joined(groups, sharing):
        continue  # joining two groups can give a move of another account a group that it has not been in
    together = {row.label for rows in sharing for row in rows}
    turns = {servers: cycle(groups.fitting(servers)) for servers in {row.servers for row in table.rows}}
    return {
        row.label: f"servers {groups.fitting(row.servers)[0] if row.label in together else next(turns[row.servers])}"
        for row in table.rows
    }


def _most(table: Table) -> dict[str, int]:
    """How many moves may use each server; where imports follow one another, one uses a server that it imports to."""
    most = dict.fromkeys((server for row in table.rows for server in row.servers), table.limits.per_server)
    for row in table.rows:
        most |= {name: 1 for (kind, name), _ in places_of(row, table.limits).items() if kind == "import"}
    return most


def _joined(groups: Groups, sharing: Sequence[Sequence[Row]]) -> bool:
    """Put moves that use the same account into one group, so that they follow one another; whether any were not."""
    any_joined = False
    for rows in sharing:
        first, *others = sorted({groups.fitting(row.servers)[0] for row in rows})
        for other in others:
            groups.join(first, other)
            any_joined = True
    return any_joined


def _by_account(rows: Sequence[Row]) -> list[list[Row]]:
    """The moves that use the same account, if they are several."""
    using: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for side in row.sides:
            using[str(row.handle(side)).lower()].append(row)
    return [sharing for sharing in using.values() if len(sharing) > 1]
