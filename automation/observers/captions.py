"""Captions, marks, a pointer and chapter cards, for somebody who watches a window or a video."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from playwright.sync_api import Page

from automation.observers import Observer
from automation.observers.controls import box_of, label_of, words_of
from automation.observers.overlay import Overlay, State
from automation.progress import Progress, Topic
from automation.steps import Part, Side, Step
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
    "place": "A question waits in the terminal",
    "words": "Please answer it there. The run continues here afterwards.",
    "avoid": "button[type=submit]",  # what is asked about may be one of these
}

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

    def point_to_terminal(self) -> None:
        """Say on every page that a question waits in the terminal. The next action's caption replaces it."""
        for page in self._pages:
            if not page.is_closed():
                self.overlay(page).draw(_QUESTION)

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


class PointedQuestions:
    """A `Progress` whose questions are announced in the browser window, where the person may be looking.

    Args:
        progress: Does everything else.
        captions: Draws in the window.
    """

    def __init__(self, progress: Progress, captions: Captions) -> None:
        self._progress, self._captions = progress, captions

    def __getattr__(self, name: str) -> Any:
        """Everything but `ask`."""
        return getattr(self._progress, name)

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        """Ask in the terminal, and say so in the window meanwhile."""
        self._captions.point_to_terminal()
        try:
            return self._progress.ask(text, topic, hidden=hidden, default=default)
        finally:
            self._captions.clear()


def pointed(progress: Progress, captions: Captions) -> Progress:
    """The same progress, with questions that are announced in the browser window."""
    return cast(Progress, PointedQuestions(progress, captions))
