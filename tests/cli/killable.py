"""`mastodon-move`, killed at a moment of its run.

A moment is before and after every step, every action on a page and every line of the journal; its name says where in
the guide it is. At the first of those that are given the process kills itself as `kill -9` does, so that nothing of
it can tidy up. The names of all moments that came are in the file `moments`.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

# What a run loads bit by bit: each run is a process of its own, forked from one that has loaded it all.
from automation.beyond import all_kinds
from automation.beyond.kind import REQUESTS
from automation.cli import app
from automation.cli.actions import parts, running  # noqa: F401
from automation.cli.terminal import PlainLines
from automation.folder.journal import Journal
from automation.guide import part1_profile, part2_export, part3_import, part4_alias, part5_move, runner  # noqa: F401
from automation.run.current_step import CurrentStep
from automation.steps import Step

if sys.platform == "win32":
    pytest.skip("Windows can neither fork nor kill -9", allow_module_level=True)

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])


def run_killed(
    at: Collection[str], folder: Path, environment: Mapping[str, str], arguments: list[str]
) -> tuple[int, str]:
    """Run the command in a process of its own; its exit code (minus the signal that ended it) and what it said.

    Args:
        at: the moments at which it is killed, whichever comes first.
        folder: where it runs, and where `moments` and `said` are written.
        environment: all of it: that of the process which it is forked from may be an earlier test's.
        arguments: of the command.
    """
    process = _PROCESSES.Process(target=_main, args=(frozenset(at), folder, dict(environment), arguments))
    process.start()
    process.join(400)
    assert process.exitcode is not None
    return process.exitcode, (folder / "said").read_text(encoding="utf-8")


def _main(at: frozenset[str], folder: Path, environment: dict[str, str], arguments: list[str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with Path("said").open("w", encoding="utf-8") as said:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(said.fileno(), stream.fileno())
    _watch_moments(at, folder / "moments")
    # Many runs in a row would have to wait for minutes until more requests are allowed.
    mock.patch.object(all_kinds, "REQUESTS", replace(REQUESTS, requests=10_000)).start()
    sys.argv[1:] = arguments
    app.main()


def _watch_moments(at: frozenset[str], listed: Path) -> None:
    step = "no step"

    def moment(name: str) -> None:
        name = f"{step}: {name}"
        with listed.open("a") as names:
            names.write(f"{name}\n")
        if name in at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(owner: type, method: str, name_of: Callable[..., str]) -> None:
        work = getattr(owner, method)

        def watched(self: Any, *arguments: Any, **named: Any) -> Any:
            nonlocal step
            if arguments and isinstance(arguments[0], Step):
                step = f"{arguments[0].part}.{arguments[0].number}"
            name = name_of(*arguments, **named)
            moment(f"before {name}")
            result = work(self, *arguments, **named)
            moment(f"after {name}")
            return result

        setattr(owner, method, watched)

    around(PlainLines, "begin", lambda step: "its beginning")
    around(PlainLines, "end", lambda step, *_: "its end")
    around(CurrentStep, "before", lambda action: f"looking at {action.kind} {action.screen}, {action.control}")
    around(CurrentStep, "after", lambda action: f"taking note of {action.kind} {action.screen}, {action.control}")
    around(Journal, "write", lambda event, state="", **_: f"the journal's {event} {state}".rstrip())
