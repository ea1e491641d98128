"""Waiting where only asking again can tell: growing pauses, what the server says about when, a visible countdown."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

from playwright.sync_api import Page
from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential

from automation.errors import ServerProblem, SessionEnded
from pages.errors import ServerTrouble

_LONGEST_PAUSE_S = 60

Tick = Callable[[float], None]
_T = TypeVar("_T")


def pauses(first: float, factor: float, longest: float) -> Iterator[float]:
    """Pauses in seconds that grow from the first to the longest."""
    pause = first
    while True:
        yield min(pause, longest)
        pause *= factor


def pause(page: Page | None, seconds: float, tick: Tick) -> None:
    """Let so many seconds pass, telling every second how many are left.

    There is no state to wait for here: a server-rendered page changes only when it is asked again. The browser's
    own clock waits, so that a closed window or an interrupt ends it at once.
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
        longest: seconds of waiting in all, for each thing that is tried again.
        first: seconds of the first pause; each is twice the one before, up to a minute.
        note: shows what is waited for.
    """

    def __init__(self, longest: float, first: float, note: Callable[[str], None]) -> None:
        self._longest, self._first, self._note = longest, first, note

    def again(self, work: Callable[[], _T], passing: Callable[[BaseException], bool], page: Page | None) -> _T:
        """Do something again and again while it fails for a reason that passes; returns what it returns.

        Raises:
            Exception: the last failure, once the time is up, or at once where waiting cannot help.
        """
        retrying = Retrying(
            retry=retry_if_exception(passing),
            wait=self._pause_before_next,
            stop=self._is_over,
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

    def _tell(self, state: RetryCallState) -> None:
        self._note(f"waiting for the server ({_failure(state)}): next try in {state.upcoming_sleep:.0f} s")


def _failure(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def named_pause(error: BaseException | None) -> float:
    """How many seconds the server itself wants to be left alone, 0 where it does not say."""
    again_at = getattr(error, "again_at", None)
    if not again_at:
        return 0
    if again_at.isdigit():
        return float(again_at)
    try:
        moment = datetime.fromisoformat(again_at)
    except ValueError:
        return 0
    return max(0, (moment - datetime.now(UTC)).total_seconds())


def may_read_again(error: BaseException) -> bool:
    """Whether asking again is safe, and may help."""
    return isinstance(error, ServerTrouble) and error.reading and error.passing


def may_begin_again(error: BaseException) -> bool:
    """Whether a part that was stopped by this can be begun again: every part looks first at what is done."""
    return isinstance(error, SessionEnded) or (isinstance(error, ServerProblem) and error.passing)
