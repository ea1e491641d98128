"""Asking before a click, where the user answers at the window; more of the terminal's side is in `tests/headed`."""

import io
import os
import select
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, Timer
from typing import Any

import pytest
from rich.console import Console

from automation.cli.terminal import PlainLines
from automation.errors import ConditionNotMet, Interrupted
from automation.guide.part5_move import PART
from automation.observers.captions import PACES, Captions
from automation.observers.stepping import Stepping
from automation.outline import Side
from pages.browser.actions import Action, BoundControl
from pages.settings.account import AccountPage
from pages.settings.migration import MigrationPage
from pages.web_app.home import HomePage
from tests.automation.observers.test_captions import RING, pixels, shot
from tests.support import Person

_SHOWN = "(element, shown) => { element.style.visibility = shown ? '' : 'hidden'; }"


def test_a_control_that_is_out_of_sight_is_marked_once_it_is_in_view(
    old_person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = old_person.actor.page
    account = AccountPage.open(old_person.actor)
    captions = Captions(PACES["instant"], {Side.OLD: "", Side.NEW: ""})
    stepping = Stepping(
        captions, PlainLines(Console(quiet=True)), each=True, confirmed=lambda: True, review=str, within=2
    )
    control = account.move_to_a_different_account
    drawn: list[bool] = []
    show = captions.show

    def noted(action: Action, **more: Any) -> bool:
        drawn.append(show(action, **more))
        control.locator.evaluate(_SHOWN, True)
        return drawn[-1]

    monkeypatch.setattr(captions, "show", noted)
    control.locator.evaluate(_SHOWN, False)
    with pytest.raises(ConditionNotMet):  # nobody answers
        stepping.before(Action("click", control.screen, control.name, page, control.locator))
    assert drawn == [False, True]  # and not drawn anew at every look, which would take the buttons from under the mouse
    assert pixels(shot(page), RING) > 100


def a_terminal() -> tuple[int, int]:
    """Its keyboard's end, and the program's."""
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals that Python knows")
    return os.openpty()


class Hasty(PlainLines):
    """Somebody who presses Enter as soon as the question is there, or has done something else before."""

    def __init__(self, keyboard: int, first: Callable[[], None] = lambda: None, key: bytes = b"\r") -> None:
        super().__init__(Console(quiet=True))
        self._keyboard, self._first, self._key = keyboard, first, key

    def note(self, text: str) -> None:
        if "[Enter] do it" in text:
            self._first()
            os.write(self._keyboard, self._key)


def test_a_key_counts_as_soon_as_the_question_is_there_and_no_sooner(
    old_person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = AccountPage.open(old_person.actor).move_to_a_different_account
    keyboard, terminal = a_terminal()
    with os.fdopen(keyboard, "wb"), os.fdopen(terminal) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        stepping = Stepping(None, Hasty(keyboard), each=True, confirmed=lambda: True, review=str, within=2)
        action = Action("click", control.screen, control.name, old_person.actor.page, control.locator)
        os.write(keyboard, b"q\n")
        assert select.select([terminal], [], [], 60)[0]  # typed, and not still on its way
        at_last = Timer(60, os.write, (keyboard, b"q"))
        at_last.start()
        try:
            assert stepping.before(action) == "actor"
        finally:
            at_last.cancel()


@dataclass
class Thinking:
    """A link that the user can click in the page, to a page that the server sends only when it is told to."""

    action: Action
    keyboard: int
    answer: Event

    def click(self) -> None:
        with self.action.page.expect_request("**/settings/migration"):
            assert self.action.locator is not None
            self.action.locator.click(no_wait_after=True)

    def stepping(self, key: bytes, *, clicked: bool) -> Stepping:
        hasty = Hasty(self.keyboard, self.click if clicked else lambda: None, key)
        return Stepping(None, hasty, each=True, confirmed=lambda: True, review=str, within=2)


@pytest.fixture
def thinking(old_person: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[Thinking]:
    control, answer = AccountPage.open(old_person.actor).move_to_a_different_account, Event()
    old_person.server.faults.add("GET", "/settings/migration", answer.wait)
    action = Action("click", control.screen, control.name, old_person.actor.page, control.locator)
    keyboard, terminal = a_terminal()
    with os.fdopen(keyboard, "wb"), os.fdopen(terminal) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield Thinking(action, keyboard, answer)
        answer.set()


def test_what_the_person_has_clicked_in_the_page_is_not_clicked_again_while_the_server_thinks(
    thinking: Thinking,
) -> None:
    at_last = Timer(1, thinking.answer.set)
    at_last.start()
    assert thinking.stepping(b"\r", clicked=True).before(thinking.action) == "done"
    at_last.join()


def test_who_stops_while_the_server_thinks_has_not_taken_the_click_back(thinking: Thinking) -> None:
    for clicked in (False, True):
        with pytest.raises(Interrupted) as stopped:
            thinking.stepping(b"q", clicked=clicked).before(thinking.action)
        assert stopped.value.under_way is clicked


class AtTheWindow(PlainLines):
    """Somebody who clicks what is marked instead of answering, and presses Enter where there is nothing to click."""

    def __init__(self, keyboard: int, marked: BoundControl) -> None:
        super().__init__(Console(quiet=True))
        self._keyboard, self._marked = keyboard, marked

    def note(self, text: str) -> None:
        if "[Enter] do it" in text:
            if text.startswith("Click"):
                self._marked.locator.click(no_wait_after=True)
            else:
                os.write(self._keyboard, b"\r")


def test_a_button_of_the_web_app_that_the_user_clicks_is_clicked_once(
    old_person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = HomePage(old_person.actor).compose
    before = len(old_person.account.posts)
    captions = Captions(PACES["instant"], {Side.OLD: "", Side.NEW: ""})
    keyboard, terminal = a_terminal()
    with os.fdopen(keyboard, "wb"), os.fdopen(terminal) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        window = AtTheWindow(keyboard, compose.publish)
        old_person.actor.observers.append(
            Stepping(captions, window, each=True, confirmed=lambda: True, review=str, within=20)
        )
        at_last = Timer(60, os.write, (keyboard, b"q"))
        at_last.start()
        try:
            compose.publish_post("Once")
        finally:
            at_last.cancel()
    assert [post.text for post in old_person.account.posts[before:]] == ["Once"]


class Heard(PlainLines):
    """Keeps what is said."""

    def __init__(self) -> None:
        super().__init__(Console(quiet=True))
        self.told: list[str] = []

    def note(self, text: str) -> None:
        self.told.append(text)

    tell = note


def test_keys_that_do_nothing_here_are_not_offered_and_signing_out_is_not_asked_about(
    old_person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = AccountPage.open(old_person.actor).move_to_a_different_account
    action = Action("click", control.screen, control.name, old_person.actor.page, control.locator)
    heard = Heard()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    stepping = Stepping(None, heard, each=True, confirmed=lambda: True, review=str, within=0.1)
    stepping.looking("Look at the screens")
    with pytest.raises(ConditionNotMet):  # nobody answers
        stepping.before(action)
    first, question, *_ = heard.told
    assert first.startswith("Step by step")
    assert question.startswith("Look at the screens · Click “")
    assert "[p] go on to the first part without asking" in question
    assert "[s]" not in question
    stepping.part(PART)
    with pytest.raises(ConditionNotMet):
        stepping.before(action)
    assert "[p] finish this part without asking" in heard.told[-1]
    stepping.leaving()
    assert stepping.before(action) == "actor"


def test_what_cannot_be_taken_back_is_asked_about_although_nothing_else_is(
    old_person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, page = Heard(), MigrationPage.open(old_person.actor)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    stepping = Stepping(None, heard, each=False, confirmed=lambda: False, review=str, within=0.1)
    old_person.actor.observers.append(stepping)
    page.type_new_account("@alice@new.example")
    with pytest.raises(ConditionNotMet):  # nobody answers
        page.press_move_followers()
    assert len(heard.told) == 1
    assert old_person.account.migrations == []
