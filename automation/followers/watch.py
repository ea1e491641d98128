"""Watching the followers arrive: both profiles' counts, read every few minutes until nothing moves any more.

Every reading is an event of the journal, so that a watch can end at any moment and a later one goes on with all that
was read before it, by whatever run.
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
from automation.folder.intents import MOVE_FOLLOWERS
from automation.followers import left_behind, status, watch_limits
from automation.followers.readings import Reading, Readings
from automation.followers.terminal_chart import clock
from automation.progress import Progress
from automation.results import Results
from automation.retry import named_pause, pause
from automation.run.live_report import ReportWriter
from automation.run.move import Move
from automation.run.opening import run_work
from automation.settings import Settings
from automation.steps import Side
from automation.text import duration
from pages.errors import PageError

EVENT = "watch"
# Reading the names takes many pages: rarely is often enough.
_BY_NAME_EVERY_S = 3_600
# A slow server may fail to draw a page now and then; so many times in a row it is a page that is not known.
_UNKNOWN_IN_A_ROW = 3


class Ended(StrEnum):
    """Why there is nothing more to watch."""

    ARRIVED = "all have arrived"
    STILL = "nothing moves any more"


class Display(Progress, Protocol):
    """A `Progress` that shows the counts, too."""

    def counts(self, read: Sequence[Reading], known: Readings) -> None:
        """Follower counts have been read, those of now; with all that are known."""


def run(settings: Settings, progress: Display, report: ReportWriter | None = None) -> dict[str, Any]:
    """Watch until all have arrived, or nothing has moved for `idle_timeout` seconds.

    Returns:
        How it ended and what was read, as plain data.

    Raises:
        Interrupted: Ctrl-C, or a closed window; nothing is lost.
        MoveError: a sign-in was refused, or a profile is not recognised.
    """
    settings.require_accounts(*Side)
    watch_limits.require(settings)
    results = Results()

    def work(move: Move) -> dict[str, Any]:
        nonlocal results
        results = move.results
        Watch(move, progress).until_over()
        return results.facts()

    try:
        return run_work(settings, progress, work, *Side, report=report)
    except KeyboardInterrupt as interrupt:
        raise _stopped(results) from interrupt
    except Interrupted as closed:
        raise _stopped(results, closed.seen) from closed


def _stopped(results: Results, seen: str = "You stopped the watch.") -> Interrupted:
    problem = Interrupted(
        seen,
        safe="Nothing is lost: the followers go on moving by themselves, and every reading is in the journal.",
        next_="Run the same command again when you like; it goes on with these readings.",
    )
    problem.results = results.facts()
    return problem


class Watch:
    """One run's watch over both accounts."""

    def __init__(self, move: Move, display: Display) -> None:
        self._move, self._display = move, display
        self._unknown = dict.fromkeys(Side, 0)
        self._read: set[Side] = set()  # by this run
        self._known = self._all_readings()
        self._compared = time.monotonic()
        self._by_name: dict[str, object] | None = None

    def until_over(self) -> None:
        """Read, wait, and read again.

        Raises:
            MoveError: a sign-in was refused, or a profile is not recognised; or the browser's window was closed.
        """
        self._move.results.folder = str(self._move.folder)
        still = duration(self._move.settings.idle_timeout)
        self._move.progress.tell(f"This ends when all have arrived, or when nothing has moved for {still}.")
        self._move.progress.note("reading: signing in, and opening both profiles")
        if since := self._known.since():
            self._move.progress.tell(f"Going on with {len(self._known)} readings since {clock(since)}.")
            self._display.counts([], self._known)
        while True:
            wait = self._round()
            if ended := self._ended():
                self._journal("ended", why=ended)
                self._compare()
                self._move.results.watch = self._facts() | {"ended": ended, "said": self._last_words(ended)}
                return
            with self._move.explaining("Wait for the next reading", Side.OLD):
                self._wait(wait)

    def _compare(self) -> None:
        """Tell who has come and who has not, by name; a watch does not fail for it."""
        self._compared = time.monotonic()
        try:
            found = left_behind.looked_at(self._move)
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
        """Read both accounts; return in how many seconds that may be done again."""
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
        self._move.results.watch = self._facts()
        self._move.report.write()
        self._move.observers.restart_traces()
        return wait

    def _try(self, side: Side) -> MoveError | None:
        """Read one account; what may pass by itself is returned, everything else is raised."""
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
        """Before the next reading it is looked whether one is still signed in there."""
        if self._move.sessions.has(side):
            self._move.sessions.of(side).doubtful = True

    def _begin(self, side: Side) -> None:
        """A watch has begun once it has read both accounts."""
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
        """The web app keeps a connection open, and asks again and again: not between two readings."""
        if actor := self._move.sessions.actor_at(side):
            actor.leave()

    def _wait(self, seconds: float) -> None:
        actor = self._move.sessions.actor_at(Side.OLD)
        pause(
            actor.page if actor else None,
            seconds,
            lambda left: self._move.progress.note(
                f"next reading: in {duration(left)}. Ctrl-C ends the watch; nothing is lost."
            ),
        )

    # -- all of them

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
            return f"All have arrived: {old} followers, {new}."
        still = self._move.settings.idle_timeout
        return (
            f"Nothing has moved for {duration(still)}: {old} followers, {new}. Who has not come by now may never "
            f"come: servers that are gone, or do not know of moves. To watch on: --idle-timeout {2 * still:.0f}"
        )

    def _still_since(self) -> datetime | None:
        """Since when nothing moves: the last change; but neither before anybody watched, nor before the move itself."""
        events = list(self._move.journal.read())
        begun = next((event for event in events if self._is_begun(event)), None)
        if begun is None:
            return None
        moved = [event for event in events if event.get("event") == MOVE_FOLLOWERS]
        moments = [datetime.fromisoformat(event["time"]) for event in (begun, *moved)]
        return max([*moments, self._known.changed_at() or moments[0]])

    def _moved(self) -> bool:
        return (self._move.journal.last(MOVE_FOLLOWERS) or {}).get("state") == "done"

    def _is_begun(self, event: dict[str, Any]) -> bool:
        return (event.get("event"), event.get("state")) == (EVENT, "begun") and event["handles"] == self._handles()

    def _handles(self) -> dict[str, str]:
        """As the journal has them, in which a name may be hidden because it is a password, too."""
        return {side: self._move.secrets.scrub(handle) for side, handle in self._move.accounts().items()}

    def _all_readings(self) -> Readings:
        return Readings.of(self._move.journal, self._handles())

    def _journal(self, state: str, **facts: Any) -> None:
        self._move.journal.write(EVENT, state=state, handles=self._handles(), **facts)

    def _facts(self) -> dict[str, Any]:
        """What is known by now, as plain data."""
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
