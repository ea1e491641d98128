"""Watching the followers arrive: read both profiles' counts every few minutes until they no longer change.

Every reading is an event of the journal. A watch can therefore end at any time, and a later one continues with the
readings of all earlier runs.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from automation.errors import (
    Interrupted,
    MoveError,
    ScreenProblem,
    ServerProblem,
    SessionEnded,
    from_page,
)
from automation.folder.intents import MOVE_FOLLOWERS, Intent
from automation.followers import left_behind, status, watch_limits
from automation.followers.readings import Reading, Readings
from automation.followers.terminal_chart import clock
from automation.outline import Side
from automation.progress import Progress
from automation.results import Results
from automation.retry import named_pause, pause
from automation.run.live_report import ReportWriter
from automation.run.move import Move
from automation.run.opening import facts_of, run_work
from automation.settings import Settings
from automation.text import duration
from pages.errors import PageError

EVENT = "watch"
# Reading the names takes many pages, so it is done rarely.
_BY_NAME_EVERY_S = 3_600
# A slow server may fail to show a page now and then. After so many failures in a row, the page is not recognised.
_UNKNOWN_IN_A_ROW = 3


class Ended(StrEnum):
    """Why a watch ended."""

    ARRIVED = "all have arrived"
    STILL = "the counts no longer change"


class Display(Progress, Protocol):
    """A `Progress` that also shows the counts."""

    def counts(self, read: Sequence[Reading], known: Readings) -> None:
        """Show the counts just read, and all known readings."""


def run(settings: Settings, progress: Display, report: ReportWriter | None = None) -> dict[str, Any]:
    """Watch until all followers have arrived, or the counts have not changed for `idle_timeout` seconds.

    Returns:
        How the watch ended and what was read, as data.

    Raises:
        Interrupted: Ctrl-C, or a closed window. Nothing is lost.
        MoveError: A sign-in was refused, or a profile was not recognised.
    """
    settings.require_accounts(*Side)
    watch_limits.require(settings)

    def work(move: Move, results: Results) -> dict[str, Any]:
        Watch(move, progress, results).until_over()
        return facts_of(move, results)

    try:
        return run_work(settings, progress, work, *Side, report=report)
    except Interrupted as stop:
        stop.safe = (
            "Nothing is lost: followers arrive whether or not this program runs, and every reading is in the journal."
        )
        stop.next_ = "Run the same command again whenever you like; it continues with these readings."
        raise


class Watch:
    """One run's watch over both accounts. Its newest readings are in the results at any time."""

    def __init__(self, move: Move, display: Display, results: Results) -> None:
        self._move, self._display, self._results = move, display, results
        self._unknown = dict.fromkeys(Side, 0)
        self._read: set[Side] = set()  # the accounts that this run has read
        self._known = self._all_readings()
        self._compared = time.monotonic()
        self._by_name: dict[str, object] | None = None

    def until_over(self) -> None:
        """Read both accounts at every interval until the watch ends.

        Raises:
            MoveError: A sign-in was refused, a profile was not recognised, or the browser window was closed.
        """
        self._results.folder = str(self._move.folder)
        still = duration(self._move.settings.idle_timeout)
        if not self._moved():
            self._move.progress.tell("This program has not clicked “Move followers” yet, so the counts may not change.")
        self._move.progress.tell(
            f"This ends when all followers have arrived, or after {still} without a change. "
            "Ctrl-C ends it earlier; nothing is lost."
        )
        self._move.progress.note("signing in and reading both profiles")
        if since := self._known.since():
            self._move.progress.tell(f"The chart also shows what earlier runs have read, since {clock(since)}.")
            self._display.counts([], self._known)
        while True:
            wait = self._round()
            if ended := self._ended():
                self._journal("ended", why=ended)
                self._compare()
                self._results.watch = self._facts() | {"ended": ended, "said": self._last_words(ended)}
                return
            with self._move.explaining("Wait for the next reading", Side.OLD):
                self._wait(wait)

    def _compare(self) -> None:
        """Report which followers have arrived, by name. A failure does not end the watch."""
        self._compared = time.monotonic()
        try:
            found = left_behind.look(self._move)
        except MoveError as problem:
            self._move.progress.tell(f"The followers could not be compared by name. {problem.seen}")
            return
        finally:
            self._leave(Side.NEW)
        if found:
            self._by_name = found.facts()
            for sentence in found.sentences():
                self._move.progress.tell(sentence)

    # -- one round

    def _round(self) -> float:
        """Read both accounts; returns the seconds until the next reading."""
        wait, read = self._move.settings.interval, []
        for side in Side:
            with self._move.explaining(f"Read the followers of the {side} account", side):
                problem = self._try(side)
                self._leave(side)
            if problem is None:
                read.append(side)
            else:
                self._skip(side, problem)
                wait = max(wait, named_pause(problem))
        self._known = self._all_readings()
        self._display.counts([latest for side in read if (latest := self._known.latest(side))], self._known)
        if self._moved() and time.monotonic() - self._compared > _BY_NAME_EVERY_S:
            self._compare()
        self._results.watch = self._facts()
        self._move.report.write()
        self._move.observers.restart_traces()
        return wait

    def _try(self, side: Side) -> MoveError | None:
        """Read one account. A problem that may be temporary is returned, any other is raised."""
        try:
            try:
                self._read_counts(side)
            except SessionEnded:
                self._doubt(side)
                self._read_counts(side)
        except MoveError as problem:
            if not self._may_pass(side, problem):
                raise
            self._doubt(side)
            return problem
        self._unknown[side] = 0
        self._begin(side)
        return None

    def _doubt(self, side: Side) -> None:
        """Check before the next reading whether the session still exists."""
        if self._move.sessions.has(side):
            self._move.sessions.of(side).doubtful = True

    def _begin(self, side: Side) -> None:
        """Record that the watch has begun, once it has read both accounts."""
        if side not in self._read:
            self._read.add(side)
            if self._read == set(Side):
                settings = self._move.settings
                self._journal("begun", interval=settings.interval, idle_timeout=settings.idle_timeout)

    def _read_counts(self, side: Side) -> None:
        sessions = self._move.sessions
        try:
            if not sessions.has(side) or sessions.of(side).doubtful:
                self._move.log_in(side, limited=True)
            status.read_counts(self._move, side)
        except PageError as error:
            raise from_page(error) from error

    def _may_pass(self, side: Side, problem: MoveError) -> bool:
        if isinstance(problem, ScreenProblem):
            self._unknown[side] += 1
            return side in self._read and self._unknown[side] < _UNKNOWN_IN_A_ROW
        return isinstance(problem, ServerProblem) and problem.passing

    def _skip(self, side: Side, problem: MoveError) -> None:
        self._move.progress.tell(
            f"{clock(datetime.now().astimezone())}: {self._move.handle(side)} was not read. {problem.seen}"
        )
        self._journal("skipped", side=side.value, said=problem.seen)

    def _leave(self, side: Side) -> None:
        """Leave the web app until the next reading: it keeps a connection open and polls the server."""
        if actor := self._move.sessions.actor_at(side):
            actor.leave()

    def _wait(self, seconds: float) -> None:
        actor = self._move.sessions.actor_at(Side.OLD)
        pause(
            actor.page if actor else None,
            seconds,
            lambda left: self._move.progress.wait("next reading", left, ""),
        )

    # -- all readings

    def _ended(self) -> Ended | None:
        if self._known.all_arrived():
            return Ended.ARRIVED
        known_to, still_since = self._known.both_read_at(), self._still_since()
        if known_to and still_since and (known_to - still_since).total_seconds() >= self._move.settings.idle_timeout:
            return Ended.STILL
        return None

    def _last_words(self, ended: Ended) -> str:
        shown = {side: latest.shown for side in Side if (latest := self._known.latest(side))}
        old, new = (f"{self._move.handle(side)} has {shown[side]}" for side in Side)
        if ended is Ended.ARRIVED:
            return f"All followers have arrived: {old} followers, {new}."
        still = self._move.settings.idle_timeout
        return (
            f"No change for {duration(still)}: {old} followers, {new}. Followers who have not arrived by now may never "
            f"arrive: their servers are gone or do not support moves. To keep watching: --idle-timeout {2 * still:.0f}"
        )

    def _still_since(self) -> datetime | None:
        """The time of the last change, but not before the first watch or the move; None if no watch has begun."""
        events = list(self._move.journal.read())
        begun = next((event for event in events if self._is_begun(event)), None)
        if begun is None:
            return None
        moved = [event for event in events if event.get("event") == MOVE_FOLLOWERS]
        moments = [datetime.fromisoformat(event["time"]) for event in (begun, *moved)]
        return max([*moments, self._known.changed_at() or moments[0]])

    def _moved(self) -> bool:
        return Intent(self._move.journal, MOVE_FOLLOWERS).is_done()

    def _is_begun(self, event: dict[str, Any]) -> bool:
        return (event.get("event"), event.get("state")) == (EVENT, "begun") and event["handles"] == self._handles()

    def _handles(self) -> dict[str, str]:
        """The handles as the journal has them: a name that is also a password is masked there."""
        return {side: self._move.secrets.scrub(handle) for side, handle in self._move.accounts().items()}

    def _all_readings(self) -> Readings:
        return Readings.of(self._move.journal, self._handles())

    def _journal(self, state: str, **facts: Any) -> None:
        self._move.journal.write(EVENT, state=state, handles=self._handles(), **facts)

    def _facts(self) -> dict[str, Any]:
        """The results so far, as data."""
        facts: dict[str, Any] = {"ended": None, "readings": len(self._known)}
        if self._by_name:
            facts["by_name"] = self._by_name
        if since := self._still_since():
            facts["still_since"] = since.isoformat(timespec="seconds")
        for side in Side:
            if (first := self._known.first(side)) and (latest := self._known.latest(side)):
                facts[side.value] = {
                    "handle": latest.handle,
                    "first": first.model_dump(mode="json", include={"time", "followers", "shown"}),
                    "latest": latest.model_dump(mode="json", include={"time", "followers", "shown"}),
                }
        return facts
