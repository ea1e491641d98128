"""The types for the guide's parts and steps: number, wording, screen and control.

The wording is that of Patricia Aas' "Mastodon migration" guide, which the whole program follows. The steps are defined
in the parts' scripts (`automation.guide.part1_profile` and so on), beside the code that does them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from automation.outline import PartNumber, Side

if TYPE_CHECKING:  # only types: a step's screen loads Playwright, and whoever shows a step does not need it
    from pages.screen import Control, Region


@dataclass(frozen=True)
class Step:
    """A step of the guide: its number within the part, the guide's words, and the screen and control that it uses."""

    part: int
    number: int
    words: str
    side: Side
    screen: "type[Region]"
    control: "Control | None"

    def is_at(self, screen: str, control: str) -> bool:
        """Whether the step uses the control with this name on the screen with this title."""
        return self.control is not None and (self.screen.title, self.control.name) == (screen, control)

    def facts(self, server: str) -> dict[str, Any]:
        """The step as data, for the plan and the journal."""
        return {
            "part": self.part,
            "number": self.number,
            "words": self.words,
            "server": server,
            "screen": self.screen.title,
            "control": self.control.name if self.control else None,
        }


class Unfinished(Protocol):
    """Work that a part leaves for later, while the guide goes on."""

    @property
    def open(self) -> bool:
        """Whether another attempt could help."""

    @property
    def may_follow(self) -> bool:
        """Whether the followers may be moved first."""

    def said(self) -> str:
        """A sentence about what is left, and when the next attempt makes sense."""

    def come_back(self) -> None:
        """Wait until an attempt makes sense, then make it."""

    def try_if_due(self, seconds: float) -> None:
        """Make the attempt without waiting, if it makes sense now.

        Args:
            seconds: How long the run waits for something else; what takes longer delays it.
        """

    def conclude(self) -> None:
        """Report the outcome.

        Raises:
            DoneInPart: Something is missing.
        """


@dataclass(frozen=True)
class Part:
    """A part of the guide: its heading, its steps in the guide's order, and the script that does them.

    `result` makes the part's empty result (`automation.results`); the script gets it, and fills it in as it goes.
    """

    number: PartNumber
    side: Side
    title: str
    steps: tuple[Step, ...]
    run: Callable[..., Unfinished | None]
    result: Callable[[], Any]

    @property
    def heading(self) -> str:
        """The guide's heading: "Old Server: Perform the move"."""
        if self.number == PartNumber.BEYOND:
            return self.title
        return f"{self.side.capitalize()} Server: {self.title}"
