"""What a failing step leaves: a picture, the page and its last lines; nothing of it tells a secret."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from automation.cli.crash import keep_traceback
from automation.observers.pictures import picture
from automation.run import error_details
from automation.secrets import Secrets
from pages.actor import Actor
from tests.support import MakePair, has_mode

FORM = """<style>* { margin: 0; transition: none } body { font: 20px sans-serif }</style>
    <input type=password> <input name="user[otp_attempt]"> <input id=mine> <textarea></textarea>"""


def typed(page: Page, text: str) -> None:
    for field in page.locator("input, textarea").all():
        field.fill(text)


def test_a_picture_shows_nothing_that_is_typed_into_secret_fields(page: Page) -> None:
    page.set_content(FORM)
    typed(page, "123456")
    there = picture(page, known=True), picture(page, known=False)
    page.locator("[type=password], [name*=otp]").evaluate_all("fields => fields.forEach(field => field.value = '8')")
    assert picture(page, known=True) == there[0]
    page.locator("#mine").fill("8")
    assert picture(page, known=True) != there[0]  # what is no secret can be read
    typed(page, "8")
    assert picture(page, known=False) == there[1]
    assert page.locator("#mine").input_value() == "8"


def test_a_picture_shows_the_page_without_what_is_drawn_over_it(page: Page) -> None:
    page.set_content(FORM)
    before = picture(page, known=True)
    page.locator("#mine").highlight()
    page.screencast.show_overlay("<h1>Part 2</h1>")
    assert page.screenshot() != before
    assert picture(page, known=True) == before


@pytest.mark.parametrize(("type_", "begins"), [("png", b"\x89PNG"), ("webp", b"RIFF")])
def test_a_picture_is_of_the_kind_that_is_asked_for(page: Page, type_: str, begins: bytes) -> None:
    page.set_content(FORM)
    quality = {"quality": 50} if type_ == "webp" else {}
    assert picture(page, known=True, type=type_, **quality).startswith(begins)  # type: ignore[arg-type]


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


@pytest.mark.parametrize("usable", [True, False])
def test_a_fault_of_the_program_is_kept_with_what_caused_it_but_without_words(tmp_path: Path, usable: bool) -> None:
    def fault() -> None:
        try:
            raise KeyError("Public & Co")
        except KeyError as error:
            raise ValueError("Public & Co") from error

    (tmp_path / "file").write_text("")
    with pytest.raises(ValueError, match="Public") as raised:
        fault()
    kept = Path(keep_traceback(raised.value, tmp_path / "x" if usable else tmp_path / "file"))
    assert (tmp_path in kept.parents) == usable
    text = kept.read_text()
    assert text.index("ValueError") < text.index("because of") < text.index("KeyError\n")
    assert "in fault" in text
    assert "playwright 1." in text
    assert has_mode(kept, 0o600)
