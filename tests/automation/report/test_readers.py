"""Everybody can read the report, and it tells nobody of it."""

import itertools
import os
import re
import shutil
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.automation.report.samples import Exported, assert_accessible, begun, ended, opened, tried, unfold, write
from tests.support import MakePair, RunCli

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NASTY = "</li><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> ' \" & alice"


def test_everybody_can_read_it(page: Page, exported: Exported) -> None:
    write(exported.folder, {"event": "kept for later", "part": 2, "what": "write a post by hand"})
    opened(page, exported.folder)
    for fold in page.locator("summary").all():
        fold.click()
    for width, scheme in itertools.product((1280, 360), SCHEMES):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 740})
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        background = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        assert (max(map(int, re.findall(r"\d+", background))) < 100) == (scheme == "dark")
    levels = [int(heading.evaluate("heading => heading.tagName[1]")) for heading in page.get_by_role("heading").all()]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_long_name_and_a_long_word_do_not_widen_it(page: Page, folder: Path) -> None:
    long = "x" * 300
    told = begun() | {"accounts": {"old": f"{long}@old.example", "new": f"alice@{long}.example"}}
    write(
        folder, told, tried(2, 1, said=[long], clicks=[f"Sign in: open /{long}"], error=long, server=f"http://{long}")
    )
    page.set_viewport_size({"width": 360, "height": 740})
    opened(page, folder)
    unfold(page)
    page.get_by_text("What was clicked").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_nothing_is_folded_away(page: Page, exported: Exported) -> None:
    write(exported.folder, begun(), tried(2, 1, outcome="failed", error="it rained"), tried(2, 1))
    opened(page, exported.folder)
    for text in ("download csv", "it rained"):
        expect(page.get_by_text(text).first).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    for text in ("download csv", "it rained"):
        expect(page.get_by_text(text).first).to_be_visible()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 10_000


def test_a_keyboard_shows_where_it_is(page: Page, exported: Exported) -> None:
    opened(page, exported.folder)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert (page.evaluate("document.activeElement.hash"), outline) == ("#part-1", "3px")


def test_a_text_keeps_its_direction(page: Page, folder: Path) -> None:
    write(folder, begun(), tried(2, 1, said=["אי אפשר להיכנס", "cannot sign in"]))
    opened(page, folder)
    directions = [line.evaluate("line => getComputedStyle(line).direction") for line in page.locator(".said li").all()]
    assert directions == ["rtl", "ltr"]


def test_it_loads_nothing_and_runs_nothing(page: Page, exported: Exported) -> None:
    nasty = tried(
        2, 1, said=[NASTY], error=NASTY, outcome="failed", clicks=[NASTY], server=NASTY, error_details=[NASTY]
    )
    verified = {"follows": {"rows": 2, "arrived": 1, "reasons": {NASTY: NASTY}}, NASTY: {"rows": 1, "arrived": 1}}
    end = ended(5, doing=NASTY, seen=NASTY, safe=NASTY, next=NASTY)
    write(exported.folder, begun(NASTY, 2), nasty, {"event": "verified", "lists": verified}, end)
    requests: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    opened(page, exported.folder)
    assert said == []
    assert [request for request in requests if not request.startswith("data:")] == [page.url]
    assert page.locator("script, img[src=x]").count() == 0
    assert page.title() == "Moving alice@old.example → alice@new.example · mastodon-move"
    expect(page.locator("#step-2-1 .said li").first).to_have_text(NASTY)
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; ")
    # Whatever else came into the page, its policy would not let it run.
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'document.title = 1'}))")
    assert page.title().startswith("Moving")


@pytest.mark.posix
def test_only_pictures_of_the_folder_are_shown(page: Page, exported: Exported, tmp_path: Path) -> None:
    inside = next(iter(exported.boxes))
    outside = tmp_path / "outside.webp"
    shutil.copy(exported.folder / inside, outside)
    (exported.folder / "link.webp").symlink_to(outside)
    (exported.folder / "page.html").write_text("<p>no picture</p>")
    names = ["../outside.webp", str(outside), "link.webp", "missing.webp", "page.html", "a\0b.webp", "", inside]
    write(exported.folder, tried(5, 1, pictures=[{"file": name, "of": "Home: post"} for name in names]))
    opened(page, exported.folder)
    assert page.locator("#step-5-1 figure").count() == 1


def test_it_stays_small_however_many_pictures_there_are(page: Page, exported: Exported) -> None:
    big = exported.folder / "report" / "pictures" / "big.png"
    big.write_bytes(os.urandom(1_500_000))
    write(exported.folder, tried(5, 1, pictures=[{"file": "report/pictures/big.png", "of": "Home: post"}] * 9))
    opened(page, exported.folder)
    assert (exported.folder / "report" / "index.html").stat().st_size < 10_000_000
    assert page.locator("#step-5-1 figure").count() == 4
    unfold(page)
    expect(page.locator("#step-5-1").get_by_role("link", name="report/pictures/big.png")).to_have_count(5)


def test_to_be_shown_to_others_it_names_nobody(page: Page, exported: Exported) -> None:
    said = [
        "alice@old.example, @Alice@new.example, acct:bob@far.example and @carol wrote to o'neil+x@mail.example.",
        "See https://old.example/@alice/1 or https://old.example/users/alice, or /authorize?uri=alice%40old.example",
        f"It is in {exported.folder}/lists",
    ]
    picture = {"file": next(iter(exported.boxes)), "of": "Home: alice@old.example", "mark": [-0.1, 0, 2, 0.5]}
    write(
        exported.folder, begun(), tried(4, 6, said=said, pictures=[picture | {"private": True}]),
        tried(1, 1, said=["display name: Alice Ångström"]),
    )  # fmt: skip
    opened(page, exported.folder, private=True)
    text = (exported.folder / "report" / "index.html").read_text(encoding="utf-8").casefold()
    for name in ("alice", "old.example", "bob@", "carol", "neil", "mail.example", "127.0.0.1", str(exported.folder)):
        assert name not in text
    assert page.title() == "Moving •••@••• → •••@••• · mastodon-move"
    expect(page.locator("#step-4-6")).to_contain_text("•••@•••, •••@•••, •••@••• and @••• wrote to •••@•••.")
    expect(page.locator("#step-4-6")).to_contain_text("Paste in the handle of the old account @user@server")
    assert page.locator("figure").count() == 1
    assert_accessible(page)


@pytest.mark.slow
@pytest.mark.remembered
def test_a_whole_guide_can_be_read_on_a_phone(page: Page, make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    environment = make_pair().environment() | {"MASTODON_MOVE_REPORT": "true", "MASTODON_MOVE_FOLLOWERS": "true"}
    assert run_cli("guide", "--yes", "--folder", "x", environment=environment).code == 0
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((tmp_path / "x/report/index.html").as_uri())
    height = "document.documentElement.scrollHeight"
    assert page.evaluate(height) <= 12_000
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert_accessible(page)
    unfold(page)
    assert page.evaluate(height) > 12_000  # all of it is there
