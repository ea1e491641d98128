"""Profiles: counts, posts, the moved notice, on each release."""

from itertools import islice

import pytest

from pages.panels.navigation_panel import NavigationPanel
from pages.web_app.home import HomePage
from pages.web_app.profile import ProfilePage
from tests.support import OLDEST_AND_NEWER, MakePair, Person, SignIn


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


@OLDEST_AND_NEWER
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


def test_the_moved_notice_names_the_new_account(make_pair: MakePair, sign_in: SignIn, release: str) -> None:
    pair = make_pair(old=release)
    person = sign_in(pair.old, pair.people.old)
    pair.people.old.moved_to = pair.people.new.acct
    assert ProfilePage.open_of(person.actor, "alice").moved_notice() == "alice@new.example"
