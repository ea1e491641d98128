"""How a move stands, and when it is worth trying again: from the record, and from the move's own journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from automation.archives.pending import pending_archive
from automation.errors import Reason
from automation.exit_codes import ExitCode
from automation.folder.journal import Journal
from automation.imports.silent_hosts import HOSTS_FAILED
from automation.many.state.record import Ended

# After a failed look-up, a server does not contact a host for 300 seconds (`automation.imports.silent_hosts`).
_HOSTS_ANSWER_AGAIN = timedelta(seconds=330)
_ARCHIVE_LOOK = timedelta(hours=1)
_ALIAS_FIRST, _ALIAS_LONGEST = timedelta(minutes=15), timedelta(hours=6)
_TROUBLE_LONGEST = timedelta(hours=1)
_MOST_TROUBLE, _MOST_IN_PART, _MOST_KILLED = 6, 3, 3


class State(StrEnum):
    """How a move stands."""

    TO_DO = "to do"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    WAITING = "waiting"
    NEEDS_ATTENTION = "needs attention"
    CLEAR = "clear"  # a check found nothing in the way

    @property
    def is_well(self) -> bool:
        """Whether nothing is left to do."""
        return self in {State.DONE, State.CLEAR}


@dataclass(frozen=True)
class Status:
    """How a move stands.

    `due` is when it is worth trying again on its own, or None. `why` says why not earlier.
    """

    state: State
    due: datetime | None = None
    why: str = ""


def status_of(ended: Ended | None, folder: Path, retry_after: float) -> Status:
    """How a move stands that is not running.

    Args:
        ended: How it ended the last time; None if it has not yet.
        folder: The move's folder, with its journal.
        retry_after: Seconds before it is tried again after server trouble.
    """
    if ended is None:
        return Status(State.TO_DO)
    by_code: dict[int, Callable[[], Status]] = {
        ExitCode.DONE: lambda: Status(State.DONE),
        ExitCode.CONDITION_NOT_MET: lambda: _condition(ended),
        ExitCode.SERVER_PROBLEM: lambda: _trouble(ended, retry_after),
        ExitCode.DONE_IN_PART: lambda: _in_part(ended, folder),
        ExitCode.INTERRUPTED: lambda: Status(State.TO_DO, why="it was interrupted"),
    }
    if ended.code < 0 and ended.times <= _MOST_KILLED:
        return Status(State.TO_DO, why="its process was killed")
    return by_code.get(ended.code, lambda: Status(State.NEEDS_ATTENTION))()


def _trouble(ended: Ended, retry_after: float) -> Status:
    if ended.times > _MOST_TROUBLE:
        return Status(State.NEEDS_ATTENTION)
    pause = _growing(timedelta(seconds=retry_after), ended.times, _TROUBLE_LONGEST)
    return Status(State.WAITING, ended.time + pause, "the server had trouble")


def _growing(first: timedelta, times: int, longest: timedelta) -> timedelta:
    return min(first * float(2 ** min(times - 1, 16)), longest)


def _condition(ended: Ended) -> Status:
    """A waiting period, an alias that the old server does not see yet, or something that a person has to do."""
    if ended.reason == Reason.WAITING_PERIOD and ended.due:
        return Status(State.WAITING, ended.due, "the old account is in its waiting period")
    if ended.reason == Reason.FOLDER_IN_USE:
        return Status(State.TO_DO, why="another process was using its folder")
    if ended.reason == Reason.ALIAS_NOT_SEEN:
        pause = _growing(_ALIAS_FIRST, ended.times, _ALIAS_LONGEST)
        return Status(State.WAITING, ended.time + pause, "the old server does not see the alias yet")
    return Status(State.NEEDS_ATTENTION)


def _in_part(ended: Ended, folder: Path) -> Status:
    """Rows that did not arrive, because their hosts did not answer, or an archive that is not ready."""
    if pending_archive(Journal.of(folder)):
        return Status(State.WAITING, ended.time + _ARCHIVE_LOOK, "the server prepares the archive")
    silent = Journal.of(folder).last(HOSTS_FAILED)
    if silent and ended.times <= _MOST_IN_PART:
        due = datetime.fromisoformat(silent["time"]) + _HOSTS_ANSWER_AGAIN
        return Status(State.WAITING, max(due, ended.time), "hosts of some rows did not answer")
    return Status(State.NEEDS_ATTENTION)


def is_due(one: Status, now: datetime | None = None) -> bool:
    """Whether a move may start now. What needs attention may: the user has run the command again."""
    return one.state is not State.DONE and (one.due is None or one.due <= (now or datetime.now(UTC)))
