"""Asking before a click, where the person answers at the window; the terminal's side is in `tests/headed`."""

from typing import Any

import pytest
from rich.console import Console

from automation.errors import ConditionNotMet
from automation.guide import Side
from automation.onlookers.showing import PACES, Showing
from automation.onlookers.stepping import Stepping
from automation.progress import PlainLines
from pages.account import AccountPage
from pages.actions import Action
from tests.automation.onlookers.test_showing import RING, pixels, shot
from tests.support import Person

_HIDDEN_FOR_A_WHILE = """element => {
  element.style.visibility = 'hidden';
  setTimeout(() => { element.style.visibility = ''; }, 300);
}"""


def test_a_control_that_is_out_of_sight_is_marked_once_it_is_in_view(
    old_person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = old_person.hand.page
    account = AccountPage.open(old_person.hand)
    showing = Showing(PACES["instant"], {Side.OLD: "", Side.NEW: ""})
    stepping = Stepping(showing, PlainLines(Console(quiet=True)), each=True, word_typed=lambda: True, within=2)
    control = account.move_to_a_different_account
    drawn: list[bool] = []
    show = showing.show

    def noted(action: Action, **more: Any) -> bool:
        drawn.append(show(action, **more))
        return drawn[-1]

    monkeypatch.setattr(showing, "show", noted)
    control.locator.evaluate(_HIDDEN_FOR_A_WHILE)
    with pytest.raises(ConditionNotMet):  # nobody answers
        stepping.before(Action("click", control.screen, control.name, page, control.locator))
    assert drawn == [False, True]  # and not drawn anew at every look, which would take the buttons from under the mouse
    assert pixels(shot(page), RING) > 100
