"""Stepping through a move: a pause before every click, answered in the terminal or on a bar in the page."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Frame, Page, Request

from automation.errors import ConditionNotMet, Interrupted, MoveError
from automation.observers import Observer
from automation.observers.captions import Captions
from automation.observers.controls import box_of, words_of
from automation.observers.keys import Keys
from automation.progress import Progress
from automation.steps import Part, Step
from pages.actions import Action
from pages.execution import Performer
from pages.migration import MigrationPage

_STEPPED = {"click", "fill", "secret", "choose", "check", "upload", "download"}
# How often the terminal and the bar are looked at.
_LOOK_MS = 60

_BUTTONS = (
    ("enter", "Enter", "Do it"),
    ("s", "s", "I do it"),
    ("p", "p", "Finish this part"),
    ("q", "q", "Stop"),
    ("?", "?", "Tell me more"),
)
_KEYS = "Enter does it, s leaves it to you, p finishes the part without asking, q stops, ? tells more"
_NO_WINDOW = "There is no window to do it in: --headed shows one."


class Stepping(Observer):
    """Asks before actions.

    Args:
        captions: draws the bar, where there is a window.
        progress: asks in the terminal.
        each: stop before every click; else before "Move followers" alone, once.
        confirmed: whether the person has confirmed "Move followers" in this run already.
        review: what is shown before "Move followers".
        within: seconds that are waited for an answer where there is no terminal.
    """

    def __init__(
        self,
        captions: Captions | None,
        progress: Progress,
        *,
        each: bool,
        confirmed: Callable[[], bool],
        review: Callable[[], str],
        within: float,
    ) -> None:
        self._captions, self._progress = captions, progress
        self._each, self._confirmed, self._within = each, confirmed, within
        self._review = review
        self._finishing = False
        self._asked_to_move = False
        self._why = ""

    def part(self, part: Part) -> None:
        """Asking starts again."""
        self._finishing = False

    def looking(self, words: str) -> None:
        """What a look is for."""
        self._why = words

    def begin(self, step: Step) -> None:
        """What a step is for."""
        self._why = f"Part {step.part}, step {step.number} of the guide: {step.words}"

    def before(self, action: Action) -> Performer:
        """Ask, where it is to be asked here."""
        if action.kind not in _STEPPED:
            return "actor"
        moving = _moves_followers(action)
        must = moving and not self._asked_to_move and not self._confirmed()
        if not must and (not self._each or self._finishing):
            return "actor"
        self._asked_to_move = self._asked_to_move or moving
        with _onward(action.page) as onward:
            performer = self._ask(action, onward)
            self._progress.note("")
            if self._captions and performer != "done":
                self._captions.show(action, **({"place": "Your turn"} if performer == "person" else {}))
            if performer == "person" and not onward.came:
                self._progress.tell(f"Your turn, in the browser: {words_of(action)}. This goes on once it is done.")
            return "done" if onward.came else performer

    def _ask(self, action: Action, onward: "_Onward") -> Performer:
        """Wait for an answer. Once the person has clicked in the page itself, nothing is done a second time.

        Raises:
            Interrupted: the person stops.
            ConditionNotMet: nobody answers, where there is no terminal.
        """
        words, more = words_of(action), self._review() if _moves_followers(action) else ""
        began = time.monotonic()
        with Keys() as keys:
            # Not before: what is typed ahead of a question is thrown away, and answers none.
            self._progress.note(f"{words}: {_KEYS}")
            marked = self._draw(action, more)
            while not onward.came:
                if not marked and box_of(action):
                    marked = self._draw(action, more)
                key = keys.pressed() or (self._captions.overlay(action.page).answer() if self._captions else None)
                if onward.asked and key != "q":
                    key = None
                if key == "enter":
                    return "actor"
                if key == "s" and self._captions:
                    return "person"
                if key == "p":
                    self._finishing = True
                    return "actor"
                if key == "q":
                    raise _stopped(Interrupted.by_the_person(), onward)
                if key in {"?", "s"}:
                    told = self._more(action) if key == "?" else _NO_WINDOW
                    self._progress.tell(told)
                    more = f"Where: {action.page.url}" if key == "?" else more  # the bar has said the rest
                    self._draw(action, more)
                if not keys.terminal and time.monotonic() - began > self._within:
                    raise _stopped(_nobody_answered(self._within), onward)
                action.page.wait_for_timeout(_LOOK_MS)
        return "done"

    def _draw(self, action: Action, more: str) -> bool:
        """Draw the bar; whether there is nothing more to be marked."""
        return self._captions is None or self._captions.show(action, buttons=_BUTTONS, more=more)

    def _more(self, action: Action) -> str:
        """What, where and why."""
        return f"What: {words_of(action)}\nWhere: {action.page.url}\nWhy: {self._why}"


def _moves_followers(action: Action) -> bool:
    return (action.screen, action.control) == (MigrationPage.title, MigrationPage.move_followers.name)


@dataclass
class _Onward:
    """Whether the page is on its way to another document, or there: the person did it without saying so."""

    asked: Request | None = None
    came: bool = False


@contextmanager
def _onward(page: Page) -> Iterator[_Onward]:
    """Look out for another document, which may have the same address, as after a form."""
    onward = _Onward()

    def note_asked(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            onward.asked = request

    def note_failed(request: Request) -> None:
        if request == onward.asked:
            onward.asked = None

    def note_came(frame: Frame) -> None:
        onward.came = onward.came or (onward.asked is not None and frame == page.main_frame)

    page.on("request", note_asked)
    page.on("requestfailed", note_failed)
    page.on("framenavigated", note_came)
    try:
        yield onward
    finally:
        page.remove_listener("request", note_asked)
        page.remove_listener("requestfailed", note_failed)
        page.remove_listener("framenavigated", note_came)


def _stopped(problem: MoveError, onward: _Onward) -> MoveError:
    """A reason to stop, which knows whether the person has clicked in the page before."""
    problem.under_way = onward.asked is not None
    return problem


def _nobody_answered(seconds: float) -> ConditionNotMet:
    return ConditionNotMet(
        f"Nobody answered within {seconds:.0f} s whether to go on.",
        safe="Everything before this click is done; this was not.",
        next_="Run the same command again when you have time for it, or without a window.",
    )
