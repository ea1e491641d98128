"""The last screen: what is left to do can be ticked off, and stays so; a run that stopped is told."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import ServePage

pytestmark = pytest.mark.process

TIME = "2026-11-27T10:00:00.000+00:00"
ACCOUNTS = {"old": "alice@old.example", "new": "alice@new.example"}
LEFT = "Check the profile of alice@old.example. <b>It should say that the account has moved.</b>"


def write_journal(home: Path) -> None:
    """A move that was stopped in its third part, and has left something to do."""
    folder = home / "mastodon-move" / "alice@old.example--alice@new.example"
    folder.mkdir(parents=True)
    stopped = {"exit_code": 5, "doing": "Part 3", "seen": "The server is busy.", "safe": "Fine.", "next": "Wait."}
    events: list[dict[str, object]] = [
        {"event": "run", "state": "begin", "work": "Part 1, 2, 3", "parts": [1, 2, 3], "accounts": ACCOUNTS},
        {"event": "counts", "side": "old", "handle": ACCOUNTS["old"], "followers": 187, "shown": "187", "following": 3},
        {"event": "kept for later", "part": 2, "what": LEFT},
        {"event": "run", "state": "end", "work": "Part 1, 2, 3", **stopped},
    ]
    lines = [json.dumps({"time": TIME, **event}) for event in events]
    (folder / "journal.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_what_is_left_is_ticked_off_and_stays_so(serve: ServePage, page: Page, private_home: Path) -> None:
    write_journal(private_home)
    page.goto(serve().address)
    expect(page.locator(".moves")).to_contain_text("alice@old.example → alice@new.example")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".state")).to_contain_text("The server is busy.")
    expect(page.locator(".tiles")).to_contain_text("187")
    left = page.get_by_role("button", name="Check the profile")
    expect(left).to_contain_text("<b>It should say")  # text, never markup
    assert left.get_attribute("aria-pressed") == "false"
    left.click()
    expect(left).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(left).to_have_attribute("aria-pressed", "true")
    left.click()
    expect(left).to_have_attribute("aria-pressed", "false")
