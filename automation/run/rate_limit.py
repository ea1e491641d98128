"""Staying below the number of requests that a server allows."""

import time
from collections import deque
from dataclasses import dataclass

from automation.outline import Side
from automation.run.move import Move


@dataclass(frozen=True)
class RateLimit:
    """What a server allows (SCREENS-MORE.md), less some for the user.

    Args:
        requests: At most this many requests
        window_s: in this many seconds.
        then: What comes after waiting for more, in words.
    """

    requests: int
    window_s: float
    then: str


class RateLimiter:
    """The requests of one run on one server, counted before they are made.

    Args:
        move: The run.
        side: The server.
        limit: What it allows.
    """

    def __init__(self, move: Move, side: Side, limit: RateLimit) -> None:
        self._move, self._side, self._limit = move, side, limit
        self._spent: deque[tuple[float, int]] = deque()

    def take(self, requests: int, why: str) -> None:
        """Note that about so many requests follow. If they would be too many, wait until they are allowed.

        Args:
            requests: How many.
            why: What is being done, shown during a wait.
        """
        self._forget_old()
        while self._spent and sum(count for _, count in self._spent) + requests > self._limit.requests:
            self.wait_for(self._limit.window_s - (time.monotonic() - self._spent[0][0]), why)
            self._forget_old()
        self._spent.append((time.monotonic(), requests))

    def wait_for(self, seconds: float, why: str) -> None:
        """Wait because the server allows no more for now."""
        self._move.wait(self._side, seconds, lambda left: self._move.progress.wait(why, left, self._limit.then))

    def _forget_old(self) -> None:
        now = time.monotonic()
        while self._spent and now - self._spent[0][0] >= self._limit.window_s:
            self._spent.popleft()
