"""Traces as Playwright writes them, cleaned: no secret is left, and the trace still tells what was done."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from automation.observers.trace_cleaning import clean
from automation.secrets import REMOVED, Secrets
from fixtures.servers import EmbeddedServer
from pages.browser.actor import Actor
from pages.sign_in import SignInPage
from tests.support import MakePair

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def members(trace: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(trace) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def holding(trace: Path, *secrets: str) -> set[str]:
    """The kinds of files in a trace that hold one of these, looked for by other means than the program's."""
    kinds = set()
    for name, data in members(trace).items():
        forms = {form for secret in secrets for form in (secret, json.dumps(secret, ensure_ascii=False)[1:-1])}
        if any(form.encode() in data for form in forms):
            kinds.add(name if name.startswith("trace.") else Path(name).suffix)
    return kinds


def tokens_of(server: EmbeddedServer) -> dict[str, list[str]]:
    sessions = server.sessions.opened()
    return {
        "cookies": [session.id for session in sessions],
        "access tokens": [session.access_token for session in sessions if session.access_token],
        "form tokens": [token for session in sessions for token in session.tokens if token != session.access_token],
    }


@pytest.mark.parametrize("password", ["Public %41&\"<ö>'\\ pass", "Preferences", "text/html"])
def test_a_trace_of_a_sign_in(make_pair: MakePair, page: Page, tmp_path: Path, password: str) -> None:
    pair = make_pair()
    pair.people.old.password = password
    actor = Actor(page, pair.old.url)
    page.context.tracing.start(screenshots=True, snapshots=True)
    sign_in = SignInPage.open(actor)
    with page.expect_response("**/api/v1/**"):  # the web app's own, with its token
        sign_in.type_email_and_password(pair.people.old.email, password)
        sign_in.landed()
    actor.open("/settings/export", "Import and export")
    page.context.cookies()
    page.context.tracing.stop(path=tmp_path / "raw.zip")
    secrets = Secrets()
    secrets.add(password)

    # What the search is for is there before: a search that finds nothing anywhere would prove nothing.
    found = {kind: holding(tmp_path / "raw.zip", *tokens) for kind, tokens in tokens_of(pair.old).items()}
    assert all({"trace.network"} <= found[kind] for kind in ("cookies", "access tokens", "form tokens")), found
    assert {".html", ".dat", "trace.trace"} <= found["form tokens"]
    assert ".html" in found["access tokens"]
    assert {"trace.trace", "trace.network"} <= holding(tmp_path / "raw.zip", password)

    kept = clean(tmp_path / "raw.zip", tmp_path / "clean.zip", secrets)
    # The last one is what Playwright itself calls the pages: without it a trace is none.
    assert kept == (password != "text/html")
    assert [file.name for file in tmp_path.iterdir()] == ["raw.zip", "clean.zip"][: 1 + kept]
    if kept:
        everything = [password, *(token for tokens in tokens_of(pair.old).values() for token in tokens)]
        assert holding(tmp_path / "clean.zip", *everything) == set()
        # The program itself has noticed every one of them, so that it finds them in whatever else it writes.
        assert [text for text in everything if not secrets.found_in(text.encode())] == []
        cleaned, raw = members(tmp_path / "clean.zip"), members(tmp_path / "raw.zip")
        assert list(cleaned) == list(raw)
        assert b"Import and export" in cleaned["trace.trace"]
        for name in ("trace.trace", "trace.network"):
            lines = [(json.loads(a), json.loads(b)) for a, b in zip(*map(lines_of(name), (cleaned, raw)), strict=True)]
            assert [keys(a) for a, _ in lines] == [keys(b) for _, b in lines]


def lines_of(name: str) -> Callable[[dict[str, bytes]], list[bytes]]:
    return lambda files: files[name].splitlines()


def keys(value: object) -> object:
    """The structure of a document, without its texts."""
    if isinstance(value, dict):
        return {key: keys(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [keys(inner) for inner in value]
    return type(value)


def made(place: Path, **files: bytes | list[object]) -> Path:
    """A trace made by hand."""
    with zipfile.ZipFile(place / "raw.zip", "w") as archive:
        for name, content in files.items():
            lines = content if isinstance(content, bytes) else b"\n".join(json.dumps(x).encode() for x in content)
            archive.writestr(name.replace("__", "/").replace("_", "."), lines)
    return place / "raw.zip"


def cleaned(place: Path, secrets: Secrets | None = None, **files: bytes | list[object]) -> dict[str, bytes]:
    assert clean(made(place, **files), place / "clean.zip", secrets or Secrets())
    return members(place / "clean.zip")


LONG = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "request_",
    [
        {"cookies": [{"value": "dark", "name": "theme"}]},
        {"headers": [{"value": f"a=dark; _session_id={LONG}", "name": "COOKIE"}]},
        {"headers": [{"name": "Set-Cookie", "value": "a=dark; path=/"}]},
        {"headers": [{"name": "authorization", "value": "Bearer dark"}]},
        {"headers": [{"name": "Proxy-Authorization", "value": "Basic dark"}]},
        {"headers": [{"name": "X-CSRF-Token", "value": "dark"}]},
        {"postData": {"params": [{"name": "user[password]", "value": "dark"}]}},
        {"postData": {"params": [{"value": "dark", "name": "authenticity_token"}]}},
        {"postData": {"text": '{"user":{"otp_attempt":"dark"}}'}},
        {"postData": {"text": "a=1&form_challenge%5Bcurrent_password%5D=dark&b=2"}},
        {"postData": {"text": '--x\r\nContent-Disposition: form-data; name="user[password]"\r\n\r\ndark\r\n--x--'}},
    ],
)
def test_what_is_secret_by_its_name_is_removed_however_short(tmp_path: Path, request_: object) -> None:
    line = {"type": "resource-snapshot", "snapshot": {"request": request_, "response": {"status": 200}}}
    files = cleaned(tmp_path, trace_network=[line])
    assert b"dark" not in files["trace.network"]
    assert REMOVED.encode() in files["trace.network"]


def test_what_was_sent_is_cleaned_by_the_names_of_its_fields(tmp_path: Path) -> None:
    body = f"authenticity_token={LONG}&user%5Bemail%5D=a%40b&user%5Bpassword%5D=p%26q+r".encode()
    line = {"snapshot": {"request": {"postData": {"text": "", "_file": "resources/a.dat"}}}}
    secrets = Secrets()
    files = cleaned(tmp_path, secrets, trace_network=[line], resources__a_dat=body)
    assert files["resources/a.dat"] == body.replace(LONG.encode(), b"[removed]").replace(b"p%26q+r", b"[removed]")
    assert secrets.found_in(b"p&q r")


def test_a_cookie_that_is_seen_once_is_removed_everywhere(tmp_path: Path) -> None:
    line = {
        "snapshot": {"request": {"cookies": [{"name": "_session_id", "value": LONG}, {"name": "a", "value": "dark"}]}}
    }
    script = f'document.cookie = "_session_id={LONG}"; theme = "dark"'.encode()
    files = cleaned(tmp_path, trace_network=[line], resources__a_js=script)
    assert files["resources/a.js"] == script.replace(LONG.encode(), REMOVED.encode())  # "dark" is an ordinary word


def test_storage_state_is_removed(tmp_path: Path) -> None:
    state = {"cookies": [], "origins": [{"localStorage": [{"name": "x", "value": "mine"}]}]}
    files = cleaned(tmp_path, trace_trace=[{"type": "after", "result": {"storageState": state}}])
    assert b"mine" not in files["trace.trace"]


def test_pictures_are_left_whole_and_a_secret_in_one_is_refused(tmp_path: Path) -> None:
    secrets = Secrets()
    secrets.add("Follows")
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    assert cleaned(tmp_path, secrets, resources__a_png=picture)["resources/a.png"] == picture
    (tmp_path / "clean.zip").unlink()
    assert not clean(made(tmp_path, resources__a_png=picture + b"Follows"), tmp_path / "clean.zip", secrets)
    assert not (tmp_path / "clean.zip").exists()


def test_names_of_the_page_and_of_the_trace_stay_and_its_words_go(tmp_path: Path) -> None:
    secrets = Secrets()
    secrets.add("Follows", "1795")
    page = ["HTML", {}, ["LI", {"class": "Follows", "href": "http://Follows.example/"}, "Follows (1795)"], [[1, 2]]]
    line = {"type": "frame-snapshot", "snapshot": {"callId": "a@1", "html": page, "timestamp": 1795597.5, "n": 41795}}
    files = cleaned(tmp_path, secrets, trace_trace=[line])
    snapshot = json.loads(files["trace.trace"])["snapshot"]
    address = "http://removed.example/"  # one that the viewer can take apart
    parts = ["LI", {"class": REMOVED, "href": address}, f"{REMOVED} ({REMOVED})"]
    assert snapshot == {"callId": "a@1", "html": ["HTML", {}, parts, [[1, 2]]], "timestamp": 1795597.5, "n": 41795}
