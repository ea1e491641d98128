"""The guide as data: its steps, numbered and worded as it has them, each with the control that it ends in, if any.

The words are those of Patricia Aas' "Mastodon migration" guide, which the whole program follows. The steps
themselves stand in the parts' scripts (`automation.guide.part1_profile` and so on), beside the code that does them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from pages.screen import Control, Region


class Side(StrEnum):
    """Which of the two servers."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Step:
    """A step of the guide: `number` within its part, the guide's words, and where it is done."""

    part: int
    number: int
    words: str
    side: Side
    screen: type[Region]
    control: Control | None

    def is_at(self, screen: str, control: str) -> bool:
        """Whether the step ends in the control of this name on the screen of this title."""
        return self.control is not None and (self.screen.title, self.control.name) == (screen, control)

    def facts(self, server: str) -> dict[str, Any]:
        """The step as the plan prints it and the journal has it."""
        return {
            "part": self.part,
            "number": self.number,
            "words": self.words,
            "server": server,
            "screen": self.screen.title,
            "control": self.control.name if self.control else None,
        }


class Unfinished(Protocol):
    """What a part leaves to be done later, while the guide goes on."""

    @property
    def open(self) -> bool:
        """Whether there is something that another try may bring."""

    def said(self) -> str:
        """What that is, and from when on it may."""

    def come_back(self) -> None:
        """Wait until then, and try it."""

    def try_if_due(self) -> None:
        """Try it without waiting, if that is now."""

    def conclude(self) -> None:
        """Tell how it ended.

        Raises:
            DoneInPart: something is missing.
        """


@dataclass(frozen=True)
class Part:
    """A part of the guide: its heading, its steps in the guide's order, and the script that does them."""

    number: int
    side: Side
    title: str
    steps: tuple[Step, ...]
    run: Callable[..., Unfinished | None]

    @property
    def heading(self) -> str:
        """As the guide has it: "Old Server: Perform the move"."""
        return f"{self.side.capitalize()} Server: {self.title}"
