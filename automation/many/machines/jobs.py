"""The queue in PostgreSQL: Procrastinate's schema, jobs, locks and states. A job has no more than a name and a digest.

The connection is that of PostgreSQL's own tools: PGHOST, PGUSER, PGPASSWORD or ~/.pgpass, PGSERVICE and so on.
"""

import asyncio
import logging
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job

from automation.errors import NOTHING_OPENED, ConditionNotMet, UsageProblem
from automation.many.machines.locks import locks_of
from automation.many.rows.table import Row, Table
from automation.many.state.status import State, Status
from automation.many.state.view import Overview

TASK, QUEUE = "mastodon-move", "moves"
_UNFINISHED = ("todo", "doing")
# A database that does not answer within this time is said to be not there.
_CONNECT_WITHIN_S = 15
# A connection whose other end is silent is given up soon enough for a worker to stop its moves, before others take
# them. `tcp_user_timeout` is in milliseconds.
_CONNECTION = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "tcp_user_timeout": 15_000}
# Procrastinate logs errors with their tracebacks; what a person has to know is said by the worker.
logging.getLogger("procrastinate").addHandler(logging.NullHandler())
logging.getLogger("procrastinate").propagate = False
logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())
logging.getLogger("psycopg.pool").propagate = False


def app() -> procrastinate.App:
    """Procrastinate's app, with a connection that is not open yet."""
    return procrastinate.App(
        connector=procrastinate.PsycopgConnector(min_size=1, max_size=4, timeout=_CONNECT_WITHIN_S, kwargs=_CONNECTION)
    )


def enqueue(table: Table, rows: Sequence[Row]) -> dict[str, Any]:
    """Put moves into the queue, unless they are there already. The first time, the queue's tables are made.

    Args:
        table: The table.
        rows: The moves. Whether their followers may be moved has been confirmed.

    Returns:
        How many were put into the queue, and how many were there already.

    Raises:
        UsageProblem: The database does not answer.
        ConditionNotMet: Moves from an earlier version of the table are still running.
    """
    with _explained():
        return asyncio.run(_enqueue(table, rows))


async def _enqueue(table: Table, rows: Sequence[Row]) -> dict[str, Any]:
    counts = {"enqueued": 0, "there_already": 0}
    locks, queue = locks_of(table), app()
    async with queue.open_async():
        if not await queue.check_connection_async():
            await queue.schema_manager.apply_schema_async()
        under_way = {name: job for name, job in (await _newest(queue)).items() if job.status in _UNFINISHED}
        _require_same_locks(under_way, locks)
        for row in rows:
            if row.label in under_way:
                counts["there_already"] += 1
                continue
            deferrer = queue.configure_task(
                TASK, queue=QUEUE, lock=locks[row.label], queueing_lock=f"move {row.label}", allow_unknown=True
            )
            try:
                await deferrer.defer_async(move=row.label, digest=row.digest)
                counts["enqueued"] += 1
            except AlreadyEnqueued:  # by another machine, in this moment
                counts["there_already"] += 1
    return counts


def require_queue() -> None:
    """Check that the database answers and has the queue's tables.

    Raises:
        UsageProblem: It does not, or has none.
    """

    async def look() -> bool:
        queue = app()
        async with queue.open_async():
            return await queue.check_connection_async()

    with _explained():
        there = asyncio.run(look())
    if not there:
        raise UsageProblem(
            "The database has no queue yet.", safe=NOTHING_OPENED, next_="Run mastodon-move many enqueue first."
        )


def _require_same_locks(under_way: dict[str, Job], locks: dict[str, str]) -> None:
    """Check that the table has not changed so that other moves hold the places on its servers."""
    if other := [name for name, job in under_way.items() if locks.get(name) != job.lock]:
        raise ConditionNotMet(
            f"{len(other)} of the running moves come from an earlier table, with other servers or limits.",
            safe="Nothing was put into the queue.",
            next_="Wait until they have ended (mastodon-move many status --machines), then enqueue the others.",
        )


def states(rows: Collection[Row]) -> dict[str, dict[str, Any]]:
    """How the queue knows these moves: Procrastinate's state of the newest job of each, and when it is due.

    Raises:
        UsageProblem: The database does not answer, or has no queue.
    """

    async def look() -> dict[str, Job]:
        queue = app()
        async with queue.open_async():
            return await _newest(queue)

    require_queue()
    with _explained():
        jobs = asyncio.run(look())
    named = {row.label: jobs.get(row.label) for row in rows}
    return {
        name: {
            "job": job.status if job else "not enqueued",
            "due": job.scheduled_at.isoformat() if job and job.status == "todo" and job.scheduled_at else None,
            "queue": job.queue if job else "",
            "attempts": job.attempts if job else 0,
        }
        for name, job in named.items()
    }


# How a move stands by the state of its job, where nothing else is known of it.
_STANDS = {"todo": State.QUEUED, "doing": State.RUNNING, "succeeded": State.DONE, "failed": State.NEEDS_ATTENTION}


def queue_states(overview: Overview) -> dict[str, dict[str, Any]]:
    """Let an overview show how the queue knows moves of which this computer knows nothing.

    Returns:
        The queue's states of all its moves, as from `states`.

    Raises:
        UsageProblem: The database does not answer, or has no queue.
    """
    found = states([move.row for move in overview.moves])
    for move in overview.moves:
        queued = found[move.row.label]
        if move.state is State.TO_DO and queued["job"] in _STANDS:
            due = datetime.fromisoformat(queued["due"]) if queued["due"] else None
            move.status = Status(_STANDS[queued["job"]], due, "on another computer")
    return found


async def _newest(queue: procrastinate.App) -> dict[str, Job]:
    jobs = await queue.job_manager.list_jobs_async(task=TASK)
    return {str(job.task_kwargs.get("move")): job for job in sorted(jobs, key=lambda job: job.id or 0)}


@contextmanager
def _explained() -> Iterator[None]:
    """Say what is wrong with the database in words that name no secret."""
    require_unix()
    try:
        yield
    except ConnectorException as error:
        raise UsageProblem(
            f"The database cannot be used ({_cause(error)}).",
            safe=NOTHING_OPENED,
            next_="Check PGHOST, PGPORT, PGDATABASE and PGUSER, and PGPASSWORD or ~/.pgpass.",
        ) from None


def require_unix(platform: str = sys.platform) -> None:
    """Check that this system can use the queue: psycopg refuses the event loop with which Windows starts processes.

    Raises:
        UsageProblem: It is Windows.
    """
    if platform == "win32":
        raise UsageProblem(
            "Moves on several machines need Linux or macOS on each of them.",
            safe=NOTHING_OPENED,
            next_="Do them on this computer alone: mastodon-move many run",
        )


def _cause(error: BaseException) -> str:
    cause = error.__cause__ or error.__context__ or error
    return type(cause).__name__
