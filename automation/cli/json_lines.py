"""Events as JSON lines on stdout, for programs that watch a run.

Every event has its time, the current part and step of the guide, and an outcome; null if there is none.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TextIO

from automation.cli.terminal import Notes, answer, console
from automation.folder.journal import now
from automation.followers.readings import EVENT, Reading, Readings
from automation.progress import Review
from automation.steps import Part, Step
from automation.text import printable


class JsonLines:
    """A `Progress` that writes an event per line, and at the end the outcome with its exit code."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._notes = Notes()
        self.steps_begun = 0
        self._under_way: dict[str, int | None] = {"part": None, "step": None}

    def _write(self, event: str, outcome: str | None = None, **facts: Any) -> None:
        line = {"time": now(), "event": event, **self._under_way, "outcome": outcome, **facts}
        self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._out.flush()

    def part(self, part: Part, server: str) -> None:
        """A part begins."""
        self._under_way = {"part": part.number, "step": None}
        self._write("part", heading=part.heading, server=server)

    def begin(self, step: Step) -> None:
        """Write nothing: a step becomes an event when it ends."""
        self.steps_begun += 1
        self._under_way = {"part": step.part, "step": step.number}
        self._notes.forget()

    def note(self, text: str) -> None:
        """Write a note once, not at every second of a countdown."""
        if self._notes.are_new(text):
            self._write("note", text=printable(text))

    def end(self, step: Step, outcome: str, said: str) -> None:
        """A step has ended."""
        self._write("step", outcome, words=step.words, said=said.splitlines())
        self._under_way["step"] = None

    def counts(self, read: Sequence[Reading], known: Readings) -> None:
        """Write the follower counts just read, one event per account, as in the journal."""
        for reading in read:
            self._write(EVENT, **reading.facts())

    def tell(self, text: str) -> None:
        """Write a message to the person."""
        self._write("told", text=printable(text))

    def review(self, review: Review) -> None:
        """Write what the person is about to confirm."""
        self._write("review", **asdict(review))

    def ask(self, text: str, *, hidden: bool = False, default: str = "") -> str:
        """Ask in the terminal, if there is one."""
        return answer(console(to_stderr=True), text, hidden=hidden, default=default)

    def close(self) -> None:
        """Do nothing: every line has been written."""

    def outcome(self, exit_code: int, results: dict[str, Any]) -> None:
        """Write the last line: the outcome with all results."""
        self._under_way = {"part": None, "step": None}
        self._write("end", "done" if exit_code == 0 else "failed", exit_code=exit_code, results=results)


def on_stdout() -> JsonLines:
    """The event writer for stdout."""
    return JsonLines(sys.stdout)
