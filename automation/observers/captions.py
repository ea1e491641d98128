"""Captions, marks, a pointer and chapter cards, for somebody who watches a window or a video."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Any, cast

from playwright.sync_api import Page

from automation.observers import Observer
from automation.observers.controls import box_of, label_of, words_of
from automation.observers.overlay import Overlay, State
from automation.outline import Side
from automation.progress import Progress, Topic
from automation.steps import Part, Step
from pages.browser.actions import Action
from pages.browser.execution import Performer
from pages.screen import ANSWERS


@dataclass(frozen=True)
class Pace:
    """How much time there is to read and watch, in milliseconds.

    Args:
        chapter: Time for a part's card.
        letter: Time for each letter of a step's words.
        action: Time for the pointer to move to a control.
    """

    chapter: float
    letter: float
    action: float

    def to_read(self, words: str) -> float:
        """The time to read a step's words, in milliseconds."""
        return self.letter * (10 + len(words))


_QUESTION: State = {
    "words": "Please answer it there. The run continues here afterwards.",
    "avoid": "button[type=submit]",  # what is asked about may be one of these
}
IN_THE_TERMINAL, ON_THE_PAGE = "in the terminal", "on the page that you started from"
# How often to look whether a question was answered, in milliseconds.
_LOOK_MS = 100

PACES = {"calm": Pace(2500, 30, 900), "brisk": Pace(1200, 10, 350), "instant": Pace(0, 0, 0)}


class Captions(Observer):
    """Draws captions and marks over the page in use."""

    def __init__(self, pace: Pace, names: dict[Side, str], *, private: bool = False) -> None:
        self._pace, self._names, self._private = pace, names, private
        self._overlays: dict[Page, Overlay] = {}
        self._pages: list[Page] = []
        self._place, self._words = "", ""
        self._at: Page | None = None
        self._chapter: Part | None = None
        self._read = True

    def opened(self, side: Side, page: Page) -> None:
        """Show the pointer on this page."""
        self._pages.append(page)
        if self._pace.action:
            # Playwright's title of an action contains what is typed, even a password. It is never shown.
            page.screencast.show_actions(duration=self._pace.action, style={"title": "display: none"})

    def part(self, part: Part) -> None:
        """Show the part's card on the first page that it uses."""
        self._chapter = part if self._pace.chapter else None

    def looking(self, words: str) -> None:
        """Set a caption without a number."""
        self._say("", words)

    def begin(self, step: Step) -> None:
        """Set a caption with the step's number and the guide's words."""
        self._say(f"Part {step.part} · {step.number}", step.words)

    def _say(self, place: str, words: str) -> None:
        self._read = (place, words) == (self._place, self._words)
        self._place, self._words = place, words

    def before(self, action: Action) -> Performer:
        """Mark the control, say what will be done, and leave time to read a new caption."""
        if self._at not in {None, action.page}:
            self.clear()
        self._at = action.page
        self._show_chapter(action.page)
        self.show(action)
        if not self._read and (pause := self._pace.to_read(self._words)):
            action.page.wait_for_timeout(pause)
        self._read = True
        return "actor"

    def show(self, action: Action, **more: Any) -> bool:
        """Draw the caption and the mark. Only the caption stays when the page loads a new document.

        Args:
            action: The action that is about to be done.
            more: Further parts of the caption, such as buttons.

        Returns:
            Whether the control was visible and is marked.
        """
        box = box_of(action)
        caption = self._caption(self._doing(action)) | {"mark": box, "avoid": ANSWERS}
        self.overlay(action.page).draw(caption | more, self._caption())
        return box is not None

    def _doing(self, action: Action) -> str:
        """What is being done; empty if the step's words say it already."""
        label = action.control if self._private else label_of(action)
        return "" if label.casefold() in self._words.casefold() else words_of(action, private=self._private)

    def after(self, action: Action) -> None:
        """Remove the mark. The caption stays while the next document loads."""
        self.overlay(action.page).draw(self._caption(), self._caption())

    def end(self, step: Step, outcome: str, said: Sequence[str]) -> None:
        """Remove everything drawn on the pages."""
        self.clear()

    def point(self, where: str) -> None:
        """Say on every page that a question waits elsewhere. The next action's caption replaces it."""
        for page in self._pages:
            if not page.is_closed():
                self.overlay(page).draw(_QUESTION | {"place": f"There is a question for you {where}"})

    @property
    def at(self) -> Page | None:
        """The page of the last action; None before the first one."""
        return self._at

    def clear(self) -> None:
        """Remove everything drawn on the pages."""
        for page, overlay in self._overlays.items():
            if not page.is_closed():
                overlay.draw(None)

    def overlay(self, page: Page) -> Overlay:
        """The overlay of a page."""
        if page not in self._overlays:
            self._overlays[page] = Overlay(page)
        return self._overlays[page]

    def _caption(self, doing: str = "") -> State:
        return {"place": self._place, "words": self._words, "doing": doing}

    def _show_chapter(self, page: Page) -> None:
        part, self._chapter = self._chapter, None
        if part is not None:
            card = {"number": f"Part {part.number}", "title": part.heading, "where": self._names[part.side]}
            self.overlay(page).draw({"chapter": card})
            page.wait_for_timeout(self._pace.chapter)


class AnnouncedQuestions:
    """A `Progress` whose questions are announced in the browser window, where the user may be looking.

    Args:
        progress: Does everything else.
        captions: Draws in the window.
        where: Where the questions are asked.
    """

    def __init__(self, progress: Progress, captions: Captions, where: str) -> None:
        self._progress, self._captions, self._where = progress, captions, where

    def __getattr__(self, name: str) -> Any:
        """Everything but `ask`."""
        return getattr(self._progress, name)

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        """Ask, and say in the window meanwhile where.

        Raises:
            PlaywrightError: The user has closed the window instead of answering on the page.
        """
        self._captions.point(self._where)
        try:
            if self._where == ON_THE_PAGE and self._captions.at is not None:
                return self._asked_beside(
                    self._captions.at, lambda: self._progress.ask(text, topic, hidden=hidden, default=default)
                )
            return self._progress.ask(text, topic, hidden=hidden, default=default)
        finally:
            self._captions.clear()

    @staticmethod
    def _asked_beside(page: Page, ask: Callable[[], str]) -> str:
        """Ask in another thread: Playwright tells only in this one that a window was closed."""
        answer: Future[str] = Future()

        def work() -> None:
            try:
                answer.set_result(ask())
            except Exception as error:
                answer.set_exception(error)

        Thread(target=work, name="question", daemon=True).start()
        while not answer.done():
            page.wait_for_timeout(_LOOK_MS)
        return answer.result()


def pointed(progress: Progress, captions: Captions, where: str) -> Progress:
    """The same progress, with questions that are announced in the browser window."""
    return cast(Progress, AnnouncedQuestions(progress, captions, where))
