"""A run for another program: its events as JSON lines on stdout and, with `--answers stdin`, answers on stdin.

The lines are those of `automation.protocol`.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from threading import Lock
from typing import Any, TextIO

from automation import protocol
from automation.cli.terminal import Notes, answer, console
from automation.errors import STEPS_STAY, ConditionNotMet, Interrupted, MoveError, Paused
from automation.followers.readings import Reading, Readings
from automation.progress import Review, Stage, Topic
from automation.protocol import events
from automation.protocol.inbox import Inbox
from automation.secrets import Secrets
from automation.steps import Part, Step
from automation.system import processes
from automation.system.keyboard import at_a_terminal
from automation.text import printable

# A wait that is told every second ends at the same moment, give or take this.
_SAME_END = timedelta(seconds=2)
# The facts that can repeat what a page said.
_FREE = {"text", "why", "said", "title", "rows", "sentences", "doing", "seen", "safe", "next", "results"}


class JsonLines:
    """A `Progress` that writes an event per line, and at the end the outcome with its exit code.

    Args:
        out: Where the lines are written.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._writing = Lock()  # the thread that reads answers writes, too
        self._notes = Notes()
        self._waiting_until: datetime | None = None
        self._inbox: Inbox | None = None
        self._questions = 0
        self._secrets = Secrets()  # the answers that a server might repeat on a page
        self._under_way: dict[str, int | None] = {"part": None, "step": None}

    def take_answers(self, descriptor: int) -> None:
        """Answer questions with the lines of a file descriptor."""
        self._inbox = Inbox(descriptor, stop=processes.interrupt, rejected=self._reject)

    def _write(self, kind: type[events.Event], /, **facts: Any) -> None:
        """Write an event. If nobody reads any more, the run goes on without telling."""
        shown = {name: self._secrets.scrubbed(value) if name in _FREE else value for name, value in facts.items()}
        event = kind(time=datetime.now(UTC), **self._under_way, **shown)  # type: ignore[arg-type]
        line = json.dumps(event.model_dump(mode="json"), ensure_ascii=False)
        with self._writing:
            try:
                self._out.write(line + "\n")
                self._out.flush()
            except BrokenPipeError:
                processes.write_nowhere(self._out)

    def begin_run(self, command: str) -> None:
        """Write the first line."""
        self._write(
            events.Begin,
            protocol=protocol.VERSION,
            version=version("mastodon-move"),
            command=command,
            process=os.getpid(),
            answers=self._inbox is not None,
        )

    def stage(self, stage: Stage, known: str = "") -> None:
        """Do nothing: the program shows its own headings."""

    def part(self, part: Part, server: str) -> None:
        """A part begins."""
        self._under_way = {"part": part.number, "step": None}
        self._write(events.PartBegins, heading=part.heading, server=server)

    def begin(self, step: Step) -> None:
        """A step begins, once a pause is over."""
        self._under_way = {"part": step.part, "step": step.number}
        if self._inbox and self._inbox.held:
            self._write(events.Held)
            self._inbox.wait_while_held()
            self._write(events.GoesOn)
        self._forget_note()
        self._write(events.StepBegins, words=step.words)

    def note(self, text: str) -> None:
        """Write a note once, not at every second of a countdown."""
        self._waiting_until = None
        if self._notes.are_new(text):
            self._write(events.Note, text=printable(text))

    def wait(self, why: str, left: float, then: str = "next attempt") -> None:
        """Write a wait with its end, and again only if the end changes."""
        until, before = datetime.now(UTC) + timedelta(seconds=left), self._waiting_until
        if self._notes.are_new(why) or before is None or abs(until - before) > _SAME_END:
            self._waiting_until = until
            self._write(events.Wait, why=printable(why), then=then, until=until)

    def picture(self, step: Step, facts: dict[str, Any]) -> None:
        """A picture was taken."""
        self._write(events.Picture, **facts)

    def end(self, step: Step, outcome: str, said: str) -> None:
        """A step has ended."""
        self._write(events.StepEnds, outcome=outcome, words=step.words, said=said.splitlines())
        self._under_way["step"] = None

    def counts(self, read: Sequence[Reading], known: Readings) -> None:
        """Write the follower counts just read, one event per account, as in the journal."""
        for reading in read:
            self._write(events.Counts, **reading.facts())

    def by_hand(self, text: str, seconds: float) -> None:
        """Write what the user has to do in the browser window."""
        self._write(events.ByHand, text=printable(text), until=datetime.now(UTC) + timedelta(seconds=seconds))

    def tell(self, text: str) -> None:
        """Write a message to the user."""
        self._write(events.Told, text=printable(text))

    def review(self, review: Review) -> None:
        """Write what the user is about to confirm."""
        self._write(events.Reviewed, **asdict(review))

    def may_ask(self) -> bool:
        """Whether answers can come, from standard input or a terminal."""
        return self._inbox is not None or at_a_terminal()

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        """Write a question and wait for the answer on standard input; without `--answers`, ask in the terminal.

        Raises:
            ConditionNotMet: Standard input has ended.
        """
        if self._inbox is None:
            return answer(console(to_stderr=True), text, hidden=hidden, default=default)
        self._questions += 1
        number, facts = self._questions, {"text": printable(text), "hidden": hidden, "default": default}
        about = {"kind": topic.kind, "side": topic.side, "word": topic.word}
        given = self._inbox.answer_to(number, lambda: self._write(events.Question, question=number, **about, **facts))
        if given is None:
            problem = ConditionNotMet(
                f"Nobody could answer the question: {text}",
                safe=STEPS_STAY,
                next_="Run the same command again; it continues here.",
            )
            problem.keeps_details = False  # they would show nothing of it
            raise problem
        if hidden:
            self._secrets.add(given)
        self._forget_note()
        self._write(events.Answered, question=number)
        return given or default

    def close(self) -> None:
        """Do nothing: every line has been written."""

    def move(self, facts: dict[str, Any]) -> None:
        """One of many moves stands otherwise now."""
        self._write(events.MoveStands, outcome=facts["state"], **facts)

    def problem(self, problem: MoveError) -> None:
        """Write what stopped the run."""
        self._write(events.Problem, by_person=isinstance(problem, Paused | Interrupted), **problem.facts())

    def fault(self, facts: dict[str, Any]) -> None:
        """Write that a bug in this program stopped the run."""
        self._write(events.Problem, **facts)

    def outcome(self, exit_code: int, results: dict[str, Any]) -> None:
        """Write the last line: the outcome with all results."""
        self._under_way = {"part": None, "step": None}
        self._write(events.End, outcome="done" if exit_code == 0 else "failed", exit_code=exit_code, results=results)

    def _forget_note(self) -> None:
        self._notes.forget()
        self._waiting_until = None

    def _reject(self, why: str) -> None:
        self._write(events.Rejected, why=why)


def on_stdout() -> JsonLines:
    """The event writer for stdout."""
    return JsonLines(sys.stdout)
