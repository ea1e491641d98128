"""Pages that real servers sent (4.0.2 and 4.6.5): every locator finds exactly the control that it names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pages.access.authorized_apps import AuthorizedAppsPage
from pages.browser.actor import Actor
from pages.browser.whole_page import WholePage
from pages.errors import ScreenNotRecognised
from pages.own_profile.featured_hashtags import FeaturedHashtagsEditor, FeaturedHashtagsForm
from pages.screen import Control, Region
from pages.settings.filters import FilterForm, FilterTexts
from pages.settings.form import SettingsForm
from pages.settings.preference_pages import (
    AppearancePage,
    OtherPreferencesPage,
    PostingDefaultsPage,
    VerificationPage,
)
from pages.settings.privacy import PrivacyPage
from pages.settings.relationships import RelationshipsPage
from pages.web_app.account_note import AccountNotePage
from pages.web_app.follow_requests import FollowRequestsPage
from pages.web_app.hashtags import FollowedHashtagsPage, HashtagPage
from pages.web_app.lists import ListsPage
from pages.web_app.profile import ProfilePage
from tests.pages.capture_cases import CASES


@pytest.fixture(scope="module")
def captures_page(browser: Browser) -> Iterator[Page]:
    """One page for all captures; nothing that they refer to is fetched."""
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort())
    yield page
    page.close()


def open_capture(page: Page, shared: Path, capture: str) -> Actor:
    """Show a captured document."""
    content = (shared / "mastodon" / "captures" / f"{capture}.html").read_text(encoding="utf-8")
    page.set_content(content, wait_until="commit")
    return Actor(page, "https://captured.test")


@pytest.mark.parametrize(("capture", "screen", "controls", "names"), CASES)
def test_each_control_is_found_exactly_once(
    captures_page: Page,
    shared: Path,
    capture: str,
    screen: type[Region],
    controls: tuple[Control, ...],
    names: dict[str, str],
) -> None:
    shown = screen(open_capture(captures_page, shared, capture), **names)
    found = {control.name: control.bind(shown).locator.count() for control in controls}
    assert found == {control.name: 1 for control in controls}


@pytest.mark.parametrize(
    ("capture", "expected"),
    [
        ("4.0.2/260-profile-12-posts-top", (12, 1)),
        ("4.0.2/262-profile-scrolled-to-end", (12, 6)),
        ("4.6.5/54-profile-own-pinned", (5, 2)),
    ],
)
def test_a_post_out_of_the_window_is_known_from_one_that_is_drawn(
    captures_page: Page, shared: Path, capture: str, expected: tuple[int, int]
) -> None:
    profile = ProfilePage(open_capture(captures_page, shared, capture), name="alice")
    assert (profile.posts.locator.count(), profile.rendered_posts.locator.count()) == expected


@pytest.mark.parametrize(
    ("capture", "people"),
    [
        ("4.0.2/270-follow-requests-one", ["tia"]),
        ("4.6.5/270-follow-requests-one", ["alice"]),
        ("4.0.2/240-follow-requests", []),
        ("4.6.5/240-follow-requests", []),
    ],
)
def test_follow_requests_are_read(captures_page: Page, shared: Path, capture: str, people: list[str]) -> None:
    page = FollowRequestsPage(open_capture(captures_page, shared, capture))
    assert page.list_or_none.present()
    assert page.read() == people


@pytest.mark.parametrize(
    ("capture", "count", "first", "more"),
    [
        ("4.0.2/201-relationships-followers", None, "dieter", False),
        ("4.6.5/260-relationships-many", 40, "crowd180@new.test", True),
        ("4.6.5/262-relationships-many-last-page", 40, "crowd039", False),
        ("4.0.2/274-relationships-many", 0, "", False),
    ],
)
def test_followers_are_read_by_name(
    captures_page: Page, shared: Path, capture: str, count: int | None, first: str, more: bool
) -> None:
    page = RelationshipsPage(open_capture(captures_page, shared, capture))
    found = page.read()
    assert count is None or len(found.names) == count
    assert found.names[:1] == [name for name in [first] if name]
    assert found.more == more
    whole = WholePage((shared / "mastodon" / "captures" / f"{capture}.html").read_text(encoding="utf-8"))
    assert whole.is_whole
    assert [name.removeprefix("@") for name in whole.texts(RelationshipsPage.accounts.selector)] == found.names
    assert whole.has(RelationshipsPage.next.selector) == more


def test_followed_hashtags_are_read_with_their_spelling(captures_page: Page, shared: Path) -> None:
    page = FollowedHashtagsPage(open_capture(captures_page, shared, "4.6.5/230-followed-tags"))
    assert page.read() == ["München", "gardening", "photography"]


def test_a_hashtag_that_is_not_followed_has_another_icon(captures_page: Page, shared: Path) -> None:
    page = HashtagPage(open_capture(captures_page, shared, "4.0.2/231-tag-not-followed"), name="books")
    assert not page.is_followed()


@pytest.mark.parametrize(
    ("capture", "expected"),
    [
        ("4.0.2/214-filter-edit-1", None),
        ("4.6.5/214-filter-edit-2", FilterTexts("Spoilers, \"big\" ones", "", ("home", "public"), "warn",
            (("finale", True), ("season 4", False)))),
    ],
)  # fmt: skip
def test_a_filter_is_read_from_its_form(
    captures_page: Page, shared: Path, capture: str, expected: FilterTexts | None
) -> None:
    found = FilterForm(open_capture(captures_page, shared, capture)).read()
    assert found.title
    assert found.keywords
    assert expected is None or found == expected


@pytest.mark.parametrize(
    ("capture", "page", "expected"),
    [
        ("4.0.2/222-preferences-other", OtherPreferencesPage, {"user[setting_default_privacy]": "public",
            "user[setting_noindex]": False, "user[chosen_languages][]": []}),
        ("4.0.2/221-preferences-appearance", AppearancePage, {"user[locale]": "de", "user[setting_crop_images]": True,
            "user[setting_display_media]": "default"}),
        ("4.6.5/220-privacy", PrivacyPage, {"account[unlocked]": True, "account[settings][indexable]": True}),
        ("4.6.5/221-preferences-appearance", AppearancePage, {"user[locale]": "zh-TW",
            "user[settings_attributes][web.color_scheme]": "auto"}),
        ("4.6.5/224-preferences-posting-defaults", PostingDefaultsPage,
            {"user[settings_attributes][default_quote_policy]": "public"}),
        ("4.6.5/226-verification", VerificationPage, {"account[attribution_domains]": ""}),
    ],
)  # fmt: skip
def test_settings_are_read_by_their_names(
    captures_page: Page, shared: Path, capture: str, page: type[SettingsForm], expected: dict[str, object]
) -> None:
    fields, choices = page(open_capture(captures_page, shared, capture)).fields()
    assert expected.items() <= fields.items()
    assert all(fields[name] in choices[name] for name in fields if name in choices and isinstance(fields[name], str))


@pytest.mark.parametrize(
    ("capture", "screen", "control"),
    [
        ("4.6.5/232-tag-menu-open", HashtagPage, HashtagPage.feature_),
        ("4.6.5/53-status-menu-pin", ProfilePage, ProfilePage.pin),
    ],
)
def test_a_dangerous_entry_of_a_menu_is_never_the_one_that_is_meant(
    captures_page: Page, shared: Path, capture: str, screen: type[Region], control: Control
) -> None:
    meant = control.bind(screen(open_capture(captures_page, shared, capture))).locator
    meant.evaluate("button => button.parentElement.classList.add('dropdown-menu__item--dangerous')")
    assert meant.count() == 0


def test_of_several_actions_of_a_hashtag_none_is_taken(captures_page: Page, shared: Path) -> None:
    page = HashtagPage(open_capture(captures_page, shared, "4.6.5/232-tag-menu-open"), name="photography")
    page.feature_.locator.evaluate("button => button.parentElement.after(button.parentElement.cloneNode(true))")
    with pytest.raises(ScreenNotRecognised, match="more than one match"):
        page.actor.click(page.feature_)


def test_featured_hashtags_are_read(captures_page: Page, shared: Path) -> None:
    form = FeaturedHashtagsForm(open_capture(captures_page, shared, "4.0.2/224-featured-tags-one"))
    assert form.read() == ["bikes"]
    editor = FeaturedHashtagsEditor(open_capture(captures_page, shared, "4.6.5/235-profile-featured-tags"))
    assert editor.read() == ["photography"]


@pytest.mark.parametrize("capture", ["4.0.2/226-authorized-applications", "4.6.5/288-moved-authorized-applications"])
def test_the_servers_own_web_app_is_no_authorised_app(captures_page: Page, shared: Path, capture: str) -> None:
    page = AuthorizedAppsPage(open_capture(captures_page, shared, capture))
    assert page.apps.present()
    assert page.read() == []


@pytest.mark.parametrize(
    ("capture", "name", "note"),
    [
        ("4.0.2/250-profile-note-empty", "anders", ""),
        ("4.0.2/253-profile-note-present", "anders", "Met at the bike shop; knows Zürich."),
        ("4.6.5/251-profile-without-note", "cleo", ""),
    ],
)
def test_notes_are_read(captures_page: Page, shared: Path, capture: str, name: str, note: str) -> None:
    assert AccountNotePage(open_capture(captures_page, shared, capture), name=name).read() == note


@pytest.mark.parametrize(
    ("capture", "titles"),
    [
        ("4.0.2/241-lists", {"1": 'Friends, the "close" ones', "2": "Wissenschaft & Köche"}),
        ("4.6.5/241-lists", {"1": 'Friends, "close"', "2": "News"}),
        ("4.6.5/265-lists-empty", {}),
    ],
)
def test_lists_are_read(captures_page: Page, shared: Path, capture: str, titles: dict[str, str]) -> None:
    assert ListsPage(open_capture(captures_page, shared, capture)).read() == titles
