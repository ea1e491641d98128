"""Staying below the number of requests that a server allows the web app."""

import time
from collections import deque

from automation.run.move import Move
from automation.steps import Side
from automation.text import duration

# About so many requests does the web app make when its page is loaded.
PAGE_LOAD = 15

# A server allows 300 requests in five minutes (SCREENS-MORE.md); this leaves some for the person.
_REQUESTS, _WINDOW_S = 270, 300


class Allowance:
    """The requests of one run on one server, estimated before they are made.

    Args:
        move: The run.
        side: The server.
    """

    def __init__(self, move: Move, side: Side) -> None:
        self._move, self._side = move, side
        self._spent: deque[tuple[float, int]] = deque()

    def spend(self, requests: int) -> None:
        """Note that about so many requests follow. If they would be too many, wait until they are allowed."""
        self._forget_old()
        while self._spent and sum(count for _, count in self._spent) + requests > _REQUESTS:
            wait = _WINDOW_S - (time.monotonic() - self._spent[0][0])
            self._move.wait(self._side, wait, self._count_down)
            self._forget_old()
        self._spent.append((time.monotonic(), requests))

    def _forget_old(self) -> None:
        now = time.monotonic()
        while self._spent and now - self._spent[0][0] >= _WINDOW_S:
            self._spent.popleft()

    def _count_down(self, left: float) -> None:
        self._move.progress.note(f"the {self._side} server allows more requests in {duration(left)}")
