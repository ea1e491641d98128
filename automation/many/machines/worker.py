"""A worker: takes moves out of the queue and does them on this machine, with the secrets of this machine.

Procrastinate gives a move to one worker at a time, tries it again when it is due, and knows by a heartbeat which worker
has died. What this module adds is what a move is.
"""

import asyncio
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import procrastinate
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from automation.errors import UsageProblem
from automation.folder.lock import in_use
from automation.folder.shared_waits import SharedWaits
from automation.many.machines.jobs import QUEUE, TASK, app, require_queue
from automation.many.machines.slow_servers import SlowServers
from automation.many.rows import references
from automation.many.rows.table import Table
from automation.many.state.protocol import LiveState
from automation.many.state.record import Record
from automation.many.state.status import State, Status
from automation.many.supervision import stopping
from automation.many.supervision.one_move import Fault, MoveRunner
from automation.many.supervision.schedule import Schedule
from automation.text import date_and_time

_NOT_NOW = timedelta(seconds=15)
_SOON = timedelta(seconds=2)
# A worker that is told to stop gives its moves this share of the time after which others take them for dead.
_HEARTBEATS, _GRACEFUL = 12, 6
_RECONNECT_S = 5
_RESCUE = "mastodon-move-rescue"  # a task, and its queue
_FIRST = 1_000_000  # a priority above that of all moves
_KEEP_RESCUES_H = 1


@dataclass(frozen=True)
class Place:
    """Where a worker works.

    Args:
        name: Its name, which stays the same when it is started again.
        shared: Whether all workers have the folders of the moves. If not, a move that is tried again comes back here.
        at_once: How many moves it does at once.
        stalled_after: Seconds without a heartbeat after which a worker counts as dead.
        also_for: Names of workers that are gone for good, whose moves it takes over.
    """

    name: str
    shared: bool = False
    at_once: int = 2
    stalled_after: float = 120
    also_for: Collection[str] = ()

    @property
    def own_queue(self) -> str:
        """The queue of the moves whose folders are here."""
        return QUEUE if self.shared else f"{QUEUE} at {self.name}"

    @property
    def queues(self) -> list[str]:
        """The queues that it listens to."""
        return list(dict.fromkeys([QUEUE, _RESCUE, self.own_queue, *(f"{QUEUE} at {name}" for name in self.also_for)]))


class RetryLater(Exception):
    """The move is not done, and is worth another try; where its folder is, if it has begun."""

    def __init__(self, due: datetime, why: str, *, begun: bool = True) -> None:
        super().__init__(why)
        self.due, self.begun = due, begun


class NeedsAttention(Exception):
    """The move is not done, and a person has to look."""


class _WhenDue(procrastinate.BaseRetryStrategy):
    """Tries a move again when it is worth it, where its folder is.

    Of two moves with the same lock, the one that is due earlier has the higher priority; otherwise a move that waits
    for days would hold up all moves behind it.
    """

    def __init__(self, place: Place) -> None:
        self._place = place

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        """When to try again; None for never."""
        if isinstance(exception, asyncio.CancelledError):  # the worker was stopped; the move goes on from there
            exception = RetryLater(datetime.now(UTC), "the worker was stopped")
        if not isinstance(exception, RetryLater):
            return None
        queue = self._place.own_queue if exception.begun else None
        return procrastinate.RetryDecision(
            retry_at=exception.due, priority=-int(exception.due.timestamp()), queue=queue
        )


class Worker:
    """One worker.

    Args:
        table: The table, the same on all machines.
        place: Where it works.
        tell: Tells the user what it does.
        fault: Saves an error of the program's own in a move's folder, and returns the file's name.
    """

    def __init__(self, table: Table, place: Place, tell: Callable[[str], None], fault: Fault) -> None:
        self._table, self._place, self._tell, self._fault = table, place, tell, fault
        schedule = Schedule(table.limits, place.at_once)
        self._mover = MoveRunner(table, Record(table, of=place.name), schedule, of_worker=True)
        self._slow_servers = SlowServers(SharedWaits(table.waits))

    async def run(self) -> None:
        """Take moves and do them until this is cancelled. A database that is restarted is waited for."""
        while True:
            queue = self._app()
            with suppress(ConnectorException):
                async with queue.open_async():
                    await self._work(queue)
            self._tell("The database does not answer. Trying again.")
            await asyncio.sleep(_RECONNECT_S)

    async def _work(self, queue: procrastinate.App) -> None:
        """Work until this is cancelled, or the connection is lost."""
        alive = self._place.stalled_after
        self._tell(f"Worker {self._place.name} is waiting for moves.")
        exchange = asyncio.create_task(self._slow_servers.keep_exchanging(queue))
        try:
            await queue.run_worker_async(
                queues=self._place.queues,
                name=self._place.name,
                concurrency=self._place.at_once,
                update_heartbeat_interval=alive / _HEARTBEATS,
                stalled_worker_timeout=alive,
                shutdown_graceful_timeout=alive / _GRACEFUL,
                install_signal_handlers=False,
            )
        finally:
            exchange.cancel()
            await asyncio.gather(exchange, return_exceptions=True)

    def _app(self) -> procrastinate.App:
        queue, alive = app(), self._place.stalled_after

        @queue.task(name=TASK, queue=QUEUE, retry=_WhenDue(self._place))
        async def do(move: str, digest: str) -> None:
            await self.do(move, digest)

        @queue.periodic(cron=f"* * * * * */{max(1, min(30, int(alive / 4)))}")
        @queue.task(name=_RESCUE, queue=_RESCUE, queueing_lock=_RESCUE, priority=_FIRST, pass_context=True)
        async def rescue(context: procrastinate.JobContext, timestamp: int) -> None:
            """Give the moves of a worker that has died to any other."""
            manager = context.app.job_manager
            for job in await manager.get_stalled_jobs(task_name=TASK, seconds_since_heartbeat=alive):
                self._tell(f"{job.task_kwargs.get('move')}: its worker has died; another one takes it over")
                await manager.retry_job(job, queue=QUEUE)
            await manager.delete_old_jobs(nb_hours=_KEEP_RESCUES_H, queue=_RESCUE)

        return queue

    async def do(self, label: str, digest: str) -> None:
        """Do one move of the queue.

        Raises:
            RetryLater: It is worth another try.
            NeedsAttention: It is not, or this program has a bug.
        """
        try:
            await self._do(label, digest)
        except (RetryLater, NeedsAttention):
            raise
        except Exception as error:  # a bug, which Procrastinate would write down with its traceback
            row = self._table.named(label)
            kept = self._fault(error, self._table.folder_of(row) if row else self._table.folder)
            raise self._given_up(label, f"a bug in this program; please report it and attach {kept}") from None

    async def _do(self, label: str, digest: str) -> None:
        row = self._table.named(label)
        if row is None or row.digest != digest:
            raise self._given_up(label, "the table has changed since the move was enqueued")
        if lacks := references.missing(row):
            raise self._given_up(label, "; ".join(lacks))
        self._mover.heed_waits()
        schedule, now = self._mover.schedule, datetime.now(UTC)
        blocking_reason = schedule.blocking_reason(row, time.time())
        if blocking_reason or in_use(self._table.folder_of(row)):
            raise RetryLater(now + _NOT_NOW, blocking_reason or "another process uses its folder", begun=False)
        self._tell(f"{label}: running")
        schedule.start(row, time.time())
        live = LiveState()
        # Whoever put it into the queue has confirmed it: see `jobs.enqueue`.
        ended, found = await self._mover.do(row, row.do, yes=row.moves_followers, live=live)
        if found.state is State.DONE:
            self._tell(f"{label}: done")
            return
        seen = ended.seen if ended else ""
        if found.state is State.NEEDS_ATTENTION:
            raise self._given_up(label, seen)
        raise self._later(label, found, seen)

    def _given_up(self, label: str, why: str) -> NeedsAttention:
        self._tell(f"{label}: needs attention ({why})")
        return NeedsAttention(label)

    def _later(self, label: str, found: Status, seen: str) -> RetryLater:
        due = found.due or datetime.now(UTC) + _SOON
        self._tell(f"{label}: will be retried at {date_and_time(due, ' ')} ({found.why or seen})")
        return RetryLater(due, found.why)


def run(table: Table, place: Place, tell: Callable[[str], None], fault: Fault) -> None:
    """Work until Ctrl-C or SIGTERM. Arguments as for `Worker`.

    Raises:
        UsageProblem: The database has no queue, or a settings file names an account, which would be used for all.
        Interrupted: It was stopped; its moves were told to stop, and go on when it is started again.
    """
    references.require_no_accounts_elsewhere(table)
    if "/" in place.name or not place.name:
        raise UsageProblem("A worker needs a name without slashes.", next_="Set it with --name.")
    require_queue()
    stopping.run(Worker(table, place, tell, fault).run())
