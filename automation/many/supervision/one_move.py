"""One move of many, from its start to how it stands then: the same for the supervisor and for a worker."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from automation.errors import MoveError
from automation.exit_codes import ExitCode
from automation.folder.shared_waits import SharedWaits
from automation.many.rows import references
from automation.many.rows.table import WINDOW_S, Row, Table
from automation.many.state.protocol import LiveState
from automation.many.state.record import Ended, Record
from automation.many.state.status import Status, status_of
from automation.many.supervision import move_process
from automation.many.supervision.schedule import Schedule, sign_ins_of

# Saves an error of the program's own in a move's folder, and returns the file's name.
Fault = Callable[[BaseException, Path], str]


class MoveRunner:
    """Does moves of a table, recorded and gently.

    Args:
        table: The table.
        record: What is known of its moves. Sign-ins that it knows of count.
        schedule: Which may start.
        changed: Is told when servers have trouble, or none any more.
        of_worker: Whether a process ends when this one does. Otherwise it goes on, and is found again.
    """

    def __init__(
        self,
        table: Table,
        record: Record,
        schedule: Schedule,
        changed: Callable[[], None] = lambda: None,
        *,
        of_worker: bool = False,
    ) -> None:
        self._table, self._record, self.schedule, self._changed = table, record, schedule, changed
        self._of_worker, self._waits = of_worker, SharedWaits(table.waits)
        self._servers = {server for row in table.rows for server in row.servers}
        for earlier in record.started:
            if (when := earlier.time.timestamp()) > time.time() - WINDOW_S:
                schedule.had(earlier.sign_ins, when)

    async def do(self, row: Row, command: str, *, yes: bool, live: LiveState) -> tuple[Ended | None, Status]:
        """Do a move that the schedule counts as started. If this is cancelled, its process is told to stop.

        Args:
            row: The move.
            command: `guide`, `export` or `check`.
            yes: Whether "Move followers" is confirmed.
            live: Takes what its process says.

        Returns:
            How it ended, and how it stands.
        """
        code, error = int(ExitCode.INTERRUPTED), dict[str, Any]()
        try:
            self._record.start(row, command, sign_ins_of(row))
            code = await move_process.run(row, self._table, command, yes=yes, live=live, of_worker=self._of_worker)
        except MoveError as problem:  # its folder cannot be used
            code, error = problem.exit_code, problem.facts()
        finally:
            self._end(row, command, code, error or dict(live.error))
        ended = self._record.ended(row, command)
        return ended, status_of(ended, self._table.folder_of(row), self._table.limits.retry_after)

    def _end(self, row: Row, command: str, code: int, error: dict[str, Any]) -> None:
        try:
            self._record.end(row, command, code, error | self._advice(row, code))
        finally:  # whatever happens, its place is free for others
            self.schedule.end(row, well=code == ExitCode.DONE)
            if code == ExitCode.SERVER_PROBLEM:
                self.schedule.slow_down(row.servers, 0, time.time())
            self._changed()

    def _advice(self, row: Row, code: int) -> dict[str, Any]:
        """What to do where a single run says something else: sessions of a table are kept by one command."""
        by_session = [side for side in row.sides if references.source_of(row, side) == references.SESSION]
        if code != ExitCode.SIGN_IN_REFUSED or not by_session:
            return {}
        return {"next": f"Sign in again: mastodon-move many login {self._table.file}"}

    def heed_waits(self) -> None:
        """Start nothing on servers that have asked a move to wait. The moves that are running know it themselves."""
        now = time.time()
        for wait in self._waits.new():
            if (left := wait.until.timestamp() - now) > 0:
                self.schedule.slow_down(wait.servers & self._servers, left, now)
                self._changed()
