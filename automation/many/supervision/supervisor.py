"""The supervisor: does the moves of a table, many at a time and gently, each in a process of its own.

A move that fails stops nothing else. What is worth another try is tried again, in this run or in the next.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from automation.folder.lock import in_use
from automation.many.rows.table import Row, Table
from automation.many.state.protocol import LiveState
from automation.many.state.record import Record
from automation.many.state.status import State, Status, is_due
from automation.many.state.view import MoveView, Overview, views
from automation.many.supervision import move_process
from automation.many.supervision.one_move import Fault, MoveRunner
from automation.many.supervision.schedule import Schedule

# How often to poll the lock of a move that another process runs: there is no notification of its end.
_LOCK_LOOK_S = 0.5
_SHOWN_EVERY_S = 0.25

Changed = Callable[[MoveView], None]


@dataclass(frozen=True)
class RunOptions:
    """What the user wants of a run.

    Args:
        command: `guide`, `export` or `check`; empty for what each row says.
        at_once: How many moves may run at once.
        wait: When nothing else is left: the most seconds to wait for moves that are worth another try.
        confirmed: The moves whose followers may be moved.
        again: Whether to do again what is done, as an export of every night does.
    """

    command: str = ""
    at_once: int = 4
    wait: float = 0
    confirmed: Collection[str] = ()
    again: bool = False


class Supervisor:
    """One run over the moves of a table.

    Args:
        table: The table.
        rows: The moves to do.
        run_options: What the user wants.
        fault: Saves an error of the program's own in a move's folder, and returns the file's name.
    """

    def __init__(self, table: Table, rows: Sequence[Row], run_options: RunOptions, fault: Fault) -> None:
        self._table, self._run_options, self._fault = table, run_options, fault
        self._changed: Changed = lambda view: None
        record = Record(table)
        self._schedule = Schedule(table.limits, run_options.at_once)
        self._mover = MoveRunner(table, record, self._schedule, self._servers_changed)
        self.overview = Overview(table, views(table, rows, record, run_options.command))
        self._queue = [view for view in self.overview.moves if run_options.again or view.state is not State.DONE]
        self._elsewhere: set[str] = set()  # moves that another process is doing
        self._idle_since: float | None = None

    async def run(self, changed: Changed, refresh: Callable[[], None]) -> None:
        """Do the moves. If this is cancelled, all processes are told to stop, and their ends are awaited.

        Args:
            changed: Is told of every change of a move's state.
            refresh: Is called several times a second.
        """
        self._changed = changed
        for view in self._queue:
            if is_due(view.status) or self._run_options.again:
                self._put(view, Status(State.QUEUED))
        running: set[asyncio.Task[None]] = set()
        try:
            while True:
                self._mover.heed_waits()
                running |= {asyncio.create_task(self._one(view)) for view in self._startable()}
                refresh()
                if not running and self._is_over():
                    return
                if running:
                    done, running = await asyncio.wait(
                        running, timeout=_SHOWN_EVERY_S, return_when=asyncio.FIRST_COMPLETED
                    )
                    for task in done:
                        task.result()
                else:  # until a server may be used again, or a move is worth another try
                    await asyncio.sleep(_SHOWN_EVERY_S)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def _startable(self) -> list[MoveView]:
        """Take those out of the queue that may start now."""
        starting: list[MoveView] = []
        now = time.time()
        for view in [] if self._schedule.is_full() else list(self._queue):
            if view.status.due and not is_due(view.status):
                continue
            if view.state is State.WAITING:
                self._put(view, Status(State.QUEUED))
            why = self._schedule.blocking_reason(view.row, now)
            if why:
                view.status = Status(State.QUEUED, why=why)
                continue
            elsewhere = in_use(view.folder)
            self._schedule.start(view.row, now, signs_in=not elsewhere)
            view.live, view.since = LiveState(), datetime.now(UTC)
            if elsewhere:
                self._elsewhere.add(view.row.label)
                view.live.note = "another process is doing this move"
            self._put(view, Status(State.RUNNING))
            self._queue.remove(view)
            starting.append(view)
        return starting

    def _is_over(self) -> bool:
        """Whether nothing is left that is worth waiting for."""
        self._idle_since = self._idle_since or time.time()
        until = datetime.fromtimestamp(self._idle_since + self._run_options.wait, UTC)
        return not any(view.status.due is None or view.status.due <= until for view in self._queue)

    async def _one(self, view: MoveView) -> None:
        """Do one move, and find out how it stands then."""
        self._idle_since = None
        row, command = view.row, self._run_options.command or view.row.do
        if row.label in self._elsewhere:  # a supervisor that was killed left it running
            await _end_of(view)
            self._elsewhere.discard(row.label)
            self._schedule.end(row, well=False)
            self._queue.append(view)
            self._put(view, Status(State.QUEUED))
            return
        try:
            found = await self._done(view, command)
        except Exception as error:  # a bug must not stop the other moves
            kept = self._fault(error, view.folder)
            found = Status(State.NEEDS_ATTENTION, why=f"a bug in this program; please report it and attach {kept}")
        if found.state in {State.WAITING, State.TO_DO}:
            self._queue.append(view)
            found = found if found.due else Status(State.QUEUED, why=found.why)
        self._put(view, found)

    async def _done(self, view: MoveView, command: str) -> Status:
        """Do a move; returns how it stands then."""
        confirmed = view.row.label in self._run_options.confirmed
        view.ended, found = await self._mover.do(view.row, command, yes=confirmed, live=view.live)
        view.read_journal()
        if command == move_process.CHECK:
            view.obstacles, view.also = move_process.obstacles(view.live), move_process.would_be_copied(view.live)
            return Status(State.CLEAR if found.state is State.DONE else State.NEEDS_ATTENTION)
        return found

    def _servers_changed(self) -> None:
        self.overview.slow_servers = self._schedule.slow_servers()

    def _put(self, view: MoveView, found: Status) -> None:
        view.status = found
        self._changed(view)


async def _end_of(view: MoveView) -> None:
    while in_use(view.folder):
        await asyncio.sleep(_LOCK_LOOK_S)
