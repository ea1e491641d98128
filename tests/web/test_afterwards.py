"""The last screen: what is left to do can be ticked off, and stays so; a run that stopped is told."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from automation.guide.parts import PARTS
from tests.support import MakePair
from tests.web.conftest import ServePage, quick, violations

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


def write_moved(home: Path) -> Path:
    """A move that is done, and whose followers were read twice and compared by name."""
    folder = home / "mastodon-move" / "alice@old.example--alice@new.example"
    (folder / "lists").mkdir(parents=True)
    run: dict[str, object] = {
        "event": "run",
        "state": "begin",
        "work": "all",
        "parts": [1, 2, 3, 4, 5],
        "accounts": ACCOUNTS,
    }
    events: list[dict[str, object]] = [run]
    step = {"event": "step", "outcome": "done", "server": "s", "words": "w", "clicks": [], "said": [], "seconds": 1}
    for part in PARTS:
        events += [step | {"part": part.number, "number": one.number} for one in part.steps]
        events.append({"event": "part", "number": part.number, "outcome": "done"})
    for hour, old, new in ((10, 187, 0), (11, 20, 170)):
        for side, count in (("old", old), ("new", new)):
            counts = {"side": side, "handle": ACCOUNTS[side], "followers": count, "shown": str(count), "following": 3}
            events.append({"event": "counts", "time": TIME.replace("T10", f"T{hour}"), **counts})
    events.append({"event": "followers left behind", "before": 3, "come": 1, "waiting": 1, "missing": 1})
    events.append({"event": "run", "state": "end", "work": "all", "exit_code": 0})
    lines = [json.dumps({"time": TIME, **event}) for event in events]
    (folder / "journal.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "lists/followers.csv").write_text("Account address\nbea@a.example\ncid@b.example\n<i>@c.example\n")
    left = "cid@b.example,b.example,has asked to follow: accept the request on the new account"
    missing = "<i>@c.example,c.example,has not arrived yet"
    (folder / "lists/followers-left-behind.csv").write_text(f"Account address,Server,What\n{left}\n{missing}\n")
    (folder / "lists/ask-followers.txt").write_text("@<i>@c.example I have moved.\n\n---\n\nAnother post.\n")
    return folder


def test_who_has_come_and_the_chart(serve: ServePage, page: Page, private_home: Path) -> None:
    folder = write_moved(private_home)
    page.goto(serve().address)
    # A move that is done offers to watch and to save the lists again, and not to go on.
    buttons = page.locator(".moves button")
    expect(buttons).to_have_text(["Watch the followers arrive", "Export the lists again", "Show details"])
    page.get_by_role("button", name="Show details").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("All five parts are done")
    chart = page.get_by_role("img", name="Chart of followers over time. Old account: 187 → 20. New account: 0 → 170.")
    assert chart.bounding_box()["height"] > 100  # type: ignore[index]
    curve = page.locator("polyline.new").evaluate("curve => curve.getBoundingClientRect().height")
    assert curve > 80
    for group, name in (("come", "bea@a.example"), ("waiting", "cid@b.example"), ("missing", "<i>@c.example")):
        page.locator(f"#{group} summary").click()
        expect(page.locator(f"#{group} li")).to_have_text([name])
    page.locator("#ask summary").click()
    expect(page.locator("#ask .post")).to_have_text(["@<i>@c.example I have moved.", "Another post."])
    assert violations(page) == []
    for file in (folder / "lists").iterdir():
        file.unlink()
    page.reload()
    expect(page.locator("#followers ~ p").first).to_have_text("1 of 3 followers have arrived (compared by name).")


@pytest.mark.slow
@pytest.mark.remembered
def test_an_earlier_move_is_watched_and_its_lists_are_saved_again(
    make_pair: MakePair, serve: ServePage, page: Page, private_home: Path
) -> None:
    pair = make_pair()
    folder = write_moved(private_home)
    urls = json.dumps({"event": "run", "state": "begin", "parts": [], "work": "", "accounts": ACCOUNTS,
                       "elsewhere": {"old": pair.old.url, "new": pair.new.url}, "time": TIME})  # fmt: skip
    ended = json.dumps({"event": "run", "state": "end", "work": "", "exit_code": 0, "time": TIME})
    with (folder / "journal.jsonl").open("a") as journal:
        journal.write(f"{urls}\n{ended}\n")
    page.goto(serve(environment=quick(pair, interval="0.3", idle_timeout="60")).address)
    page.get_by_role("button", name="Export the lists again").click()
    expect(page.locator("fieldset")).to_have_count(1)  # the new account is not needed
    page.get_by_role("button", name="Export the lists again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exporting the lists again")
    page.wait_for_url("**/afterwards")
    assert (folder / "lists/following_accounts.csv").is_file()
    assert [one.target for one in pair.people.old.migrations] == []

    page.get_by_role("link", name="All moves").click()
    page.get_by_role("button", name="Watch the followers arrive").click()
    expect(page.locator("fieldset")).to_have_count(2)
    page.get_by_role("button", name="Watch the followers arrive").click()
    page.wait_for_url("**/afterwards")
    expect(page.locator("#counts .tiles")).to_contain_text("187")
    expect(page.locator("#counts .plot")).to_be_visible()
    assert violations(page) == []
    page.reload()
    expect(page.locator("#now")).to_contain_text("Watching the followers arrive")
    # The first screen leads back to it.
    page.goto(page.url.replace("/afterwards", "/"))
    page.wait_for_url("**/afterwards")
    page.get_by_role("button", name="Stop watching").click()
    expect(page.get_by_role("button", name="Stop watching")).to_have_count(0)
    expect(page.locator(".tiles").first).to_contain_text("187")


def test_what_is_left_is_ticked_off_and_stays_so(serve: ServePage, page: Page, private_home: Path) -> None:
    write_journal(private_home)
    page.goto(serve().address)
    expect(page.locator(".moves")).to_contain_text("alice@old.example → alice@new.example")
    page.get_by_role("button", name="Show details").click()
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
