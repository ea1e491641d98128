"""A secret is found and removed, in whatever form it is written."""

import base64
import html
import json
import re
import unicodedata
from collections.abc import Callable
from html.entities import codepoint2name
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from automation.secrets import REMOVED, Secrets

AWKWARD = "p\"a's&s %<wörd>/+\\ pass"
TOKEN = "pfUX4N6LbMQTpnROhfFw5tAADnmKyLLigyDIjqUj3heCldxkUQVwAW_3dDRhGN95"


def everywhere(reference: Callable[[str], str]) -> Callable[[str], str]:
    """Write every character but ASCII's letters and digits in a way of its own."""
    return lambda text: "".join(c if c.isascii() and c.isalnum() else reference(c) for c in text)


def json_escape(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 127 else f"\\u{ord(character):04x}"


WRITINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "address": quote,
    "address, everything": lambda text: quote(text, safe=""),
    "address, lower case": everywhere(lambda c: "".join(f"%{byte:02x}" for byte in c.encode())),
    "form": quote_plus,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON, Unicode": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON, slashes": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON, everything": everywhere(json_escape),
    "JSON, upper case": everywhere(lambda c: json_escape(c).upper().replace("\\U", "\\u")),
    "JSON, within HTML": lambda text: re.sub("[&<>]", lambda c: json_escape(c.group()), json.dumps(text)[1:-1]),
    "HTML": html.escape,
    "HTML, decimal": everywhere(lambda c: f"&#{ord(c)};"),
    "HTML, hexadecimal": everywhere(lambda c: f"&#x{ord(c):x};"),
    "HTML, names": everywhere(lambda c: f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c),
    "YAML": lambda text: text.replace("'", "''"),
}
OUTER = ["plain", "address, everything", "form", "JSON", "JSON, Unicode", "JSON, within HTML", "HTML"]
PASSWORDS = st.text(st.characters(exclude_categories=["C"]), min_size=4, max_size=20).filter(
    lambda text: len(text.strip()) >= 4
)


@pytest.mark.slow
@given(PASSWORDS, st.sampled_from(list(WRITINGS)), st.sampled_from(OUTER), st.sampled_from(["NFC", "NFD"]))
@example(AWKWARD, "JSON", "JSON", "NFC")
@example(AWKWARD, "JSON", "HTML", "NFD")
@example(AWKWARD, "HTML", "address, everything", "NFC")
@example("00\\0", "JSON, everything", "address, everything", "NFC")
@example("a&\\b", "JSON, everything", "address, everything", "NFC")
@example("000\\", "HTML, decimal", "address, everything", "NFC")
@example("000\\", "HTML, decimal", "JSON, within HTML", "NFC")
@settings(max_examples=80, deadline=None)
def test_every_form_of_a_secret_is_removed(secret: str, inner: str, outer: str, composed: Any) -> None:
    secrets = Secrets()
    secrets.add(secret)
    form = WRITINGS[outer](WRITINGS[inner](unicodedata.normalize(composed, secret)))
    text = f"before:{form}:after"
    assert secrets.found_in(text.encode())
    cleaned = secrets.scrub(text)
    assert not secrets.found_in(cleaned.encode())
    assert cleaned.startswith("before:")
    assert cleaned.endswith(":after")
    assert form not in cleaned


@given(PASSWORDS.filter(lambda text: len(text.encode()) >= 6), st.binary(max_size=5), st.binary(max_size=5))
@settings(max_examples=25, deadline=None)
def test_a_secret_is_found_in_base64_wherever_it_stands(secret: str, before: bytes, after: bytes) -> None:
    secrets = Secrets()
    secrets.add(secret)
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        encoded = encode(before + secret.encode() + after)
        assert secrets.found_in(encoded)
        assert secrets.found_in(quote(encoded.decode(), safe="").encode())


@given(st.text(max_size=200))
@settings(max_examples=25, deadline=None)
def test_what_holds_no_secret_stays_as_it_is(text: str) -> None:
    secrets = Secrets()
    secrets.add(AWKWARD, "319731")
    secrets.add_tokens(TOKEN)
    assert secrets.scrub(text) == text.encode(errors="replace").decode()


def test_a_secret_is_found_in_what_playwright_makes_of_it(page: Page) -> None:
    secrets = Secrets()
    secrets.add('  it\'s: "so\\ly"  \u00ad mine ')
    page.set_content("<label>Password <input type=password></label>")
    page.get_by_label("Password").fill('  it\'s: "so\\ly"  \u00ad mine ')
    snapshot = page.locator("body").aria_snapshot()
    assert "ly" in snapshot
    assert "ly" not in secrets.scrub(snapshot)


@pytest.mark.parametrize("text", ["code=319731&", '"319731"', "is%20319731", "is\\u0020319731.", "319731"])
def test_a_code_is_found(text: str) -> None:
    secrets = Secrets()
    secrets.add("319731")
    assert secrets.scrub(text) == text.replace("319731", REMOVED)


@pytest.mark.parametrize(
    "text", ["1795319731", "3197310", "0.319731", "319731.25", "af319731b0c9d8e7f6a5b4c3d2e1f00112233445"]
)
def test_a_code_is_not_found_in_a_longer_number_nor_in_a_hash(text: str) -> None:
    secrets = Secrets()
    secrets.add("319731", "3197")
    assert not secrets.found_in(f"a {text} b".encode())


@pytest.mark.parametrize(
    "form",
    [
        TOKEN,
        f"csrf{TOKEN}again",
        quote(f"a={TOKEN};"),
        json.dumps(json.dumps({"token": f"\n{TOKEN}"})),
        base64.b64encode(f"Bearer {TOKEN}".encode()).decode(),
    ],
)
def test_a_token_is_found_by_its_long_words(form: str) -> None:
    secrets = Secrets()
    secrets.add_tokens(*(f"{n:032x}" for n in range(1000)), TOKEN)
    assert secrets.found_in(form.encode())
    assert TOKEN not in secrets.scrub(form)
    assert not secrets.found_in(form.replace(TOKEN[8:], "").encode()[:20])


def test_the_longest_secret_goes_first() -> None:
    secrets = Secrets()
    secrets.add("Posts", "Posts and more")
    assert secrets.scrub("Posts and more, Posts") == f"{REMOVED}, {REMOVED}"


def test_a_secret_that_is_the_mark_itself_leaves_another_mark() -> None:
    secrets = Secrets()
    secrets.add("removed")
    assert not secrets.found_in(secrets.scrub("It was removed.").encode())


# -- tokens in pages


def test_form_tokens_are_noticed_in_a_page() -> None:
    secrets = Secrets()
    secrets.note_tokens(
        '<input type="hidden" name="authenticity_token" value="tok-EN_1"><meta content="tok2" name="csrf-token">'
    )
    assert secrets.scrub("tok-EN_1 tok2") == f"{REMOVED} {REMOVED}"


def test_tokens_are_noticed_in_pages_of_real_servers(shared: Path) -> None:
    home = (shared / "mastodon/captures/4.0.2/10-home.html").read_text()
    preferences = (shared / "mastodon/captures/4.6.5/10-preferences-appearance.html").read_text()
    for page in (home, preferences):
        secrets = Secrets()
        secrets.note_tokens(page)
        tokens = re.findall(r'"access_token":"([^"]+)"|name="csrf-token" content="([^"]+)"', page)
        assert [secrets.scrub(token) for found in tokens for token in found if token] == [REMOVED] * 2
