"""One run as a process of its own: starting it, reading its events, answering and stopping it.

The run writes its events to a file in the move's folder, not into a pipe: it goes on if this server ends, and another
server reads on where it finds the file. Only the answers need this process.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from automation.folder.lock import in_use
from automation.protocol.answers import Answer, AnyLine, Stop
from automation.protocol.event_file import EventFile
from automation.protocol.events import AnyEvent, Counts
from automation.system.files import private, private_folder
from automation.system.own_process import STOP, in_its_own_group, this_program
from automation.web.draft import Draft
from automation.web.run_state import RunState, steps_in_journal

# How often the file is looked at: the system has no portable way to wait for more of it.
_LOOK_S = 0.05
_LAST_WORDS_S = 2


def events_file(folder: Path) -> Path:
    """The file with the events of the newest run that was started from the page."""
    return folder / "page" / "run.jsonl"


class RunProcess:
    """A run, and how it stands.

    Args:
        command: The command.
        folder: The move's folder.
        changed: Is called whenever something has happened.
        process: The process; None if another server started it.
        draft: What was chosen for this run; it answers what the user has already told. None if another server
            started the run.
    """

    def __init__(
        self,
        command: str,
        folder: Path,
        changed: Callable[[], None],
        process: subprocess.Popen[bytes] | None = None,
        draft: Draft | None = None,
    ) -> None:
        self.command, self.folder = command, folder
        self._changed, self._process, self.draft = changed, process, draft
        self.run_state = RunState(steps=steps_in_journal(folder))
        self.pausing = False  # a pause was asked for
        self.stopping = False  # a stop was asked for
        self.complaint = ""  # what is wrong with the last answer
        self.ended = False  # all events are read, and the process has ended
        self.charted_counts: dict[str, Counts] | None = None  # the newest counts in the chart
        self.chart: dict[str, Any] = {}
        self._held_at = time.monotonic()  # when the run of another server was last seen to use its folder
        self._following = asyncio.create_task(self._follow())

    @classmethod
    def start(cls, command: str, draft: Draft, changed: Callable[[], None]) -> "RunProcess":
        """Start a run. Its arguments and environment hold no secrets; it asks for them."""
        folder = draft.folder
        file = events_file(folder)
        private_folder(file.parent)
        messages = file.with_name("messages.txt")  # for what goes wrong before it can tell it in an event
        with open(file, "wb", opener=private) as out, open(messages, "wb", opener=private) as said:
            # Not asyncio's: that would kill the run when this server ends. Nor does a Ctrl-C in the terminal.
            process = subprocess.Popen(
                this_program(*draft.arguments(command)),
                stdin=subprocess.PIPE, stdout=out, stderr=said, env={**os.environ, **draft.environment()},
                **in_its_own_group(),
            )  # fmt: skip
        return cls(command, folder, changed, process, draft)

    @property
    def may_answer(self) -> bool:
        """Whether questions can be answered: a run that another server started has lost its input."""
        return self._process is not None and self._process.poll() is None

    def answer(self, question: int, text: SecretStr) -> None:
        """Answer the open question, unless another tab has already done so."""
        if self.run_state.question is not None and self.run_state.question.question == question:
            self.run_state.question = None
            self._send(Answer(question=question, text=text).line())
            self._changed()

    def send(self, line: AnyLine) -> None:
        """Send a line that holds no secret."""
        self._send(line.model_dump_json().encode() + b"\n")

    def stop(self) -> None:
        """Stop the run as Ctrl-C does."""
        begin = self.run_state.begin
        if self.may_answer:
            self.send(Stop())
        elif begin is not None and not self.run_state.over and in_use(self.folder):
            _interrupt(begin.process)

    def _send(self, line: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):  # the run has just ended
                self._process.stdin.write(line)
                self._process.stdin.flush()

    async def _follow(self) -> None:
        """Read the events as they are written, until the run has ended."""
        try:
            await self._read_on()
        except OSError:  # the folder is gone
            self.run_state.cut_off = True
        while self._is_running():
            await asyncio.sleep(_LOOK_S)
        self.ended = True
        self._changed()

    async def _read_on(self) -> None:
        file = EventFile(events_file(self.folder))
        while not self.run_state.over:
            running = self._is_running()  # before the last look at the file
            self._take(file.new())
            if not running and not self.run_state.over:
                self.run_state.cut_off = True
                self.run_state.question = None
                self._changed()
            await asyncio.sleep(_LOOK_S)

    def _take(self, events: list[AnyEvent]) -> None:
        for event in events:
            self.run_state.take(event)
        if events:
            question, draft = self.run_state.question, self.draft
            if question is not None and draft is not None and (given := draft.answer(self.run_state)) is not None:
                self.answer(question.question, given)
            self._changed()

    def _is_running(self) -> bool:
        if self._process is not None:
            return self._process.poll() is None
        if in_use(self.folder):
            self._held_at = time.monotonic()
        # A run releases its folder before it writes its last line.
        return time.monotonic() - self._held_at < _LAST_WORDS_S


def found_again(folder: Path, changed: Callable[[], None]) -> RunProcess | None:
    """A run that another server started from the page and that is still running, or None."""
    try:
        first = next(iter(EventFile(events_file(folder)).new()), None)
    except OSError:
        return None
    if first is None or first.event != "begin" or not in_use(folder):
        return None
    return RunProcess(first.command, folder, changed)


def _interrupt(process: int) -> None:
    """Stop a process that another server started, as Ctrl-C does. On Windows, it is ended if it has another console."""
    with suppress(OSError):  # it has just ended
        os.kill(process, STOP)
        return
    if sys.platform == "win32":
        with suppress(OSError):
            os.kill(process, signal.SIGTERM)
