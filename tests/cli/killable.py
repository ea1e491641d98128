"""`mastodon-move`, killed at a moment of its run.

A moment is before and after every step, every action on a page and every line of the journal. At the Nth the
process kills itself as `kill -9` does, so that nothing of it can tidy up. N = 0 only counts.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

# What a run loads bit by bit: each run is a process of its own, forked from one that has loaded it all.
from automation import cli, part1_profile, part2_export, part3_import, part4_alias, part5_move, run  # noqa: F401
from automation.journal import Journal
from automation.move import Move
from automation.progress import PlainLines

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])


def run_killed(last: int, folder: Path, environment: Mapping[str, str], arguments: list[str]) -> tuple[int, str]:
    """Run the command in a process of its own; its exit code (minus the signal that ended it) and what it said.

    Args:
        last: the moment at which it is killed; 0 for never.
        folder: where it runs, and where `moments` and `said` are written.
        environment: all of it: that of the process which it is forked from may be an earlier test's.
        arguments: of the command.
    """
    process = _PROCESSES.Process(target=_main, args=(last, folder, dict(environment), arguments))
    process.start()
    process.join(400)
    assert process.exitcode is not None
    return process.exitcode, (folder / "said").read_text(encoding="utf-8")


def _main(last: int, folder: Path, environment: dict[str, str], arguments: list[str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with Path("said").open("w", encoding="utf-8") as said:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(said.fileno(), stream.fileno())
    _watch_moments(last, folder / "moments")
    sys.argv[1:] = arguments
    cli.main()


def _watch_moments(last: int, counted: Path) -> None:
    moments = 0

    def moment() -> None:
        nonlocal moments
        moments += 1
        counted.write_text(str(moments))
        if moments == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(work: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **named: Any) -> Any:
            moment()
            result = work(*arguments, **named)
            moment()
            return result

        return watched

    for owner, name in ((PlainLines, "begin"), (PlainLines, "end"), (Move, "before"), (Move, "after")):
        setattr(owner, name, around(getattr(owner, name)))
    Journal.write = around(Journal.write)  # type: ignore[method-assign]
