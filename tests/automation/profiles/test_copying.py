"""What is kept of the old profile, and what is left to the user."""

import pytest
from rich.console import Console

from automation.cli.terminal import PlainLines
from automation.context import RunContext
from automation.profiles import copying
from pages.panels.left_panel import LeftPanel
from pages.settings.preferences import PreferencesPage
from tests.support import MakePair, SignIn


@pytest.mark.parametrize("shown", [True, False])
def test_a_picture_that_the_form_does_not_show_is_left_to_the_user(
    make_pair: MakePair, sign_in: SignIn, shown: bool
) -> None:
    pair = make_pair(old="4.5")
    editor = PreferencesPage.open(sign_in(pair.old, pair.people.old).actor).at(LeftPanel).open_profile().edit()
    if not shown:
        editor.header_picture.locator.evaluate("image => image.remove()")
    context = RunContext(pair.settings(), PlainLines(Console(quiet=True)))
    kept = copying.keep(context, editor)
    assert set(kept.pictures) == ({"avatar", "header"} if shown else {"avatar"})
    left = [] if shown else ["Copy your banner yourself: the old server's page does not show it."]
    assert context.kept_for_later == left
