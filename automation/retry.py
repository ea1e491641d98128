"""Retrying and waiting: growing pauses, the server's `Retry-After`, and a visible countdown."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from playwright.sync_api import Page
from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential

from automation.errors import ServerProblem, SessionEnded
from pages.errors import ServerTrouble

_LONGEST_PAUSE_S = 60
# A server that asks to wait longer is asked again after this time.
_LONGEST_NAMED_S = 3600

Tick = Callable[[float], None]
_T = TypeVar("_T")


def pauses(first: float, factor: float, longest: float) -> Iterator[float]:
    """Pauses in seconds that grow by a factor, from the first to the longest."""
    pause = first
    while True:
        yield min(pause, longest)
        pause *= factor


def pause(page: Page | None, seconds: float, tick: Tick) -> None:
    """Wait, and call `tick` every second with the seconds left.

    Use it only where there is no condition to wait for: a server-rendered page changes only when it is loaded again.
    With a page, the browser does the waiting, so that a closed window or Ctrl-C ends it at once.
    """
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        tick(left)
        if page is None:
            time.sleep(min(left, 1))
        else:
            page.wait_for_timeout(min(left, 1) * 1000)


class RetryPolicy:
    """How long a run keeps trying when a server fails.

    Args:
        longest: The retry timeout: total seconds to wait, for each thing that is retried.
        first: Seconds of the first pause. Each pause is twice as long as the one before, up to a minute.
        tell: Is told of every wait: the reason, and its seconds.
    """

    def __init__(self, longest: float, first: float, tell: Callable[[str, float], None]) -> None:
        self._longest, self._first, self._told = longest, first, tell
        # Is told of every such failure, also of the last: the error, and the seconds before the next attempt.
        self.failed: Callable[[BaseException, float], None] = lambda error, seconds: None

    def again(self, work: Callable[[], _T], passing: Callable[[BaseException], bool], page: Page | None) -> _T:
        """Call `work`, and retry it while it fails with a temporary error.

        Args:
            work: The work to do.
            passing: Whether an error may be temporary.
            page: The browser page that does the waiting; None without one.

        Returns:
            What `work` returns.

        Raises:
            Exception: The last error, once the retry timeout is over, or at once if the error is not temporary.
        """
        retrying = Retrying(
            retry=retry_if_exception(passing),
            wait=self._pause_before_next,
            stop=self._is_over,
            after=self._tell_failure,
            sleep=lambda seconds: pause(page, seconds, lambda left: None),
            before_sleep=self._tell,
            reraise=True,
        )
        return retrying(work)

    def _pause_before_next(self, state: RetryCallState) -> float:
        grown = wait_exponential(multiplier=self._first, max=_LONGEST_PAUSE_S)(state)
        return max(grown, named_pause(_failure(state)))

    def _is_over(self, state: RetryCallState) -> bool:
        return state.idle_for + state.upcoming_sleep > self._longest

    def _tell_failure(self, state: RetryCallState) -> None:
        if error := _failure(state):
            self.failed(error, self._pause_before_next(state))

    def _tell(self, state: RetryCallState) -> None:
        self._told(f"waiting for the server ({_failure(state)})", state.upcoming_sleep)


def _failure(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def named_pause(error: BaseException | None) -> float:
    """The seconds that the server asked to wait before the next request, up to an hour; 0 if it did not."""
    again_at: str = getattr(error, "again_at", None) or ""
    if again_at.isdecimal():
        return min(float(again_at), _LONGEST_NAMED_S)
    moment = _moment(again_at)
    left = (moment - datetime.now(UTC)).total_seconds() if moment else 0
    return min(max(0, left), _LONGEST_NAMED_S)


def _moment(text: str) -> datetime | None:
    """A time as ISO 8601 or as RFC 9110 has it; without a time zone it is UTC. None if it is neither."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def may_read_again(error: BaseException) -> bool:
    """Whether repeating a request is safe and may help."""
    return isinstance(error, ServerTrouble) and error.reading and error.passing


def may_begin_again(error: BaseException) -> bool:
    """Whether a part that failed with this error can start again. Every part first checks what is already done."""
    return isinstance(error, SessionEnded) or (isinstance(error, ServerProblem) and error.passing)
