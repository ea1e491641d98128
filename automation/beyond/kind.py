"""What all kinds have in common: reading an account, comparing two readings, and adding what is missing."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel

from automation.errors import STEPS_STAY, ScreenProblem
from automation.outline import Side
from automation.run.move import Move
from automation.run.rate_limit import RateLimit, RateLimiter
from pages.browser.actor import Actor
from pages.panels.left_panel import LeftPanel
from pages.screen import Answer, Control, Region

# A server allows the web app 300 requests in five minutes. Loading its page makes about so many.
REQUESTS = RateLimit(270, 300, "the server allows more requests")
PAGE_LOAD = 15

S = TypeVar("S", bound=BaseModel)


class NotSupported(Exception):
    """A server has no page for a kind. The message says what it lacks, as a clause."""


def refusal(what: str, answer: Answer) -> ScreenProblem:
    """The error for a form that the server did not accept, with the page's words."""
    return ScreenProblem(
        f"{what} was not accepted. The page says: {answer.said()}",
        safe=STEPS_STAY,
        next_="Do this one yourself, or change it on the old account.",
    )


@dataclass(frozen=True)
class Place:
    """Where a step is done: its words, and the screen and the control that it uses."""

    words: str
    screen: type[Region]
    control: Control | None


@dataclass(frozen=True)
class Change:
    """One thing that the new account lacks: in words, and as the kind needs it to add it."""

    words: str
    what: Any = field(default=None, compare=False)


class Kind(ABC, Generic[S]):
    """A kind of thing that can be copied. One instance serves one run.

    Args:
        move: The run.
        limiters: The requests that the run may still make, by server.
        named: Whether the user asked for this kind by its name, rather than for all kinds.
    """

    name: ClassVar[str]
    noun: ClassVar[str]
    difference: ClassVar[str] = "missing on the new account"
    done: ClassVar[str] = "added"
    reading: ClassVar[Place]
    writing: ClassVar[Place]
    later: ClassVar[Place | None] = None  # what is done after the followers have arrived
    model: ClassVar[type[BaseModel]]

    def __init__(self, move: Move, limiters: Mapping[Side, RateLimiter], *, named: bool) -> None:
        self.move, self.limiters, self.named = move, limiters, named

    def actor(self, side: Side) -> Actor:
        """The actor on a server's page."""
        return self.move.actor(side)

    def panel(self, side: Side) -> LeftPanel:
        """The left panel of the settings pages; on another page, the account page is opened first."""
        return LeftPanel.reach(self.actor(side))

    def forecast(self, side: Side) -> str:
        """What a check says of a kind that takes too long to be read for it; empty for the others."""
        return ""

    @abstractmethod
    def read(self, side: Side, like: S | None = None) -> S:
        """Read an account.

        Args:
            side: The account.
            like: What was read on the old account. Some servers can only be asked about known things.

        Raises:
            NotSupported: The server has no page for this.
            PageError: A screen did not appear.
        """

    def keep(self, state: S) -> None:
        """Keep more of the old account than what was read, such as files; called once it was read.

        Raises:
            PageError: A screen did not appear.
        """
        return

    @abstractmethod
    def count(self, state: S) -> int:
        """How many things were read."""

    @abstractmethod
    def missing(self, old: S, new: S) -> list[Change]:
        """What the old account has and the new one lacks, as far as the new one can have it."""

    def missing_later(self, old: S, new: S) -> list[Change]:
        """Like `missing`, for what must wait until the followers have arrived."""
        return []

    @abstractmethod
    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Add what is missing on the new account.

        Returns:
            What the server has no way to add, with the reason.
        """

    def skip_reason(self, old: S) -> str:
        """Why nothing is changed on the new account, whatever it has; empty if what is missing is added."""
        return ""

    def remarks(self, old: S, new: S | None) -> list[str]:
        """What the user should know, such as things that the new server cannot have."""
        return []

    def reminders(self, old: S, new: S | None) -> list[str]:
        """What is left for the user to do.

        Args:
            old: What was read on the old account.
            new: What was read on the new account; None if it has no page for this.
        """
        return []
