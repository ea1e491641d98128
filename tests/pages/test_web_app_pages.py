"""The web app's screens: posts, profiles, and the profile editors, on each release."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from pages.home import HomePage
from pages.left_panel import LeftPanel
from pages.navigation_panel import NavigationPanel
from pages.preferences import PreferencesPage
from pages.profile import ProfilePage
from pages.profile_editor import ProfileEditor
from pages.profile_settings import ProfileForm
from pages.profile_texts import ProfileField
from tests.support import QUICK, MakePair, Person, SignIn


def test_the_profile_shows_the_counts(old_person: Person) -> None:
    profile = HomePage(old_person.actor).at(NavigationPanel).open_own_profile("alice")
    assert profile.follower_count().exact == len(old_person.account.followers)
    assert profile.following_count().exact == len(old_person.account.follows)
    assert profile.moved_notice() is None


def test_a_name_may_be_written_in_another_case(old_person: Person) -> None:
    profile = HomePage(old_person.actor).at(NavigationPanel).open_own_profile("Alice")
    assert profile.follower_count().exact == len(old_person.account.followers)
    assert next(profile.read_posts(1)).text
    assert ProfilePage.open_of(old_person.actor, "ALICE").following_count().exact == len(old_person.account.follows)


def test_a_profile_without_posts_is_read_too(new_person: Person) -> None:
    assert list(HomePage(new_person.actor).at(NavigationPanel).open_own_profile("alice").read_posts(20)) == []


def test_a_post_is_published_and_pinned(old_person: Person) -> None:
    profile = HomePage(old_person.actor).at(NavigationPanel).open_own_profile("alice")
    before = {post.id for post in old_person.account.posts}
    profile.compose.publish_post("Off to @alice@new.example, with <b>everything</b>.")
    profile.actor.reload(profile.title)
    (post,) = [post for post in profile.wait().read_posts(3) if post.id not in before]
    assert not post.pinned
    profile = profile.pin_post(post.id)
    assert profile.shows_pinned(post.id)
    assert post.id in {shown.id for shown in profile.read_posts(0) if shown.pinned}
    newest = old_person.account.posts[-1]
    assert (newest.text, newest.pinned) == ("Off to @alice@new.example, with <b>everything</b>.", True)


def test_posts_below_the_window_are_read_as_they_are_drawn(old_person: Person) -> None:
    profile = HomePage(old_person.actor).at(NavigationPanel).open_own_profile("alice")
    (pinned, *others), written = list(profile.read_posts(25)), old_person.account.posts
    assert (pinned.id, pinned.pinned) == (written[0].id, True)
    assert [post.id for post in others] == [post.id for post in reversed(written[-20:])]  # a page, as it was sent
    assert all(
        text.partition("http")[0] in post.text
        for post, text in zip(
            others, reversed([one.text.replace("@bruno@old.example", "@bruno") for one in written]), strict=False
        )
    )
    assert not any("<" in post.text for post in (pinned, *others))


@pytest.mark.parametrize("release", ["4.0", "4.6"])
def test_each_of_several_pinned_posts_is_seen(make_pair: MakePair, sign_in: SignIn, release: str) -> None:
    pair = make_pair(old=release)
    for post in pair.people.old.posts[5:8]:
        post.pinned = True
    person = sign_in(pair.old, pair.people.old)
    profile = HomePage(person.actor).at(NavigationPanel).open_own_profile("alice")
    assert profile.shows_pinned(pair.people.old.posts[0].id)
    profile = profile.look_again()
    assert [post.pinned for post in islice(profile.read_posts(1), 5)] == [True] * 4 + [False]


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


def test_a_narrow_window_has_the_compose_box_on_a_screen_of_its_own(old_person: Person) -> None:
    old_person.actor.page.set_viewport_size({"width": 1000, "height": 800})
    old_person.actor.page.set_default_timeout(5_000)
    HomePage(old_person.actor).compose.publish_post("From a narrow window")
    assert old_person.account.posts[-1].text == "From a narrow window"


def test_preferences_are_reached_with_the_api_closed(old_person: Person) -> None:
    old_person.server.api_closed = True
    old_person.actor.reload("Home")
    assert isinstance(HomePage(old_person.actor).wait().at(NavigationPanel).open_preferences(), PreferencesPage)


def test_the_moved_notice_names_the_new_account(make_pair: MakePair, sign_in: SignIn, release: str) -> None:
    pair = make_pair(old=release)
    person = sign_in(pair.old, pair.people.old)
    pair.people.old.moved_to = pair.people.new.acct
    assert ProfilePage.open_of(person.actor, "alice").moved_notice() == "alice@new.example"


def test_the_profile_is_read_as_it_was_typed(old_person: Person) -> None:
    texts = PreferencesPage.open(old_person.actor).at(LeftPanel).open_profile().edit().read()
    alice = old_person.account
    assert (texts.display_name, texts.note) == (alice.display_name, alice.note)
    assert [(field.name, field.value) for field in texts.fields] == alice.fields
    assert texts.avatar is not None
    assert texts.header is not None
    data, media_type = old_person.actor.read_picture(texts.avatar)
    assert (data, media_type) == (alice.avatar, "image/png")


def test_the_profile_is_written(new_person: Person, tmp_path: Path) -> None:
    from fixtures.pictures import landscape, portrait

    avatar, header = tmp_path / "avatar.png", tmp_path / "header.png"
    avatar.write_bytes(portrait())
    header.write_bytes(landscape())
    editor = PreferencesPage.open(new_person.actor).at(LeftPanel).open_profile().edit()
    before = editor.read()
    assert (before.avatar, before.header) == (None, None)
    fields = (ProfileField("Web", "https://x.example"), ProfileField("Says", 'quotes " & <tags>'))
    if isinstance(editor, ProfileForm):
        editor.type_display_name("Alice 🌿")
        editor.type_note("One\n\nTwo")
        editor.type_fields(fields)
        editor.choose_avatar(avatar)
        editor.choose_header(header)
        assert editor.save().notices
    else:
        assert isinstance(editor, ProfileEditor)
        editor.save_display_name("Alice 🌿")
        editor.save_note("One\n\nTwo")
        assert all(editor.save_field(field) for field in fields)
        editor.save_avatar(avatar)
        editor.save_header(header)
    after = editor.read()
    assert (after.display_name, after.note, after.fields) == ("Alice 🌿", "One\n\nTwo", fields)
    assert after.avatar is not None
    assert after.header is not None
    assert new_person.account.display_name == "Alice 🌿"


def test_the_editor_changes_a_pair_that_exists_and_knows_when_there_is_no_room(
    make_pair: MakePair, sign_in: SignIn
) -> None:
    pair = make_pair(new="4.6")
    pair.people.new.fields = [("A", "1"), ("B", "2"), ("C", "3")]
    person = sign_in(pair.new, pair.people.new)
    editor = PreferencesPage.open(person.actor).at(LeftPanel).open_profile().edit()
    assert isinstance(editor, ProfileEditor)
    assert editor.save_field(ProfileField("B", "changed"))
    assert editor.save_field(ProfileField("D", "4"))
    assert not editor.save_field(ProfileField("E", "5"))
    assert pair.people.new.fields == [("A", "1"), ("B", "changed"), ("C", "3"), ("D", "4")]
