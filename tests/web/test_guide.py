"""The whole move through the page alone, in a real browser, on embedded servers."""

import json
import re
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from automation.secrets import Secrets
from tests.support import SLOW, MakePair, RunCli, assert_moved, descendants, fewer_lists
from tests.web.conftest import (
    ServePage,
    Server,
    look_first,
    move_followers,
    name_accounts,
    quick,
    start_the_move,
    violations,
)

pytestmark = pytest.mark.process

AWKWARD = "Public %41&\"<ö>'\\ pass"
_LOOKS = re.compile(r": (look|reload) ")
FOLDER = "mastodon-move/alice@old.example--alice@new.example"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def known_to_processes(server: Server, secrets: Secrets) -> list[str]:
    """The processes of the page whose arguments or environment hold a secret."""
    found = []
    for pid in descendants(server.process.pid):
        for kind in ("cmdline", "environ"):
            try:
                data = Path(f"/proc/{pid}/{kind}").read_bytes()
            except OSError:  # it has just ended
                continue
            if secrets.found_in(data):
                found.append(f"{pid} {kind}")
    return found


def clicks(folder: Path) -> list[tuple[Any, ...]]:
    journal = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    steps = [event for event in journal if event["event"] == "step"]
    # How often one has to look whether a server has finished depends on the moment.
    return [
        (step["part"], step["number"], step["outcome"], [c for c in step["clicks"] if not _LOOKS.search(c)])
        for step in steps
    ]


@pytest.mark.remembered
def test_looking_first_through_the_page(make_pair: MakePair, serve: ServePage, page: Page) -> None:
    pair = make_pair()
    page.goto(serve(environment=quick(pair)).address)
    name_accounts(page, pair)
    assert page.locator("#old-kept-way").is_checked()
    look_first(page)
    # What goes beyond the guide, with what `check` tells of it.
    expect(page.locator("#also-filters")).not_to_be_checked()
    expect(page.locator("#also-filters-says")).to_have_text(re.compile(r"^\d+ on the old account; \d+ to add"))
    expect(page.get_by_label("The hashtags that you follow")).to_be_disabled()
    expect(page.locator("#also-hashtags-says")).to_contain_text("Cannot be copied: on the old server, its release")
    expect(page.locator("section:has(#stays)")).not_to_contain_text("ilters")
    expect(page.get_by_text("nothing has been changed on either account")).to_be_visible()
    expect(page.locator(".tiles")).to_contain_text("320")
    expect(page.locator(".profile")).to_contain_text('Beans, "roses" & <herbs>')  # text, never markup
    expect(page.get_by_role("button", name="Start the move")).to_be_visible()
    assert violations(page) == []


@pytest.mark.slow
@pytest.mark.remembered
def test_the_move_through_the_page_with_kept_sessions(
    make_pair: MakePair, serve: ServePage, page: Page, private_home: Path
) -> None:
    pair = make_pair()
    fewer_lists(pair)
    pair.people.old.locked = True
    server = serve(environment=quick(pair, report="true"))
    page.goto(server.address)
    name_accounts(page, pair)
    look_first(page)
    page.locator("#farewell").fill("Goodbye! I am now @alice@new.example.")
    page.get_by_label("Filters", exact=True).check()
    page.get_by_label("Privacy settings").check()
    start_the_move(page)
    # Part 5 needs the password, which a kept session is not.
    page.locator("#dialog-text").fill(pair.people.old.password)
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Move your followers now?").wait_for()
    expect(page.locator(".parts .heading")).to_have_text([re.compile(".+")] * 6)
    # It is read before the followers are moved, and added while the old server does not see the alias yet, or after.
    expect(page.locator("#part-6 summary")).to_contain_text("Everything else 3 of 6")
    # The new account, as its own server showed it, in a picture that is one of this page's files.
    shown = page.locator(".profile-shown img")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    move_followers(page, "alice@old.example")
    expect(page.get_by_text("This is not the handle of the new account.")).to_be_visible()
    assert pair.people.old.moved_to is None
    move_followers(page, pair.people.new.acct)
    page.wait_for_url("**/afterwards")
    expect(page.get_by_role("heading", level=2).first).to_have_text("All five parts are done")
    assert_moved(pair, lists=True)
    assert [one["title"] for one in pair.people.new.filters] == [one["title"] for one in pair.people.old.filters] != []
    assert any(post.text == "Goodbye! I am now @alice@new.example." for post in pair.people.old.posts)
    assert violations(page) == []
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the report").click()
    expect(popup.value.get_by_role("heading", level=1)).to_contain_text("alice@old.example")
    popup.value.locator("figure").nth(20).wait_for(state="attached")  # it is long, and still being read
    assert (private_home / FOLDER / "page/run.jsonl").stat().st_mode & 0o77 == 0
    # The new account approves its followers itself only after the old ones have come.
    assert not pair.people.new.locked
    page.get_by_role("button", name="Do what had to wait").click()
    page.wait_for_url("**/move")
    page.wait_for_url("**/afterwards")
    assert pair.people.new.locked
    expect(page.get_by_role("button", name="Do what had to wait")).to_have_count(0)


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [("4.0", "4.6"), SLOW("4.6", "4.6")])
def test_the_move_with_passwords_and_codes_leaves_no_secret(  # noqa: PLR0915 (one move, from its beginning to its end)
    make_pair: MakePair, serve: ServePage, page: Page, private_home: Path, run_cli: RunCli, old: str, new: str
) -> None:
    pair = make_pair(old=old, new=new)
    fewer_lists(pair)
    pair.people.old.password, pair.people.old.otp_secret = AWKWARD, TOTP_SECRET
    secrets = Secrets()
    secrets.add(AWKWARD, pair.people.new.password)
    server = serve(environment=quick(pair, report="true"))
    urls: list[str] = []
    page.on("framenavigated", lambda frame: urls.append(frame.url))
    page.goto(server.address)
    assert violations(page) == []
    name_accounts(page, pair)
    assert violations(page) == []
    pages = []
    for side, person in (("old", pair.people.old), ("new", pair.people.new)):
        page.locator(f"#{side}_email").fill(person.email)
        page.locator(f"#{side}_password").fill(person.password if side == "new" else "wrong")
    page.get_by_role("button", name="Check first").click()
    # The server rejects the password: its words and the question again, as a dialog; an empty answer asks for both.
    page.get_by_role("heading", name="Password").wait_for()
    expect(page.get_by_role("dialog")).to_contain_text("rejected the e-mail address or password")
    page.reload()
    for _ in range(3):  # a question cannot be put away, whatever a browser makes of a second Escape
        page.keyboard.press("Escape")
        expect(page.locator("dialog:modal")).to_contain_text("rejected the e-mail address or password")
    assert violations(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="E-mail address").wait_for()
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Password").wait_for()
    page.locator("#dialog-text").fill(AWKWARD)
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Two-factor code").wait_for()
    page.reload()
    page.get_by_role("heading", name="Two-factor code").wait_for()
    assert violations(page) == []
    pages.append(page.content())
    code = pyotp.TOTP(TOTP_SECRET).now()
    page.locator("#dialog-text").fill(code)
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="What will happen").wait_for()
    assert violations(page) == []
    assert known_to_processes(server, secrets) == []
    pages.append(page.content())

    # Going back shows the form without the passwords.
    page.get_by_role("link", name="Back").click()
    page.reload()
    assert page.locator("#old_password").input_value() == ""
    page.locator("#old_password").fill(AWKWARD)
    pages.append(page.content())
    page.get_by_role("button", name="Check first").click()
    page.get_by_role("heading", name="Two-factor code").wait_for()
    pair.people.old.recovery_codes = ["a1b2c3d4e5", "f6g7h8i9j0"]
    page.locator("#dialog-text").fill("a1b2c3d4e5")
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="What will happen").wait_for()
    page.locator("#farewell").fill("So long.")
    with page.expect_response("**/keep"):
        page.get_by_label("Step by step").check()  # which also takes the focus from the text
        page.get_by_label("Step by step").uncheck()
    page.reload()
    expect(page.locator("#farewell")).to_have_value("So long.")
    page.locator("#farewell").fill("I have moved to @alice@new.example.")
    start_the_move(page)
    page.reload()
    page.get_by_role("heading", name="Two-factor code").wait_for()
    page.locator("#dialog-text").fill("f6g7h8i9j0")
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()
    page.locator("#picture image").first.wait_for()
    assert violations(page) == []
    assert known_to_processes(server, secrets) == []
    page.get_by_role("heading", name="Move your followers now?").wait_for()
    page.reload()
    page.get_by_role("heading", name="Move your followers now?").wait_for()
    assert violations(page) == []
    move_followers(page, f"@{pair.people.new.acct}")
    page.wait_for_url("**/afterwards")
    page.reload()
    expect(page.get_by_role("heading", level=2).first).to_have_text("All five parts are done")
    pages.append(page.content())
    assert_moved(pair, lists=True)
    for side in ("old", "new"):
        assert list(getattr(pair, side).errors) == []

    # Nowhere: in pages, addresses, files.
    assert [one for one in [*pages, *urls] if secrets.found_in(one.encode())] == []
    files = [path for path in private_home.rglob("*") if path.is_file()]
    assert [str(path) for path in files if secrets.found_in(path.read_bytes())] == []
    assert len(files) > 40

    # What was clicked is what the command line clicks.
    other = make_pair(old=old, new=new)
    fewer_lists(other)
    done = run_cli("guide", "--yes", "--folder", "cli", environment=other.environment())
    assert done.code == 0, done.out
    page_clicks = clicks(private_home / FOLDER)
    assert page_clicks == clicks(private_home / "cli")


def test_words_in_german_and_spanish_and_the_guides_own_in_english(serve: ServePage, page: Page) -> None:
    page.goto(serve().address)
    for language, heading in (("Deutsch", "Auf einen anderen Mastodon-Server umziehen"), ("Español", "Mudarse a otro")):
        page.get_by_role("button", name=language).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert page.locator("html").get_attribute("lang") == {"Deutsch": "de", "Español": "es"}[language]
        assert violations(page) == []


def test_a_handle_is_checked_as_it_is_typed(serve: ServePage, page: Page) -> None:
    page.goto(serve().address)
    page.locator("#old").wait_for()
    # With a keyboard alone: past the way to the form.
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))
    page.keyboard.press("Tab")
    expect(page.locator("#old")).to_be_focused()
    page.keyboard.type("alice@old")
    expect(page.locator("#old-says")).to_have_text(re.compile("is not a complete domain"))
    assert page.locator("#old").get_attribute("aria-invalid") == "true"
    page.locator("#old").press_sequentially(".example")
    expect(page.locator("#old-says")).to_be_hidden()
    page.locator("#new").fill("https://new.example/@alice")
    expect(page.locator("#new-says")).to_have_text("→ alice@new.example")
    page.locator("#new").fill("alice@old.example")
    page.keyboard.press("Enter")
    expect(page.locator("#new-says")).to_have_text("The old and the new account are the same.")
    page.locator("#new").fill("alice@nowhere.invalid")
    page.keyboard.press("Enter")
    expect(page.locator("#new-says")).to_contain_text("No server called nowhere.invalid was found.")
