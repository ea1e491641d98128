"""What moves on one machine tell those on others: which servers are to be left alone.

On one machine, moves share a file (`automation.folder.shared_waits`). Between machines, each wait is a job of
Procrastinate that is due when the wait is over. No worker does such a job; those that are due are deleted.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import procrastinate
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from automation.folder.shared_waits import SharedWaits

SLOW = "mastodon-move-slow"  # a task, and its queue
_EVERY_S = 1


class SlowServers:
    """The waits of this machine, exchanged with those of others.

    Args:
        waits: The waits of this machine.
    """

    def __init__(self, waits: SharedWaits) -> None:
        self._waits = waits

    async def keep_exchanging(self, queue: procrastinate.App) -> None:
        """Exchange until this is cancelled. While the database does not answer, each machine is on its own."""
        while True:
            with suppress(ConnectorException):
                await self.exchange(queue)
            await asyncio.sleep(_EVERY_S)

    async def exchange(self, queue: procrastinate.App) -> None:
        """Tell the others what is new here, and learn what is new there.

        Raises:
            ConnectorException: The database does not answer.
        """
        now, known = datetime.now(UTC), dict[str, datetime]()
        for job in await queue.job_manager.list_jobs_async(queue=SLOW, status="todo"):
            if job.scheduled_at is None or job.scheduled_at <= now:
                await queue.job_manager.cancel_job_by_id_async(job.id or 0, delete_job=True)
                continue
            servers = _servers_of(job)
            known |= {name: max(job.scheduled_at, known.get(name, job.scheduled_at)) for name in servers}
            here = self._waits.until(servers)
            if servers and (here is None or here < job.scheduled_at):
                self._waits.add(servers, job.scheduled_at)
        await self._tell(queue, known, now)

    async def _tell(self, queue: procrastinate.App, known: Mapping[str, datetime], now: datetime) -> None:
        for wait in self._waits.new():
            if wait.until > now and any(known.get(name, now) < wait.until for name in wait.servers):
                deferrer = queue.configure_task(SLOW, queue=SLOW, schedule_at=wait.until, allow_unknown=True)
                await deferrer.defer_async(servers=[*sorted(wait.servers)])


def _servers_of(job: Job) -> set[str]:
    given: Any = job.task_kwargs.get("servers")
    return {str(name) for name in given} if isinstance(given, list) else set()
