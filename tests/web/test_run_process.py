"""The process of a run that the page has started: who can stop it, and what it leaves behind."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from automation.folder.lock import in_use
from automation.handles import Handle
from automation.outline import Side
from automation.web.draft import Draft
from automation.web.run_process import RunProcess, found_again
from tests.support import MakePair, awaited, has_mode

ACCOUNTS = {side: Handle.parse(f"alice@{side}.example") for side in Side}


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not met():
            await asyncio.sleep(0.05)


@pytest.mark.posix
@pytest.mark.remembered
def test_ctrl_c_in_the_terminal_does_not_reach_a_run_and_stop_does(make_pair: MakePair) -> None:
    pair = make_pair()

    async def run() -> None:
        draft = Draft.of(ACCOUNTS, {Side.OLD: pair.old.url, Side.NEW: pair.new.url})
        first = RunProcess.start("check", draft, lambda: None)
        await until(lambda: first.run_state.begin is not None and in_use(draft.folder))
        assert first.run_state.begin is not None
        if sys.platform != "win32":
            assert os.getpgid(first.run_state.begin.process) != os.getpgrp()
        # As another server finds it after the first one has ended.
        other = found_again(draft.folder, lambda: None)
        assert other is not None
        await until(lambda: other.run_state.begin is not None)
        other.stop()
        await until(lambda: other.ended and first.ended)
        assert other.run_state.problem is not None
        assert (other.run_state.problem.exit_code, other.run_state.problem.by_person) == (130, True)

    awaited(run())


def test_what_a_run_says_before_it_can_tell_the_page_is_kept(private_home: Path) -> None:
    async def run() -> Path:
        draft = Draft.of(ACCOUNTS, {})
        process = RunProcess.start("no-such-command", draft, lambda: None)
        await until(lambda: process.ended)
        return draft.folder

    file = awaited(run()) / "page/messages.txt"
    assert "No such command 'no-such-command'" in file.read_text()
    assert has_mode(file, 0o600)
