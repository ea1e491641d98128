"""What a failing step leaves: a picture, the page and its last lines; nothing of it tells a secret."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from automation.observers.pictures import picture
from automation.run import error_details
from automation.secrets import Secrets
from pages.browser.actor import Actor
from tests.support import MakePair


def test_the_last_lines_of_console_and_network(make_pair: MakePair, page: Page, tmp_path: Path) -> None:
    pair = make_pair()
    actor = Actor(page, pair.old.url)
    actor.open("/auth/sign_in", "Sign in")
    secrets = Secrets()
    secrets.add("Public & Co")
    events = page.expect_event("requestfailed"), page.expect_event("pageerror"), page.expect_response("**/missing*")
    with events[0], events[1], events[2]:
        page.evaluate(
            """() => {
                console.warn('\\u001b[31mtyped', 'Public & Co', 'access_token="0123456789abcdef0123"');
                for (let i = 0; i < 150; i++) console.log(`line ${i}`);
                setTimeout(() => { throw new Error('broken: Public%20%26%20Co') });
                fetch('/missing?reset_password_token=Public%20%26+Co&a=b#c');
                const given_up = new AbortController();
                fetch('/given-up', { signal: given_up.signal }).catch(() => {});
                given_up.abort();
            }"""
        )
    kept = error_details.keep(actor, tmp_path, "x", secrets)
    assert [Path(file).suffix for file in kept] == [".png", ".html", ".log"]
    log = Path(kept[2]).read_text()
    assert f"GET {pair.old.url}/auth/sign_in 200" in log
    assert f"GET {pair.old.url}/missing?reset_password_token=…&a=… 404" in log
    assert f"GET {pair.old.url}/given-up net::ERR_ABORTED" in log
    assert "broken: [removed]" in log
    assert "log: line 149" in log
    assert len(log.splitlines()) < 300
    assert not secrets.found_in(log.encode())
    assert "0123456789abcdef0123" not in log
    assert "\x1b" not in log


def test_a_file_in_which_a_secret_is_left_is_not_kept(make_pair: MakePair, page: Page, tmp_path: Path) -> None:
    actor = Actor(page, make_pair().old.url)
    actor.open("/auth/sign_in", "Sign in")
    secrets = Secrets()
    secrets.add("IHDR")  # stands in every PNG
    kept = error_details.keep(actor, tmp_path, "x", secrets)
    assert [Path(file).suffix for file in kept] == [".html", ".log"]
    assert not list((tmp_path / "error-details").glob("*.png"))


def test_a_browser_that_is_gone_leaves_nothing(make_pair: MakePair, page: Page, tmp_path: Path) -> None:
    actor = Actor(page, make_pair().old.url)
    page.close()
    with pytest.raises(Error):
        picture(page, known=True)
    assert error_details.keep(actor, tmp_path, "x", Secrets()) == []
    assert list((tmp_path / "error-details").iterdir()) == []


def test_a_page_whose_script_never_ends_leaves_its_last_lines(
    make_pair: MakePair, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(error_details, "_WITHIN_MS", 500)
    monkeypatch.setattr("automation.observers.pictures._WITHIN_MS", 500)
    actor = Actor(page, make_pair().old.url)
    actor.open("/auth/sign_in", "Sign in")
    with page.expect_console_message(lambda message: message.text == "turning"):
        page.evaluate("setTimeout(() => { console.log('turning'); for (;;); })")
    assert [Path(file).suffix for file in error_details.keep(actor, tmp_path, "x", Secrets())] == [".log"]


def test_error_details_hold_nothing_that_was_typed(make_pair: MakePair, page: Page, tmp_path: Path) -> None:
    there = Actor(page, make_pair().old.url)
    there.open("/auth/sign_in", "Sign in")
    # As pages do that are drawn by a script, a single sign-on's for one.
    page.locator("#user_email").evaluate("field => field.setAttribute('value', 'what-only-i-know')")
    picture, html, _ = error_details.keep(there, tmp_path, "x", Secrets())
    assert Path(picture).stat().st_size > 1_000
    assert "user_email" in Path(html).read_text()
    assert "what-only-i-know" not in Path(html).read_text()
