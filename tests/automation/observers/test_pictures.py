"""Pictures show no secret, and with `--redact` no handle and no address."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from automation.observers.pictures import mask, picture
from fixtures.servers import Follow
from pages.browser.actor import Actor
from pages.sign_in import SignInPage
from pages.web_app.account_note import AccountNotePage
from pages.web_app.profile import ProfilePage
from tests.support import MakePair, Pair


def page_of(browser: Browser, *origins: str, private: bool = False) -> Page:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    mask(context, origins, private=private)
    return context.new_page()


def at_the_code(page: Page, pair: Pair) -> Page:
    pair.people.old.otp_secret = "JBSWY3DPEHPK3PXP"
    page.goto(f"{pair.old.url}/auth/sign_in")
    sign_in = SignInPage(Actor(page, pair.old.url))
    sign_in.type_email_and_password(pair.people.old.email, pair.people.old.password)
    page.locator("#user_otp_attempt").wait_for()
    return page


def test_a_one_time_code_is_drawn_as_dots(make_pair: MakePair, browser: Browser) -> None:
    pair = make_pair()
    page = at_the_code(page_of(browser, pair.old.url), pair)
    seen = []
    for code in ("111111", "888888"):
        page.locator("#user_otp_attempt").fill(code)
        page.evaluate("document.activeElement.blur()")
        box = page.locator("#user_otp_attempt").bounding_box()
        assert box is not None
        inside = FloatRect(x=box["x"] + 5, y=box["y"] + 5, width=box["width"] - 10, height=box["height"] - 10)
        seen.append(page.screenshot(clip=inside, animations="disabled"))
    assert seen[0] == seen[1]
    assert page.locator("#user_otp_attempt").input_value() == "888888"  # what is sent is what was typed


@pytest.mark.parametrize(("path", "seen"), [("/about", True), ("/auth/sign_in", False), (None, False)])
def test_on_the_way_in_and_elsewhere_all_that_is_typed_is_drawn_as_dots(
    make_pair: MakePair, browser: Browser, path: str | None, seen: bool
) -> None:
    pair = make_pair()
    page = page_of(browser, pair.old.url)
    page.goto(f"{pair.old.url}{path}" if path else f"{pair.new.url}/about")
    page.evaluate("document.body.innerHTML = '<input id=any style=\"font-size: 40px\">'")
    shown = []
    for text in ("iii", "WWW"):
        page.locator("#any").fill(text)
        page.evaluate("document.activeElement.blur()")
        shown.append(page.locator("#any").screenshot(animations="disabled"))
    assert (shown[0] != shown[1]) is seen


@pytest.mark.parametrize("known", [True, False])
def test_a_picture_of_an_unknown_page_shows_nothing_that_is_typed(browser: Browser, known: bool) -> None:
    page = page_of(browser, "null")
    page.set_content("<input id=any><textarea id=long></textarea>")
    seen = []
    for text in ("iiiiii", "WWWWWW"):
        page.locator("#any").fill(text)
        page.locator("#long").fill(text)
        page.evaluate("document.activeElement.blur()")
        seen.append(picture(page, known=known))
    assert (seen[0] == seen[1]) is not known
    assert page.evaluate("document.adoptedStyleSheets.length") == 1  # the mask; the picture's own went with it


def test_a_page_cannot_keep_its_pictures_from_hiding_what_is_typed(browser: Browser) -> None:
    page = page_of(browser, "null")
    page.set_content("<input type=password>")
    page.evaluate(
        """() => {
            window.CSSStyleSheet = function() {};
            Object.defineProperty(document, 'adoptedStyleSheets', { get: () => [], set: () => {} });
        }"""
    )
    seen = []
    for text in ("iiiiii", "W"):
        page.locator("input").fill(text)
        page.evaluate("document.activeElement.blur()")
        seen.append(picture(page))
    assert seen[0] == seen[1]


def test_handles_and_addresses_are_blurred_where_that_is_wished(make_pair: MakePair, browser: Browser) -> None:
    pair = make_pair()
    colours = {}
    for private in (False, True):
        page = page_of(browser, pair.old.url, private=private)
        actor = Actor(page, pair.old.url)
        profile = ProfilePage.open_of(actor, "alice")
        next(profile.read_posts(1))
        line = page.get_by_text("@alice@old.example", exact=True).or_(page.get_by_text("@alice", exact=True)).first
        note = page.get_by_text("Gardener, reader of maps").first
        colours[private] = [len(set(_pixels(one.screenshot()))) for one in (line, note)]
    assert colours[True][0] <= 4 < colours[False][0]  # a plate, in which no letter is to be seen
    assert colours[True][1] > 20  # other words are as they were


def _pixels(png: bytes) -> list[tuple[int, ...]]:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return [colour for _, colour in image.getcolors(1 << 24) or []]  # type: ignore[misc]


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


@pytest.mark.parametrize("private", [False, True])
def test_a_note_on_an_account_is_hidden_where_that_is_wished(
    make_pair: MakePair, browser: Browser, private: bool
) -> None:
    pair = make_pair(old="4.6")
    pair.fediverse.follow(pair.people.old, Follow("wren@birds.example"))
    actor = Actor(page_of(browser, pair.old.url, private=private), pair.old.url)
    actor.page.goto(f"{pair.old.url}/auth/sign_in")
    SignInPage(actor).type_email_and_password(pair.people.old.email, pair.people.old.password)
    actor.page.wait_for_url(re.compile("/(start|home)"))
    seen = []
    for text in ("iiiii", "WWWWW"):
        pair.people.old.notes["wren@birds.example"] = text
        profile = AccountNotePage.open_profile(actor, "wren@birds.example")
        assert profile.read() == text
        seen.append(profile.shown.locator.screenshot(animations="disabled"))
    assert (seen[0] == seen[1]) is private
