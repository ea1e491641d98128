"""Which moves may start now: how many run at once, on each server, and how many sign-ins it has had.

It knows no processes and no clock: it is told what starts and ends, and what time it is.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from automation.many.rows.table import WINDOW_S, Limits, Row
from automation.outline import PartNumber, Side

_LONGEST_PAUSE_S, _FIRST_PAUSE_S = 600.0, 10.0


def sign_ins_of(row: Row) -> dict[str, int]:
    """How many attempts to sign in a move makes on each server: one for each account, and one for its code."""
    needed: Counter[str] = Counter()
    for side in row.sides:
        needed[row.server(side)] += 2 if row.of(side, "totp_env") else 1
    return dict(needed)


def places_of(row: Row, limits: Limits) -> dict[tuple[str, str], int]:
    """What a move needs to itself or with few others, each with how many may have it at once."""
    places = {("server", server): limits.per_server for server in row.servers}
    places |= {("account", str(row.handle(side)).lower()): 1 for side in row.sides}
    if limits.one_import and row.do == "guide" and PartNumber.IMPORT in row.parts:
        places["import", row.server(Side.NEW)] = 1
    return places


@dataclass
class _Slow:
    """A server that has trouble: nothing starts there until then, and afterwards one move at a time."""

    until: float
    pause: float


@dataclass
class Schedule:
    """What runs, and what may start.

    Args:
        limits: How gentle to be.
        at_once: How many moves may run at once.
    """

    limits: Limits
    at_once: int
    _taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    _running: dict[str, Row] = field(default_factory=dict)
    _sign_ins: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _slow: dict[str, _Slow] = field(default_factory=dict)

    def had(self, sign_ins: Mapping[str, int], when: float) -> None:
        """Count sign-ins, also those of an earlier run."""
        for server, count in sign_ins.items():
            self._sign_ins[server].extend([when] * count)

    def start(self, row: Row, now: float, *, signs_in: bool = True) -> None:
        """A move starts. `signs_in` is false for one that another process is running already."""
        self._running[row.label] = row
        self._taken.update(places_of(row, self.limits).keys())
        if signs_in:
            self.had(sign_ins_of(row), now)

    def end(self, row: Row, *, well: bool) -> None:
        """A move has ended. One that ended well shows that its servers work again."""
        self._running.pop(row.label)
        self._taken.subtract(places_of(row, self.limits).keys())
        for server in row.servers if well else ():
            self._slow.pop(server, None)

    def slow_down(self, servers: Iterable[str], pause: float, now: float) -> None:
        """Servers have trouble: start nothing there for a while, and after that one move at a time.

        Args:
            servers: Their names.
            pause: The seconds that the server asked to wait, or that the move waits.
            now: The time.
        """
        for server in servers:
            known = self._slow.get(server)
            if known and now < known.until:  # the same trouble, seen by another move
                known.until = max(known.until, now + pause)
                continue
            grown = min(known.pause * 2 if known else _FIRST_PAUSE_S, _LONGEST_PAUSE_S)
            self._slow[server] = _Slow(now + max(pause, grown), grown)

    def slow_servers(self) -> list[str]:
        """The servers that have trouble."""
        return sorted(self._slow)

    def is_full(self) -> bool:
        """Whether as many moves are running as may."""
        return len(self._running) >= self.at_once

    def blocking_reason(self, row: Row, now: float) -> str:
        """Why a move may not start now, in words; empty if it may."""
        if self.is_full():
            return "1 move is running" if self.at_once == 1 else f"{self.at_once} moves are running"
        for (kind, name), most in places_of(row, self.limits).items():
            slow = self._slow.get(name) if kind == "server" else None
            if slow and now < slow.until:
                return f"{name} has trouble"
            if self._taken[kind, name] >= (1 if slow else most):
                return f"another move uses {name}" if most == 1 or slow else f"{most} moves use {name}"
        for server, needed in sign_ins_of(row).items():
            if self._recent(server, now) + needed > self.limits.sign_ins:
                return f"{server} has had {self.limits.sign_ins} sign-ins in five minutes"
        return ""

    def _recent(self, server: str, now: float) -> int:
        times = self._sign_ins[server]
        while times and times[0] + WINDOW_S <= now:
            times.popleft()
        return len(times)
