"""Observers of a move: captions, stepping, pictures, traces and videos.

An observer is told of every part, step and action. Only `before` has an influence: it can leave an action to the
person.
"""

from collections.abc import Sequence

from playwright.sync_api import Page

from automation.outline import Side
from automation.steps import Part, Step
from pages.browser.actions import Action
from pages.browser.execution import Performer


class Observer:
    """Base class of observers. Its methods do nothing; subclasses override those they need."""

    def opened(self, side: Side, page: Page) -> None:
        """A browser page was opened for a server. Nothing is loaded in it yet."""

    def part(self, part: Part) -> None:
        """A part of the guide begins."""

    def looking(self, words: str) -> None:
        """Something that is not a step of the guide begins."""

    def begin(self, step: Step) -> None:
        """A step begins."""

    def before(self, action: Action) -> Performer:
        """An action is about to be done; returns who performs it."""
        return "actor"

    def after(self, action: Action) -> None:
        """An action has been done."""

    def end(self, step: Step, outcome: str, said: Sequence[str]) -> None:
        """A step has ended, with its outcome and the sentences about it."""

    def leaving(self) -> None:
        """The run is over; it only signs out."""


class ObserverGroup(Observer):
    """Several observers, told in this order."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._all = observers

    def opened(self, side: Side, page: Page) -> None:
        """A browser page was opened for a server."""
        for one in self._all:
            one.opened(side, page)

    def part(self, part: Part) -> None:
        """A part of the guide begins."""
        for one in self._all:
            one.part(part)

    def looking(self, words: str) -> None:
        """Something that is not a step of the guide begins."""
        for one in self._all:
            one.looking(words)

    def begin(self, step: Step) -> None:
        """A step begins."""
        for one in self._all:
            one.begin(step)

    def before(self, action: Action) -> Performer:
        """Tell all observers. One of them is enough to leave the action to the user."""
        performers = [one.before(action) for one in self._all]
        return next((performer for performer in performers if performer != "actor"), "actor")

    def after(self, action: Action) -> None:
        """An action has been done."""
        for one in self._all:
            one.after(action)

    def end(self, step: Step, outcome: str, said: Sequence[str]) -> None:
        """A step has ended."""
        for one in self._all:
            one.end(step, outcome, said)

    def leaving(self) -> None:
        """The run is over; it only signs out."""
        for one in self._all:
            one.leaving()
