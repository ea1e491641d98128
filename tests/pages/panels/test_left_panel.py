"""The panel of the settings, wide and narrow, on each release."""

from fixtures.servers import context
from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.settings.export import ExportPage
from tests.support import Person


def test_narrow_windows_hide_the_panel_behind_a_button(old_person: Person) -> None:
    old_person.actor.page.set_viewport_size({"width": 600, "height": 800})
    account = AccountPage.open(old_person.actor)
    assert isinstance(account.at(LeftPanel).open_import_and_export(), ExportPage)


def test_what_is_in_view_is_looked_for_once_the_style_sheets_are_there(old_person: Person) -> None:
    old_person.actor.page.set_viewport_size({"width": 600, "height": 800})
    old_person.server.faults.add("GET", "/packs/settings.css", lambda: context.pause(1))
    account = AccountPage.open(old_person.actor)
    assert not account.at(LeftPanel).import_and_export.visible()
    assert isinstance(account.at(LeftPanel).open_import_and_export(), ExportPage)
