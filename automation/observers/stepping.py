"""Stepping through a move: a pause before every click, answered in the terminal or on a bar in the page."""

import sys
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
from automation.observers.user_clicks import held_clicks
from automation.progress import Kind, Progress, Topic
from automation.steps import Part, Step
from automation.system.keyboard import is_a_terminal
from pages.browser.actions import Action
from pages.browser.execution import Performer

_STEPPED = {"click", "fill", "secret", "choose", "check", "upload", "download"}
# How often to check the terminal and the bar, in milliseconds.
_LOOK_MS = 60

_GO_ON = "p"
_BUTTONS = (
    ("enter", "Enter", "Do it"),
    ("s", "s", "I'll do it"),
    (_GO_ON, _GO_ON, "Finish this part"),
    ("q", "q", "Stop"),
    ("?", "?", "Tell me more"),
)
_GO_ON_AT_FIRST = "Go on to the first part"
_MEANINGS = {"enter": "do it", "s": "do it yourself", "q": "stop", "?": "tell me more"}
_EXPLAINED = {
    "enter": "Enter: it is done for you.",
    "s": "s: you do it yourself in the browser window, and the run continues from there.",
    "q": "q: stop here. Nothing is lost: the same command continues later.",
}
_FIRST = "Step by step: nothing is clicked or typed until you press a key, beginning with signing in."
_YOUR_TURN = "The run continues as soon as you have done it. To stop instead, press Ctrl-C in the terminal."


class Stepping(Observer):
    """Asks the user before actions.

    Args:
        captions: Draws the bar; None without a window.
        progress: Asks in the terminal.
        each: Whether to ask before every click, or only once, before "Move followers".
        confirmed: Tells whether the user has already confirmed "Move followers" in this run.
        review: Returns the text to show before "Move followers".
        within: Seconds to wait for an answer if there is no terminal.
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
        self._asked = False
        self._asked_to_move = False
        self._in_a_part = False
        self._why, self._look = "", ""

    def part(self, part: Part) -> None:
        """Ask again, even if the user finished the last part without being asked."""
        self._finishing, self._in_a_part = False, True

    def looking(self, words: str) -> None:
        """Note what is being looked at."""
        self._why = self._look = words

    def begin(self, step: Step) -> None:
        """Note the step, for "Tell me more"."""
        self._why, self._look = f"Part {step.part}, step {step.number} of the guide: {step.words}", ""

    def leaving(self) -> None:
        """Sign out without asking."""
        self._finishing = True

    def before(self, action: Action) -> Performer:
        """Ask the user, if this action needs it."""
        if action.kind not in _STEPPED:
            return "actor"
        moving = action.irreversible
        must = moving and not self._asked_to_move and not self._confirmed()
        if not must and (not self._each or self._finishing):
            return "actor"
        self._asked_to_move = self._asked_to_move or moving
        if self._captions is None and self._progress.may_ask() and not is_a_terminal(sys.stdin):
            return self._ask_a_program(action)
        with _onward(action.page) as onward:
            performer = self._ask(action, onward)
            self._progress.note("")
            if self._captions and performer != "done":
                turn = {"place": "Your turn", "more": _YOUR_TURN} if performer == "person" else {}
                self._captions.show(action, **turn)
            if performer == "person" and not onward.came:
                words = f"Your turn, in the browser window: {words_of(action)}. {_YOUR_TURN}"
                self._progress.by_hand(words, self._within)
            return "done" if onward.came else performer

    def _ask_a_program(self, action: Action) -> Performer:
        """Ask without a window and without a terminal: another program shows the question to the user.

        Raises:
            Interrupted: The user stopped.
        """
        question = f"{words_of(action)}\n{self._why}"
        answer = self._progress.ask(question, Topic(Kind.CLICK, word="yes")).strip().casefold()
        if answer not in {"yes", "part"}:
            raise Interrupted.by_the_user()
        self._finishing = answer == "part"
        return "actor"

    def _ask(self, action: Action, onward: "_Onward") -> Performer:
        """Wait for an answer. If the user clicks the control itself, that is one. No click is repeated.

        Raises:
            Interrupted: The user stopped.
            ConditionNotMet: There is no terminal, and nobody answered in time.
        """
        words, more = words_of(action), self._review() if action.irreversible else ""
        began = time.monotonic()
        if self._each and not self._asked:
            self._asked = True
            self._progress.tell(_FIRST)
        with Keys() as keys, self._window(action) as answer:
            # Show the question only now: keys typed before it are discarded.
            self._progress.note(f"{self._look}{' · ' if self._look else ''}{words}?  {self._keys()}")
            marked = self._draw(action, more)
            while not onward.came:
                if not marked and box_of(action):
                    marked = self._draw(action, more)
                key = keys.pressed() or answer()
                if onward.asked and key != "q":
                    key = None
                if key == "enter":
                    return "actor"
                if key == "s" and self._captions:
                    return "person"
                if key == _GO_ON:
                    self._finishing = True
                    return "actor"
                if key == "q":
                    raise _stopped(Interrupted.by_the_user(), onward)
                if key == "?":
                    self._progress.tell(self._more(action))
                    more = f"Page: {action.page.url}\n{self._explained()}"  # the bar already shows the rest
                    self._draw(action, more)
                if not keys.terminal and time.monotonic() - began > self._within:
                    raise _stopped(_nobody_answered(self._within), onward)
                action.page.wait_for_timeout(_LOOK_MS)
        return "done"

    @contextmanager
    def _window(self, action: Action) -> Iterator[Callable[[], str | None]]:
        """The key that the user's click in the window stands for: on the bar, or on the control itself."""
        if self._captions is None:
            yield lambda: None
            return
        overlay = self._captions.overlay(action.page)
        with held_clicks(action) as clicked:
            yield lambda: "enter" if clicked() else overlay.answer()

    def _draw(self, action: Action, more: str) -> bool:
        """Draw the bar; returns whether the control is marked or there is no bar."""
        return self._captions is None or self._captions.show(action, buttons=self._buttons(), more=more)

    def _buttons(self) -> list[tuple[str, str, str]]:
        """The keys that can be pressed now, as they are written, with what they do."""
        shown = [button for button in _BUTTONS if self._captions or button[0] != "s"]
        return [
            (key, written, _GO_ON_AT_FIRST if key == _GO_ON and not self._in_a_part else does)
            for key, written, does in shown
        ]

    def _keys(self) -> str:
        """The keys in a line, for the terminal."""
        return "  ".join(
            f"[{written}] {_MEANINGS.get(key) or f'{does.lower()} without asking'}"
            for key, written, does in self._buttons()
        )

    def _explained(self) -> str:
        """What the keys mean, a line each."""
        return "\n".join(
            _EXPLAINED.get(key) or f"{written}: {does[0].lower()}{does[1:]} without asking before each click."
            for key, written, does in self._buttons()
            if key != "?"
        )

    def _more(self, action: Action) -> str:
        """What will be done, where and why."""
        return f"What: {words_of(action)}\nPage: {action.page.url}\nWhy: {self._why}\n{self._explained()}"


@dataclass
class _Onward:
    """Whether the page requested or loaded another document, because the user clicked in the page itself."""

    asked: Request | None = None
    came: bool = False


@contextmanager
def _onward(page: Page) -> Iterator[_Onward]:
    """Watch for another document, which can have the same address, for example after sending a form."""
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
    """Mark an error with whether the user has clicked in the page before."""
    problem.under_way = onward.asked is not None
    return problem


def _nobody_answered(seconds: float) -> ConditionNotMet:
    return ConditionNotMet(
        f"Nobody answered within {seconds:.0f} s.",
        safe="All steps before this click are done. This click was not.",
        next_="Run the same command again when you have time for it, or without --headed.",
    )
