"""The interface through which a run shows its progress and asks questions; `automation.cli.terminal` implements it."""

import sys
from dataclasses import dataclass
from typing import Protocol

from automation.steps import Part, Step
from automation.system.keyboard import is_a_terminal

# How often a confirmation is asked for.
_TRIES = 3


@dataclass(frozen=True)
class Review:
    """What is shown before the person is asked to confirm something.

    Args:
        title: The title.
        rows: The facts; the first cell of each row is a label.
        columns: The headings of the columns, if any.
        sentences: Sentences to show below the facts.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


class Progress(Protocol):
    """Shows the progress of a move."""

    def part(self, part: Part, server: str) -> None:
        """A part begins."""

    def begin(self, step: Step) -> None:
        """A step begins."""

    def note(self, text: str) -> None:
        """Show a note during a step, such as the page's words or a countdown. The next note replaces it."""

    def end(self, step: Step, outcome: str, said: str) -> None:
        """A step has ended."""

    def tell(self, text: str) -> None:
        """Show a message to the person. It stays."""

    def review(self, review: Review) -> None:
        """Show what the person is about to confirm."""

    def ask(self, text: str, *, hidden: bool = False, default: str = "") -> str:
        """Ask the person a question.

        Args:
            text: The question.
            hidden: Whether the answer is a secret, which is not shown while it is typed.
            default: What an empty answer means; it is shown beside the question.

        Returns:
            The answer; the default if the person typed nothing.
        """

    def close(self) -> None:
        """End the output."""


def confirmed(progress: Progress, question: str, word: str, help_: str) -> bool:
    """Ask for a word or "no". Anything else is asked again, at most three times in all; after that it is a no.

    Args:
        progress: Asks the question.
        question: The question.
        word: The word that confirms.
        help_: What to say after any other answer.
    """
    for _ in range(_TRIES):
        answer = progress.ask(question).strip().casefold()
        if answer in {word, "no"}:
            return answer == word
        progress.tell(help_)
    return False


def may_ask() -> bool:
    """Whether there is a terminal to ask questions in."""
    return is_a_terminal(sys.stdin) and is_a_terminal(sys.stderr)
