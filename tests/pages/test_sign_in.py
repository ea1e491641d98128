"""Signing in and out, on each release."""

import time

import pyotp
import pytest
from playwright.sync_api import Page

from pages.browser.actions import Action, ActionObserver
from pages.browser.actor import Actor
from pages.browser.execution import Performer
from pages.errors import ServerTrouble, SignedOut, WrongOrigin
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.account import AccountPage
from pages.settings.aliases import AliasesPage
from pages.settings.export import ExportPage
from pages.sign_in import ChallengePage, SignInPage, TwoFactorPage
from pages.web_app.home import HomePage
from tests.support import MakePair, Person, SignIn

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_the_web_app_is_where_one_lands(old_person: Person) -> None:
    assert isinstance(SignInPage(old_person.actor).landed(), HomePage)


def test_a_wrong_password_stays_on_the_form_and_says_so(make_pair: MakePair, page: Page, release: str) -> None:
    pair = make_pair(old=release)
    sign_in = SignInPage.open(Actor(page, pair.old.url))
    sign_in.type_email_and_password(pair.people.old.email, "not it at all")
    assert sign_in.landed() is None
    assert sign_in.answer().alerts


def test_a_second_factor_is_asked_for_and_taken(make_pair: MakePair, page: Page, release: str) -> None:
    pair = make_pair(old=release)
    pair.people.old.otp_secret = SECRET
    sign_in = SignInPage.open(Actor(page, pair.old.url))
    sign_in.type_email_and_password(pair.people.old.email, pair.people.old.password)
    asked = sign_in.landed()
    assert isinstance(asked, TwoFactorPage)
    asked.type_code("000000")
    again = sign_in.landed()
    assert isinstance(again, TwoFactorPage)
    again.type_code(pyotp.TOTP(SECRET).now())
    assert isinstance(sign_in.landed(), HomePage)


def test_an_account_that_has_moved_lands_on_its_account_page(
    make_pair: MakePair, sign_in: SignIn, release: str
) -> None:
    pair = make_pair(old=release)
    pair.people.old.moved_to = pair.people.new.acct
    person = sign_in(pair.old, pair.people.old)
    landed = SignInPage(person.actor).landed()
    assert isinstance(landed, AccountPage)
    # It has no preferences any more, and finds its settings here.
    assert isinstance(landed.at(NavigationPanel).open_preferences(), AccountPage)


def test_signing_out_ends_the_session(old_person: Person) -> None:
    HomePage(old_person.actor).at(NavigationPanel).open_preferences().at(LeftPanel).sign_out()
    with pytest.raises(SignedOut):
        ExportPage.open(old_person.actor)


def test_the_password_is_confirmed_where_the_server_asks_for_it(old_person: Person) -> None:
    old_person.server.requires_challenge.add("/settings/aliases")

    def confirm() -> None:
        assert ChallengePage(old_person.actor).confirm_password(old_person.account.password)

    old_person.actor.confirm_password = confirm
    assert AliasesPage.open(old_person.actor).handle.visible()


def test_too_many_tries_are_server_trouble_with_a_time(make_pair: MakePair, page: Page) -> None:
    pair = make_pair()
    pair.old.sign_in_posts += [time.time()] * 25  # somebody else's, from the same address
    with pytest.raises(ServerTrouble) as trouble:
        SignInPage.open(Actor(page, pair.old.url)).type_email_and_password(pair.people.old.email, "wrong")
    assert trouble.value.status == 429
    assert trouble.value.again_at is not None


def test_no_secret_is_typed_into_another_servers_page(make_pair: MakePair, page: Page) -> None:
    pair = make_pair()
    actor = Actor(page, pair.old.url)
    page.goto(f"{pair.new.url}/auth/sign_in")
    with pytest.raises(WrongOrigin):
        SignInPage(actor).type_email_and_password(pair.people.old.email, pair.people.old.password)
    assert page.locator("#user_email").input_value() == ""
    with pytest.raises(WrongOrigin):
        actor.fill_secret(SignInPage(actor).password, pair.people.old.password)
    assert page.locator("#user_password").input_value() == ""


def test_no_secret_is_typed_into_a_page_that_has_come_in_the_meantime(make_pair: MakePair, page: Page) -> None:
    pair = make_pair()
    actor = Actor(page, pair.old.url)
    sign_in = SignInPage.open(actor)

    class Slow(ActionObserver):
        def before(self, action: Action) -> Performer:
            page.goto(f"{pair.new.url}/auth/sign_in")
            return "actor"

        def after(self, action: Action) -> None:
            raise AssertionError

    actor.observers.append(Slow())
    with pytest.raises(WrongOrigin):
        actor.fill_secret(sign_in.password, pair.people.old.password)
    assert page.locator("#user_password").input_value() == ""


def test_a_server_that_does_not_answer_is_server_trouble(page: Page) -> None:
    with pytest.raises(ServerTrouble):
        SignInPage.open(Actor(page, "http://127.0.0.1:1111"))


def test_links_of_the_page_script_work_while_the_script_is_late(
    make_pair: MakePair, sign_in: SignIn, release: str
) -> None:
    pair = make_pair(old=release)
    person = sign_in(pair.old, pair.people.old)
    pair.old.pace.script = 1.0
    HomePage(person.actor).at(NavigationPanel).open_preferences().at(LeftPanel).sign_out()
    assert not LeftPanel(person.actor).sign_out_.visible()
