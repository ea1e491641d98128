"""The receiving end of a run's standard input: answers to its questions, pausing and stopping it."""

import os
from collections.abc import Callable
from threading import Condition, Thread

from pydantic import ValidationError

from automation.protocol.answers import LINES, Answer, AnyLine, GoOn, Pause

_MOST_BYTES = 65_536


class Inbox:
    """Reads lines in the background until the input ends.

    Args:
        descriptor: The input's file descriptor. It is read directly: Python's own buffer is locked by a thread that
            waits for a line, which the process could not end.
        stop: Stops the run as Ctrl-C does.
        rejected: Is told why a line is of no use.
    """

    def __init__(self, descriptor: int, *, stop: Callable[[], None], rejected: Callable[[str], None]) -> None:
        self._descriptor, self._stop, self._rejected = descriptor, stop, rejected
        self._changed = Condition()
        self._open = True
        self._held = False
        self._asked: int | None = None
        self._answer: str | None = None
        Thread(target=self._read, name="answers", daemon=True).start()

    @property
    def held(self) -> bool:
        """Whether the run is to pause."""
        return self._held

    def answer_to(self, question: int, ask: Callable[[], None]) -> str | None:
        """Ask a question and wait for its answer.

        Args:
            question: The question's number.
            ask: Asks it; an answer may arrive from then on.

        Returns:
            The answer; None if the input has ended.
        """
        with self._changed:
            self._asked, self._answer = question, None
        ask()
        with self._changed:
            while self._answer is None and self._open:
                self._changed.wait()
            self._asked = None
            return self._answer

    def wait_while_held(self) -> None:
        """Wait until the run may go on. If the input ends, it goes on."""
        with self._changed:
            while self._held and self._open:
                self._changed.wait()

    def _read(self) -> None:
        left = b""
        while chunk := os.read(self._descriptor, _MOST_BYTES):
            *lines, left = (left + chunk).split(b"\n")
            for line in lines:
                self._take(line)
            if len(left) > _MOST_BYTES:
                left = b""
                self._rejected("The line is too long.")
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def _take(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            message = LINES.validate_json(line)
        except ValidationError:
            self._rejected("The line is not one of this protocol.")
            return
        if isinstance(message, Answer):
            self._take_answer(message)
        elif isinstance(message, Pause | GoOn):
            self._hold(message)
        else:
            self._stop()

    def _take_answer(self, message: Answer) -> None:
        with self._changed:
            fits = message.question == self._asked and self._answer is None
            if fits:
                self._answer = message.text.get_secret_value()
                self._changed.notify_all()
        if not fits:
            self._rejected(f"Question {message.question} is not open.")

    def _hold(self, message: AnyLine) -> None:
        with self._changed:
            self._held = isinstance(message, Pause)
            self._changed.notify_all()
