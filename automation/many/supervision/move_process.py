"""The process of one move: started, listened to, and stopped. The same for the supervisor and for a worker.

A process writes its lines to a file in the move's folder, not to a pipe. So it goes on undisturbed if the supervisor is
killed, and the next supervisor finds out from the move's lock that it is still running.
"""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from automation.beyond.all_kinds import nouns_of
from automation.many.rows.references import environment_of
from automation.many.rows.table import Row, Table
from automation.many.state.protocol import LiveState
from automation.protocol.event_file import EventFile
from automation.settings import ALL_ALSO
from automation.system.files import private, private_folder
from automation.system.own_process import STOP, in_its_own_group, this_program

CHECK = "check"
LINES = "events.jsonl"  # what a process says, in the folder of its move
_OF_WORKER = "from automation.many.supervision.parent_watch import exit_with_parent; exit_with_parent({parent})"
# How often the lines are read while a move runs: as often as a person can follow.
_LOOK_S = 0.25
# A move that is told to stop signs out and closes its browser.
_STOPS_WITHIN_S = 60


def arguments_of(row: Row, command: str, folder: Path, *, yes: bool) -> list[str]:
    """The command line of a move. It names no secret: a process list shows it to everybody."""
    words = [command, "--json-lines", "--folder", str(folder)]
    if command == "guide":
        words += ["--parts", ",".join(map(str, row.parts)), *(["--yes"] if yes else [])]
    return words


async def run(
    row: Row,
    table: Table,
    command: str,
    *,
    yes: bool,
    live: LiveState,
    of_worker: bool = False,
) -> int:
    """Do a move in a process of its own, and wait for its end.

    If this is cancelled, the process is told to stop, as by Ctrl-C, and its end is awaited.

    Args:
        row: The move.
        table: Its table.
        command: `guide`, `export` or `check`.
        yes: Whether "Move followers" is confirmed.
        live: Takes what the process says.
        of_worker: Whether the process ends when this one does.

    Returns:
        The exit code; negative if a signal ended the process.
    """
    folder = private_folder(table.folder_of(row)).absolute()
    lines = folder / LINES
    lines.unlink(missing_ok=True)
    first = _OF_WORKER.format(parent=os.getpid()) if of_worker else ""
    # A Ctrl-C in the terminal goes to the supervisor alone, which then stops its moves one by one.
    with _written(lines) as out, _written(folder / "messages.txt") as messages:
        process = await asyncio.create_subprocess_exec(
            *this_program(*arguments_of(row, command, folder, yes=yes), before=first),
            cwd=table.file.parent.absolute(), env=environment_of(row, table),
            stdin=DEVNULL, stdout=out, stderr=messages, **in_its_own_group(),
        )  # fmt: skip
    file, end = EventFile(lines), asyncio.ensure_future(process.wait())
    try:
        while True:
            # Until the process ends, its output is polled: there is no notification of new lines.
            ended, _ = await asyncio.wait({end}, timeout=_LOOK_S)
            for event in file.new():
                live.take(event)
            if ended:
                return end.result()
    except BaseException:  # cancelled, or a bug: nobody would look after the process any more
        await _stop(process)
        raise


async def _stop(process: asyncio.subprocess.Process) -> None:
    """End a process as Ctrl-C does: it notes what it was doing. After a minute it is killed, which is safe as well."""
    with suppress(ProcessLookupError):
        process.send_signal(STOP)
        try:
            await asyncio.wait_for(process.wait(), _STOPS_WITHIN_S)
        except TimeoutError:
            process.kill()
            await process.wait()


def obstacles(live: LiveState) -> tuple[str, ...]:
    """What a check has found to be in the way; nothing if the check itself was stopped."""
    named = [str(one.get("what")) for one in _check_of(live).get("obstacles", [])]
    return tuple(dict.fromkeys(named))


def would_be_copied(live: LiveState) -> tuple[str, ...]:
    """What a check has found that could be copied, beyond the guide."""
    facts = _check_of(live).get("facts", {})
    return tuple(f"{noun}: {facts[noun]}" for noun in nouns_of((ALL_ALSO,)) if noun in facts)


def _check_of(live: LiveState) -> Mapping[str, Any]:
    found = live.results.get("check")
    return found if isinstance(found, dict) else {}


def _written(file: Path) -> Any:
    return open(file, "wb", opener=private)
