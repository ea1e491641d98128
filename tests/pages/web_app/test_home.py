"""The web app, from its first launch on: its panels, wide and narrow."""

from dataclasses import replace

import pytest

from pages.panels.navigation_panel import NavigationPanel
from pages.settings.preferences import PreferencesPage
from pages.web_app.home import HomePage
from pages.web_app.profile import ProfilePage
from tests.support import OLDEST_AND_NEWER, QUICK, MakePair, Person, SignIn


@pytest.mark.parametrize("release", ["3.5", "4.0"])
def test_the_first_launch_of_the_web_app_costs_seconds(make_pair: MakePair, sign_in: SignIn, release: str) -> None:
    pair = make_pair(new=release, pace=replace(QUICK, introduction=5))
    person = sign_in(pair.new, pair.people.new)
    profile = ProfilePage.open_in_web_app(person.actor, "alice").wait()
    assert pair.people.new.introduced
    assert profile.follower_count().exact == 0
    assert [path for _, path, _ in pair.new.requests].count("/web/@alice" if release == "3.5" else "/@alice") == 2


def test_the_first_launch_in_a_narrow_window(make_pair: MakePair, sign_in: SignIn) -> None:
    pair = make_pair(new="4.0")
    person = sign_in(pair.new, pair.people.new)
    person.actor.page.set_viewport_size({"width": 600, "height": 800})
    HomePage(person.actor).compose.publish_post("From a narrow window")
    assert pair.people.new.posts[-1].text == "From a narrow window"


@pytest.mark.parametrize("width", [1280, 600])
def test_the_redesign_of_4_7_that_a_browser_asks_for(make_pair: MakePair, sign_in: SignIn, width: int) -> None:
    pair = make_pair(old="4.7")
    person = sign_in(pair.old, pair.people.old)
    person.actor.page.evaluate("localStorage.experiments = 'other,redesign'")
    person.actor.page.set_viewport_size({"width": width, "height": 900})
    person.actor.reload("Home")
    profile = HomePage(person.actor).at(NavigationPanel).open_own_profile("alice")
    compose = profile.compose
    assert compose.is_public() is None
    compose.publish_post("Off to @alice@new.example")
    newest = pair.people.old.posts[-1]
    assert (newest.text, newest.visibility) == ("Off to @alice@new.example", "public")
    profile = profile.look_again().pin_post(newest.id)
    assert profile.shows_pinned(newest.id)
    assert isinstance(profile.at(NavigationPanel).open_preferences(), PreferencesPage)


@OLDEST_AND_NEWER
def test_a_narrow_window_has_the_compose_box_on_a_screen_of_its_own(old_person: Person) -> None:
    old_person.actor.page.set_viewport_size({"width": 1000, "height": 800})
    old_person.actor.page.set_default_timeout(5_000)
    HomePage(old_person.actor).compose.publish_post("From a narrow window")
    assert old_person.account.posts[-1].text == "From a narrow window"


def test_preferences_are_reached_with_the_api_closed(old_person: Person) -> None:
    old_person.server.api_closed = True
    old_person.actor.reload("Home")
    assert isinstance(HomePage(old_person.actor).wait().at(NavigationPanel).open_preferences(), PreferencesPage)
