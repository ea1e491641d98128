"""The interface through which a run shows its progress and asks questions.

`automation.cli.terminal` implements it for a person at a terminal, `automation.cli.json_lines` for another program.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Protocol

from automation.outline import Side
from automation.steps import Part, Step
from automation.text import duration

# How often a confirmation is asked for.
_TRIES = 3


@dataclass(frozen=True)
class Review:
    """What is shown before the user is asked to confirm something.

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


class Kind(StrEnum):
    """What a question is about, so that a program can show each kind in its own way."""

    HANDLE = "handle"
    EMAIL = "e-mail"
    PASSWORD = "password"  # noqa: S105 (a kind of question)
    CODE = "code"
    """A two-factor code or a recovery code."""
    ADDRESS = "address"
    """Whether the server's pages are really at this address."""
    GO_ON = "go on"
    """Whether to begin, after the review of what will be done."""
    MOVE_FOLLOWERS = "move followers"
    """The confirmation of "Move followers", which cannot be undone."""
    UNDO = "undo"
    """The confirmation of undoing the redirect."""
    CLICK = "click"
    """With `--step`: whether to do the next click. `part` does it, and finishes the part without asking."""


class Stage(Enum):
    """The five stages through which a person is led, here and on the page: number and heading."""

    ACCOUNTS = 1, "Which accounts"
    SIGN_IN = 2, "How to sign in"
    LOOK_FIRST = 3, "Check first: nothing is changed yet"
    MOVE = 4, "The move"
    AFTERWARDS = 5, "Afterwards"

    def __str__(self) -> str:
        return f"{self.value[0]} of {len(Stage)} · {self.value[1]}"


@dataclass(frozen=True)
class Topic:
    """What a question is about.

    Args:
        kind: Its kind.
        side: The account that it is about, if it is about one.
        word: The word that confirms; empty if the question asks for something else.
    """

    kind: Kind
    side: Side | None = None
    word: str = ""


class Progress(Protocol):
    """Shows the progress of a move."""

    def stage(self, stage: Stage, known: str = "") -> None:
        """A stage begins.

        Args:
            stage: The stage.
            known: What is known already, so that nothing is asked.
        """

    def part(self, part: Part, server: str) -> None:
        """A part begins."""

    def begin(self, step: Step) -> None:
        """A step begins."""

    def note(self, text: str) -> None:
        """Show a note during a step, such as the page's words or a countdown. The next note replaces it."""

    def wait(self, why: str, left: float, then: str = "next attempt") -> None:
        """Show during a step that the run waits; called every second.

        Args:
            why: The reason.
            left: The seconds left.
            then: What comes after the wait.
        """

    def picture(self, step: Step, facts: dict[str, Any]) -> None:
        """A picture of a step was taken. The facts are those in the journal."""

    def end(self, step: Step, outcome: str, said: str) -> None:
        """A step has ended."""

    def by_hand(self, text: str, seconds: float) -> None:
        """Ask the user to do something in the browser window. The run continues when the page shows it.

        Args:
            text: What to do.
            seconds: How long the run waits for it.
        """

    def tell(self, text: str) -> None:
        """Show a message to the user. It stays."""

    def review(self, review: Review) -> None:
        """Show what the user is about to confirm."""

    def may_ask(self) -> bool:
        """Whether there is anybody to answer questions."""

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        """Ask the user a question.

        Args:
            text: The question.
            topic: What it is about.
            hidden: Whether the answer is a secret, which is not shown while it is typed.
            default: What an empty answer means; it is shown beside the question.

        Returns:
            The answer; the default if the user typed nothing.
        """

    def close(self) -> None:
        """End the output."""


def confirmed(progress: Progress, question: str, topic: Topic, help_: str) -> bool:
    """Ask for a word or "no". Anything else is asked again, at most three times in all; after that it is a no.

    Args:
        progress: Asks the question.
        question: The question.
        topic: What it is about, with the word that confirms.
        help_: What to say after any other answer.
    """
    for _ in range(_TRIES):
        answer = progress.ask(question, topic).strip().casefold()
        if answer in {topic.word, "no"}:
            return answer == topic.word
        progress.tell(help_)
    return False


def waiting(why: str, left: float, then: str) -> str:
    """A wait in words: "the server is busy: next attempt in 28 s"."""
    return f"{why}: {f'{then} ' if then else ''}in {duration(left)}"
