"""Servers that are to be left alone, told from one machine to another through a real PostgreSQL."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from automation.folder.shared_waits import SharedWaits
from tests.postgresql import Database, database

pytest.importorskip("procrastinate", reason="needs the extra mastodon-move[machines]")
from automation.many.machines import jobs
from automation.many.machines.slow_servers import SlowServers

pytestmark = [pytest.mark.process, pytest.mark.posix]
__all__ = ["database"]
NAMES = {"old.example", "social.old.example"}


def test_another_machine_learns_of_a_wait_once_until_it_is_over(database: Database, tmp_path: Path) -> None:
    here, there = (SharedWaits(tmp_path / name / "waits.jsonl") for name in ("here", "there"))
    until = datetime.now(UTC) + timedelta(seconds=60)

    async def exchanges() -> None:
        queue = jobs.app()
        async with queue.open_async():
            await queue.schema_manager.apply_schema_async()
            machines = [SlowServers(waits) for waits in (here, there)]
            here.add(NAMES, until)
            for machine in machines * 2:
                await machine.exchange(queue)
            assert there.until({"old.example"}) == until
            assert database.ask("SELECT args FROM procrastinate_jobs") == [
                '{"servers": ["old.example", "social.old.example"]}'
            ]
            database.ask("UPDATE procrastinate_jobs SET scheduled_at = now()")  # it is over
            for machine in machines:
                await machine.exchange(queue)

    with ThreadPoolExecutor() as thread:  # in this one, a browser of other tests may have a loop of its own
        thread.submit(asyncio.run, exchanges()).result()
    assert len((tmp_path / "there/waits.jsonl").read_text().splitlines()) == 1
    assert database.ask("SELECT status FROM procrastinate_jobs") == []
