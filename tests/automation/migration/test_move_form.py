"""Where an account redirects, as pages of real servers tell it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from automation.handles import Handle
from automation.migration.redirects import Redirect, redirect_of
from pages.browser.actor import Actor
from pages.settings.migration import MigrationPage

ZOE, YAN = Handle("zoe", "vintage.test"), Handle("yan", "new.test")


@pytest.mark.parametrize(
    ("capture", "old", "new", "found"),
    [
        ("4.0.2/60-migration-form", ZOE, Handle("zoe2", "vintage.test"), Redirect.NOWHERE),
        ("4.0.2/67-migration-done", ZOE, Handle("zoe2", "vintage.test"), Redirect.MOVED),
        ("4.0.2/67-migration-done", ZOE, Handle("Zoe2", "VINTAGE.test"), Redirect.MOVED),
        ("4.0.2/67-migration-done", ZOE, Handle("zoe2", "new.test"), Redirect.ELSEWHERE),
        ("4.0.2/68-migration-cooldown", ZOE, Handle("zoe", "vintage.test"), Redirect.ELSEWHERE),
        ("4.6.5/62-redirect-set", ZOE, YAN, Redirect.ONLY),
        ("4.6.5/62-redirect-set", ZOE, Handle("yan2", "new.test"), Redirect.ELSEWHERE),
        ("4.6.5/62-redirect-set", ZOE, Handle("yan", "new.test.example"), Redirect.ELSEWHERE),
    ],
)
def test_only_a_past_migration_says_that_followers_have_been_moved(
    page: Page, shared: Path, capture: str, old: Handle, new: Handle, found: Redirect
) -> None:
    page.route("**/*", lambda route: route.abort())
    content = (shared / "mastodon" / "captures" / f"{capture}.html").read_text(encoding="utf-8")
    page.set_content(content, wait_until="commit")
    assert redirect_of(MigrationPage(Actor(page, "https://captured.test")), old, new) is found
