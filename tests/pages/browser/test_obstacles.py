"""What is there and cannot be used is told as such; what a person clears out of the way is gone on with."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from fixtures.servers import Migration
from pages.browser.obstacles import act_despite_obstacle
from pages.errors import ControlNotUsable, ScreenNotRecognised
from pages.settings.account import AccountPage
from pages.settings.export import ExportPage
from pages.settings.migration import MigrationPage
from tests.support import MakePair, SignIn

BACK_SOON = "<html><head><title>Back soon</title></head><body><h1>We are upgrading</h1></body></html>"


def test_a_disabled_button_is_told_as_disabled(make_pair: MakePair, sign_in: SignIn) -> None:
    pair = make_pair(old="4.5")
    pair.people.old.migrations.append(Migration("other@else.example", 3, datetime.now(UTC)))
    person = sign_in(pair.old, pair.people.old)
    page = MigrationPage.open(person.actor)
    person.actor.timeout_ms = 1_500
    with pytest.raises(ControlNotUsable, match="cannot be used: it is disabled"):
        person.actor.follow(page.move_followers)


def test_a_covered_button_is_told_with_what_covers_it(make_pair: MakePair, sign_in: SignIn) -> None:
    pair = make_pair(old="4.5")
    person = sign_in(pair.old, pair.people.old)
    pair.old.layer = "<div class='layer' role='alertdialog'>Read this first</div>"
    page = MigrationPage.open(person.actor)
    person.actor.timeout_ms = 1_500
    with pytest.raises(ControlNotUsable, match="it is covered by “Read this first”"):
        person.actor.follow(page.move_followers)
    assert pair.people.old.migrations == []


def test_a_bar_that_is_no_dialog_is_passed_with_the_keyboard(make_pair: MakePair, sign_in: SignIn) -> None:
    pair = make_pair(old="4.5")
    person = sign_in(pair.old, pair.people.old)
    pair.old.layer = "<div class='layer'>We use cookies.</div>"
    account = AccountPage.open(person.actor)
    person.actor.timeout_ms = 1_500
    assert account.open_migration().new_account.present()


def test_keys_never_go_to_another_control_than_the_one_that_is_meant(make_pair: MakePair, sign_in: SignIn) -> None:
    pair = make_pair(old="4.5")
    person = sign_in(pair.old, pair.people.old)
    pair.old.layer = "<div class='layer'>We use cookies.</div>"
    page = MigrationPage.open(person.actor)
    person.actor.timeout_ms = 1_500
    person.actor.fill(page.new_account, pair.people.new.acct)  # which has the focus now: Enter would send the form
    sent = len(pair.old.requests)
    with pytest.raises(ControlNotUsable, match="We use cookies"):
        person.actor.click(page.left_panel_)  # no link and no button
    assert [method for method, *_ in pair.old.requests[sent:] if method != "GET"] == []


def test_a_page_in_the_way_that_the_person_clears_is_gone_on_with(make_pair: MakePair, sign_in: SignIn) -> None:
    pair = make_pair(old="4.5")
    person = sign_in(pair.old, pair.people.old)
    person.actor.page.set_default_timeout(1_000)
    pair.old.maintenance = BACK_SOON
    with pytest.raises(ScreenNotRecognised, match="Back soon"):
        ExportPage.open(person.actor)

    asked: list[str] = []

    def clear(said: str) -> None:
        asked.append(said)
        pair.old.maintenance = ""
        person.actor.page.goto(pair.old.url + ExportPage.address)

    person.actor.ask_user_to_clear = clear
    assert ExportPage.open(person.actor).rows()
    assert "We are upgrading" in asked[0]


# A click that opens a dialog of the browser is not over until somebody answers the dialog.
ASKS = "data:text/html,<button onclick='window.clicks = (window.clicks || 0) + 1; alert(1)'>Move</button>"


def test_a_click_that_has_begun_is_not_repeated(page: Page) -> None:
    page.goto(ASKS)
    button, tries = page.locator("button"), list[float]()

    def click(within: float) -> None:
        tries.append(within)
        button.click(timeout=within, no_wait_after=True)

    begun = pytest.raises(PlaywrightTimeout, match="performing click action")  # the words that `obstacles` looks for
    with page.expect_event("dialog") as dialog, begun:
        act_despite_obstacle(button, click, "Enter", 1_500)
    dialog.value.dismiss()
    assert len(tries) == page.evaluate("window.clicks") == 1


@pytest.mark.parametrize(
    ("log", "tries"),
    [
        ("- attempting click action\n  - clicking at (10, 10)", 1),
        ("- element is not enabled\n  - retrying click action\n  - performing click action", 1),
        ("- attempting click action\n  - element is not enabled", 2),
        ("- attempting click action\n  - element is not stable", 2),
    ],
)
def test_only_a_log_that_says_what_the_click_waited_for_makes_it_be_repeated(page: Page, log: str, tries: int) -> None:
    clicked = list[float]()

    def click(within: float) -> None:
        clicked.append(within)
        raise PlaywrightTimeout(f"Locator.click: Timeout 500ms exceeded.\nCall log:\n  {log}\n")

    with pytest.raises(PlaywrightTimeout):
        act_despite_obstacle(page.locator("button"), click, "Enter", 1_500)
    assert len(clicked) == tries
