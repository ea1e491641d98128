"""The supervisor: does the moves of a table, many at a time and gently, each in a process of its own.

A move that fails stops nothing else. What is worth another try is tried again, in this run or in the next.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from automation.errors import MoveError
from automation.exit_codes import ExitCode
from automation.many.doing import child
from automation.many.doing.schedule import Schedule, sign_ins_of
from automation.many.rows.table import WINDOW_S, Row, Table
from automation.many.state.protocol import Heard, Trouble
from automation.many.state.record import Record
from automation.many.state.standing import Standing, State, is_due, standing
from automation.many.state.view import MoveView, Overview, views

# How often the lock of a move is looked at that another process is running: nothing tells of its end.
_LOCK_LOOK_S = 0.5
_SHOWN_EVERY_S = 0.25

Changed = Callable[[MoveView], None]


@dataclass(frozen=True)
class Wishes:
    """What the person wants of a run.

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
        wishes: What the person wants.
    """

    def __init__(self, table: Table, rows: Sequence[Row], wishes: Wishes) -> None:
        self._table, self._wishes = table, wishes
        self._changed: Changed = lambda view: None
        self._record = Record(table)
        self._schedule = Schedule(table.limits, wishes.at_once)
        self.overview = Overview(table, views(table, rows, self._record, wishes.command))
        self._queue = [view for view in self.overview.moves if wishes.again or view.state is not State.DONE]
        self._elsewhere: set[str] = set()  # moves that another process is doing
        self._idle_since: float | None = None

    async def run(self, changed: Changed, refresh: Callable[[], None]) -> None:
        """Do the moves. If this is cancelled, all processes are told to stop, and their ends are awaited.

        Args:
            changed: Is told of every change of a move's state.
            refresh: Is called several times a second.
        """
        self._changed = changed
        for earlier in self._record.started:
            if (when := earlier.time.timestamp()) > time.time() - WINDOW_S:
                self._schedule.had(earlier.sign_ins, when)
        for view in self._queue:
            if is_due(view.standing) or self._wishes.again:
                self._put(view, Standing(State.QUEUED))
        running: set[asyncio.Task[None]] = set()
        try:
            while True:
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
        for view in list(self._queue):
            if view.standing.due and not is_due(view.standing):
                continue
            if view.state is State.WAITING:
                self._put(view, Standing(State.QUEUED))
            why = self._schedule.why_not(view.row, now)
            if why:
                view.standing = Standing(State.QUEUED, why=why)
                continue
            elsewhere = child.is_running(view.folder)
            self._schedule.start(view.row, now, signs_in=not elsewhere)
            view.heard, view.since = Heard(), datetime.now(UTC)
            if elsewhere:
                self._elsewhere.add(view.row.label)
                view.heard.note = "another process is doing this move"
            self._put(view, Standing(State.RUNNING))
            self._queue.remove(view)
            starting.append(view)
        return starting

    def _is_over(self) -> bool:
        """Whether nothing is left that is worth waiting for."""
        self._idle_since = self._idle_since or time.time()
        until = datetime.fromtimestamp(self._idle_since + self._wishes.wait, UTC)
        return not any(view.standing.due is None or view.standing.due <= until for view in self._queue)

    async def _one(self, view: MoveView) -> None:
        """Do one move, and find out how it stands then."""
        self._idle_since = None
        row, command = view.row, self._wishes.command or view.row.do
        if row.label in self._elsewhere:  # a supervisor that was killed left it running
            await _end_of(view)
            self._elsewhere.discard(row.label)
            self._schedule.end(row, well=False)
            self._queue.append(view)
            self._put(view, Standing(State.QUEUED))
            return
        self._record.start(row, command, sign_ins_of(row))
        code, error = int(ExitCode.INTERRUPTED), dict[str, Any]()
        try:
            code = await child.run(
                row, self._table, command, yes=row.label in self._wishes.confirmed, heard=view.heard,
                trouble=lambda trouble: self._slow_down(row, trouble),
            )  # fmt: skip
        except MoveError as problem:  # its folder cannot be used
            code, error = problem.exit_code, problem.facts()
        finally:
            self._record.end(row, command, code, error or view.heard.error)
            self._schedule.end(row, well=code == ExitCode.DONE)
        self._stands(view, command)

    def _stands(self, view: MoveView, command: str) -> None:
        """Find out how a move stands that has just ended, and whether to try it again."""
        view.ended = self._record.ended(view.row, command)
        view.read_journal()
        code = view.ended.code if view.ended else ExitCode.BUG
        found = standing(view.ended, view.folder, self._table.limits.retry_after)
        if command == child.CHECK:
            view.obstacles = child.obstacles(view.heard)
            found = Standing(State.DONE if code == ExitCode.DONE else State.NEEDS_A_HAND)
        if code == ExitCode.SERVER_PROBLEM:
            self._schedule.slow_down(view.row.servers, 0, time.time())
        if found.state in {State.WAITING, State.TO_DO}:
            self._queue.append(view)
            found = found if found.due else Standing(State.QUEUED, why=found.why)
        self._put(view, found)

    def _slow_down(self, row: Row, trouble: Trouble) -> None:
        servers = [trouble.server] if trouble.server in row.servers else row.servers
        self._schedule.slow_down(servers, trouble.pause, time.time())
        self.overview.slow_servers = self._schedule.slow_servers()

    def _put(self, view: MoveView, found: Standing) -> None:
        view.standing = found
        self._changed(view)


async def _end_of(view: MoveView) -> None:
    while child.is_running(view.folder):
        await asyncio.sleep(_LOCK_LOOK_S)
