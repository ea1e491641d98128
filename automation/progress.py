"""What a run tells the person while it is under way, and how it asks; `automation.cli.terminal` shows it."""

import sys
from dataclasses import dataclass
from typing import Protocol

from automation.keyboard import is_a_terminal
from automation.steps import Part, Step


@dataclass(frozen=True)
class Review:
    """What is shown before the person is asked to confirm something.

    Args:
        title: above it.
        rows: facts, a label first in each.
        columns: their headings, where they need any.
        sentences: below the facts.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


class Progress(Protocol):
    """Shows how far the move is."""

    def part(self, part: Part, server: str) -> None:
        """A part begins."""

    def begin(self, step: Step) -> None:
        """A step begins."""

    def note(self, text: str) -> None:
        """Something that the page says, or a wait, while a step is under way; the next note replaces it."""

    def end(self, step: Step, outcome: str, said: str) -> None:
        """A step has ended."""

    def tell(self, text: str) -> None:
        """Something that the person should read and that stays."""

    def review(self, review: Review) -> None:
        """What the person is about to be asked to confirm."""

    def ask(self, text: str, *, hidden: bool = False, default: str = "") -> str:
        """Ask the person something and return the answer.

        Args:
            text: the question.
            hidden: whether the answer is a secret, which is not shown while it is typed.
            default: what stands there already, to be corrected.
        """

    def close(self) -> None:
        """Nothing more will come."""


def may_ask() -> bool:
    """Whether there is a person at a terminal."""
    return is_a_terminal(sys.stdin) and is_a_terminal(sys.stderr)
