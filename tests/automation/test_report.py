"""The picture report: written from real runs, opened in a browser, read by everybody, telling nobody."""

import base64
import itertools
import json
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Self

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, Playwright, expect
from rich.console import Console

from automation import part2_export, report
from automation.files import private_folder
from automation.journal import Journal
from automation.move import Doing, Move
from automation.progress import PlainLines
from automation.report import events
from automation.secrets import Secrets
from pages.hand import Action
from tests.support import MakePair, Pair, RunCli

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NASTY = "</li><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> ' \" & alice"


class Photographed(Move):
    """A move that takes a picture before each click, and keeps where the control lies in it, in pixels."""

    def __enter__(self) -> Self:
        return self

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._pictures: list[dict[str, Any]] = []
        self.boxes: dict[str, Any] = {}

    def before(self, action: Action) -> None:
        super().before(action)
        if action.locator is None:
            return
        action.locator.scroll_into_view_if_needed()
        page, box, size = action.locator.page, action.locator.bounding_box(), action.locator.page.viewport_size
        assert box
        assert size
        width, height = size["width"], size["height"]
        name = f"report/pictures/{len(self.boxes)}.webp"
        private_folder(self.folder / "report" / "pictures")
        devtools = page.context.new_cdp_session(page)
        taken = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
        (self.folder / name).write_bytes(base64.b64decode(taken["data"]))
        self.boxes[name] = box
        mark = [box["x"] / width, box["y"] / height, box["width"] / width, box["height"] / height]
        of = f"{action.screen}: {action.control}"
        self._pictures.append({"file": name, "of": of, "mark": mark, "size": [width, height]})

    def _journal(self, doing: Doing, began: float, outcome: str, **facts: Any) -> None:
        super()._journal(doing, began, outcome, **facts, pictures=self._pictures)
        self._pictures = []


@pytest.fixture
def pair(make_pair: MakePair) -> Pair:
    """Servers of releases whose lists differ."""
    return make_pair()


@pytest.fixture
def exported(pair: Pair, playwright: Playwright, one_browser: None, private_home: Path) -> Photographed:
    """Part 2, done, with pictures."""
    settings = pair.settings(folder=private_home / "alice@old.example--alice@new.example")
    with Photographed(settings, playwright, PlainLines(Console(quiet=True))) as move:
        move.run(part2_export.PART)
    return move


@pytest.fixture
def folder(private_home: Path) -> Path:
    """A move's folder in which nothing was done yet."""
    return private_folder(private_home / "x")


def write(folder: Path, *told: dict[str, Any]) -> None:
    """Add events to a folder's journal, as the program does."""
    journal = Journal(folder / "journal.jsonl", Secrets())
    for event in told:
        journal.write(**event)


def tried(part: int, number: int, **facts: Any) -> dict[str, Any]:
    """A step's event."""
    return {"event": "step", "part": part, "number": number, "server": "http://127.0.0.1:1", "outcome": "done"} | facts


def begun(work: str = "Part 2", *parts: int) -> dict[str, Any]:
    """A run's first event."""
    accounts = {"old": "alice@old.example", "new": "alice@new.example"}
    return {"event": "run", "state": "begin", "work": work, "parts": parts, "accounts": accounts, "version": "1"}


def ended(exit_code: int, **facts: Any) -> dict[str, Any]:
    """A run's last event."""
    return {"event": "run", "state": "end", "exit_code": exit_code} | facts


def done(part: int) -> list[dict[str, Any]]:
    """A part that came to its end."""
    return [tried(part, 1), {"event": "part", "number": part, "outcome": "done"}]


def opened(page: Page, folder: Path, **how: Any) -> Page:
    """The report of a folder, in the browser."""
    page.goto(report.write(folder, **how).as_uri())
    return page


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


# -- what it shows


def test_a_part_that_was_done_is_told_step_by_step(page: Page, exported: Photographed, pair: Pair) -> None:
    opened(page, exported.folder)
    part = page.get_by_role("region", name="Old Server: Download your follows list")
    expect(part.locator(".heading")).to_contain_text(f"done · 7 of 7 steps · {pair.old.url}")
    step = part.get_by_role("listitem").filter(has=page.get_by_role("heading", name='Click on CSV for "Follows"'))
    expect(step.locator(".outcome")).to_contain_text("done at")
    step.get_by_text("What was clicked").click()
    expect(step.get_by_text("download csv")).to_be_visible()
    expect(part.get_by_text("following_accounts.csv: 320 follows")).to_be_visible()
    follows = page.get_by_role("row", name="follows 320 320")
    expect(follows).to_be_visible()
    expect(page.get_by_text("a list without members is not in the file").first).to_be_visible()


def test_steps_that_are_not_done_are_there_in_the_guides_words(page: Page, folder: Path) -> None:
    write(folder, begun("Part 2, 3", 2, 3), tried(2, 1))
    opened(page, folder)
    for number, state in ((2, "under way"), (3, "still to do"), (5, "not asked for")):
        expect(page.locator(f"#part-{number} .heading .state")).to_have_text(state)
    expect(page.locator("#step-2-2")).to_contain_text('Go to "Preferences" (right panel)')
    expect(page.locator("#step-2-2 .state")).to_have_text("still to do")
    expect(page.locator("#step-5-9")).to_contain_text('Click on the button "MOVE FOLLOWERS"')
    expect(page.get_by_role("heading", level=2).first).to_have_text("Under way: Part 2, 3")
    write(folder, {"event": "part", "number": 2, "outcome": "done"}, ended(0))
    opened(page, folder)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Part 2 is done, Part 3 is still to do")


def test_each_control_is_marked_where_it_is(page: Page, exported: Photographed) -> None:
    opened(page, exported.folder)
    steps = {(step.part, step.number): step for step in events.of_kind(events.read(exported.folder), events.Step)}
    figures = page.locator("figure")
    assert figures.count() == sum(len(step.pictures) for step in steps.values()) > 5
    assert {figure.locator("img").evaluate("image => image.naturalWidth > 0") for figure in figures.all()} == {True}
    # The third step shows one picture, that of its own control.
    figure = page.locator("#step-2-3 figure")
    expect(figure.get_by_role("img")).to_have_attribute(
        "alt", re.compile("Settings: left panel.* old server; the control “import and export” is marked")
    )
    box = exported.boxes[steps[2, 3].pictures[0].file]
    for enlarged in (False, True):
        if enlarged:
            figure.get_by_role("link", name="Enlarge").click()
            expect(figure.get_by_role("link", name="Close")).to_be_visible()
        image, mark = figure.locator("img").bounding_box(), figure.locator(".mark").bounding_box()
        assert image
        assert mark
        scale = image["width"] / 1280
        assert mark["x"] - image["x"] == pytest.approx(box["x"] * scale, abs=1.5)
        assert mark["y"] - image["y"] == pytest.approx(box["y"] * scale, abs=1.5)
        assert mark["width"] == pytest.approx(box["width"] * scale, abs=1.5)
        assert mark["height"] == pytest.approx(max(box["height"] * scale, 8), abs=1.5)
    assert scale > 0.9
    figure.get_by_role("link", name="Close").click()
    expect(figure.get_by_role("link", name="Close")).to_be_hidden()
    # A later try that found it done does not take its picture away.
    write(exported.folder, tried(2, 3, outcome="already done"))
    opened(page, exported.folder)
    expect(page.locator("#step-2-3 .state").first).to_have_text("was done already")
    expect(figure).to_be_visible()
    expect(page.locator("#step-2-3 .pictures")).to_contain_text("when it was tried before")


def test_why_a_run_stopped_and_what_to_do_stands_at_the_top(
    page: Page, make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    environment = make_pair().environment()
    wrong = run_cli("export", "--folder", "x", environment=environment | {"MASTODON_MOVE_OLD__PASSWORD": "wr0ng-one"})
    assert wrong.code == 3
    opened(page, tmp_path / "x")
    standing = page.get_by_role("region", name="Stopped")
    for words in (
        "Part 2, step 1: Log into the server you're moving from",
        "did not take the e-mail address and the password of alice@old.example",
    ):
        expect(standing).to_contain_text(words)
    expect(page.locator("#step-2-1 .state")).to_have_text("stopped here")
    expect(page.locator("#step-2-1 .error")).to_contain_text("did not take the e-mail address")

    assert run_cli("export", "--folder", "x", environment=environment).code == 0
    opened(page, tmp_path / "x")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Part 2 is done")
    expect(page.get_by_role("banner")).to_contain_text("2 runs")
    expect(page.locator("#step-2-1 .outcome")).to_contain_text("done at")
    earlier = page.locator("#step-2-1").get_by_text("1 earlier try")
    expect(page.locator("#step-2-1 .error")).to_be_hidden()
    earlier.click()
    expect(page.locator("#step-2-1 .error")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize(
    ("told", "headline"),
    [
        ([begun("Part 2", 2), tried(2, 1), ended(130, seen="You stopped it.")], "Stopped by you"),
        ([begun("Part 2", 2), tried(2, 1), ended(1)], "Stopped by a fault of this program"),
        ([begun("Part 2", 2), ended(5, seen="No answer."), begun("check"), ended(0)], "Stopped"),
        ([begun("Part 2", 2), ended(5, seen="No answer."), begun("check")], "Under way: check"),
        ([begun("Part 2", 2), ended(5, seen="No answer."), begun("Part 2", 2), *done(2), ended(0)], "Part 2 is done"),
        ([begun("Part 1, 2", 1, 2), *done(1), *done(2), ended(0)], "Parts 1 and 2 are done"),
        ([begun("Part 1", 1), *(event for number in range(1, 6) for event in done(number)), ended(0)], "All five"),
        ([begun("Part 5", 5), *done(5), ended(0), begun("undo"), {"event": "undo"}, ended(0)], "The redirect was undone"),
        ([tried(2, 1), tried(2, 2, outcome="failed", error="No answer.")], "Stopped"),
    ],
)  # fmt: skip
def test_how_it_stands(page: Page, folder: Path, told: list[dict[str, Any]], headline: str) -> None:
    write(folder, *told)
    opened(page, folder)
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile(f"^{headline}"))


def test_a_list_is_followed_to_the_new_account_and_what_is_missing_is_named(
    page: Page, make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    pair.fediverse.unreachable.add("down.example")
    pair.people.new.blocks = ["own@far.example", "yan@far.example"]
    (tmp_path / "blocked_accounts.csv").write_text("zoe@down.example\nyan@far.example\nxi@far.example\nnobody here\n")
    ran = run_cli(
        "import", "blocked_accounts.csv", "--retry-failed", "0", "--folder", "x", environment=pair.environment()
    )
    assert ran.code == 7
    opened(page, tmp_path / "x")
    expect(page.get_by_role("region", name="Done in part")).to_contain_text("zoe@down.example")
    row = page.get_by_role("row", name="blocked accounts")
    expect(row.get_by_role("cell")).to_have_text([r"–", "3", "1", "2", "2", "1"], use_inner_text=True)
    expect(page.get_by_role("heading", name="1 of the blocked accounts is missing")).to_be_visible()
    expect(page.locator(".missing li")).to_contain_text("zoe@down.example")
    link = page.get_by_role("link", name="lists/missing-blocked_accounts.csv")
    assert link.evaluate("link => link.href") == (tmp_path / "x/lists/missing-blocked_accounts.csv").resolve().as_uri()
    expect(page.get_by_role("region", name="Left for you")).to_contain_text("nobody here")


def test_followers_are_drawn_over_time(page: Page, folder: Path) -> None:
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
    counts = {"old": {"followers": "1234"}, "new": {"followers": "0"}}
    accounts = {"old": "alice@old.example", "new": "alice@new.example"}
    write(folder, {"event": "before", "accounts": accounts, "counts": counts})
    opened(page, folder)
    expect(page.locator(".legend")).to_contain_text("1234")
    expect(page.locator(".plot")).to_have_count(0)
    lines = (folder / "journal.jsonl").read_text()
    lines = re.sub('"time": "[^"]*"', f'"time": "{monday.isoformat()}"', lines)
    for hours, old, new in ((1, 1000, 230), (24, 640, 600), (25, 640, 600), (26, 640, 600), (48, 12, 1200)):
        for side, number in (("old", old), ("new", new)):
            time = (monday + timedelta(hours=hours)).isoformat()
            facts = {"time": time, "event": "counts", "side": side, "followers": number, "shown": f"{number:,}"}
            lines += json.dumps(facts) + "\n"
    (folder / "journal.jsonl").write_text(lines)

    opened(page, folder)
    expect(page.get_by_role("img", name="The new account: from 0 to 1200.")).to_be_visible()
    points = [
        [tuple(map(float, point.split(","))) for point in (line.get_attribute("points") or "").split()]
        for line in page.locator(".plot polyline").all()
    ]
    assert [len(line) for line in points] == [5, 5]  # of three that are the same, the one between is left out
    assert [x for x, _ in points[0]] == pytest.approx([0, 100 / 48, 50, 100 * 26 / 48, 100], abs=0.01)
    assert [y for _, y in points[1]] == sorted((y for _, y in points[1]), reverse=True)
    dashes = {
        line.evaluate("line => getComputedStyle(line).strokeDasharray") for line in page.locator("polyline").all()
    }
    assert len(dashes) == 2  # told apart not by colour alone
    page.get_by_text("All numbers").click()
    expect(page.get_by_role("row", name="3 March")).to_have_count(2)
    expect(page.get_by_role("row", name="4 March 2026").get_by_role("cell")).to_have_text(["12", "1200"])
    assert_accessible(page)


# -- who reads it


def test_everybody_can_read_it(page: Page, exported: Photographed) -> None:
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
    page.get_by_text("What was clicked").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_nothing_is_folded_away(page: Page, exported: Photographed) -> None:
    write(exported.folder, begun(), tried(2, 1, outcome="failed", error="it rained"), tried(2, 1))
    opened(page, exported.folder)
    for text in ("download csv", "it rained"):
        expect(page.get_by_text(text).first).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    for text in ("download csv", "it rained"):
        expect(page.get_by_text(text).first).to_be_visible()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 10_000


def test_a_keyboard_shows_where_it_is(page: Page, exported: Photographed) -> None:
    opened(page, exported.folder)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert (page.evaluate("document.activeElement.hash"), outline) == ("#part-1", "3px")


def test_a_text_keeps_its_direction(page: Page, folder: Path) -> None:
    write(folder, begun(), tried(2, 1, said=["אי אפשר להיכנס", "cannot sign in"]))
    opened(page, folder)
    directions = [line.evaluate("line => getComputedStyle(line).direction") for line in page.locator(".said li").all()]
    assert directions == ["rtl", "ltr"]


# -- what it never does


def test_it_loads_nothing_and_runs_nothing(page: Page, exported: Photographed) -> None:
    nasty = tried(2, 1, said=[NASTY], error=NASTY, outcome="failed", clicks=[NASTY], server=NASTY, evidence=[NASTY])
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


def test_only_pictures_of_the_folder_are_shown(page: Page, exported: Photographed, tmp_path: Path) -> None:
    inside = next(iter(exported.boxes))
    outside = tmp_path / "outside.webp"
    shutil.copy(exported.folder / inside, outside)
    (exported.folder / "link.webp").symlink_to(outside)
    (exported.folder / "page.html").write_text("<p>no picture</p>")
    names = ["../outside.webp", str(outside), "link.webp", "missing.webp", "page.html", "a\0b.webp", "", inside]
    write(exported.folder, tried(5, 1, pictures=[{"file": name, "of": "Home: post"} for name in names]))
    opened(page, exported.folder)
    assert page.locator("#step-5-1 figure").count() == 1


def test_it_stays_small_however_many_pictures_there_are(page: Page, exported: Photographed) -> None:
    big = exported.folder / "report" / "pictures" / "big.png"
    big.write_bytes(os.urandom(1_500_000))
    write(exported.folder, tried(5, 1, pictures=[{"file": "report/pictures/big.png", "of": "Home: post"}] * 9))
    opened(page, exported.folder)
    assert (exported.folder / "report" / "index.html").stat().st_size < 10_000_000
    assert page.locator("#step-5-1 figure").count() == 4
    expect(page.locator("#step-5-1").get_by_role("link", name="report/pictures/big.png")).to_have_count(5)


def test_to_be_shown_to_others_it_names_nobody(page: Page, exported: Photographed) -> None:
    said = [
        "alice@old.example, @Alice@new.example, acct:bob@far.example and @carol wrote to o'neil+x@mail.example.",
        "See https://old.example/@alice/1 or https://old.example/users/alice, or /authorize?uri=alice%40old.example",
        f"It is in {exported.folder}/lists",
    ]
    picture = {"file": next(iter(exported.boxes)), "of": "Home: alice@old.example"}
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


# -- whenever it is written


def test_a_torn_journal_is_told_up_to_there(folder: Path) -> None:
    said = "Zoë schrieb:\u2028„Auf Wiedersehen“"
    write(folder, begun(), tried(2, 1, said=[said]), tried(2, 2), {"event": "part", "number": 2, "outcome": "done"})
    whole = (folder / "journal.jsonl").read_bytes()
    shown = set()
    for length in range(len(whole) + 1):
        (folder / "journal.jsonl").write_bytes(whole[:length])
        text = report.write(folder).read_text(encoding="utf-8")
        assert (said in text) == (length >= whole.index(b"\n", whole.index(b'"step"')))
        shown.add(text.count('<span class="state">done</span>'))
    assert shown == {0, 1, 2, 3}  # both steps, then their part


def test_events_that_are_not_as_they_should_be_are_passed_over(page: Page, folder: Path) -> None:
    write(folder, tried(2, 1), tried(2, 2, said="two"), {"event": "lists", "lists": 7}, {"event": "unheard of"})
    write(folder, tried(2, 3, said=["half a character: \\ud800, a bell: \x07"]))
    journal = folder / "journal.jsonl"
    journal.write_text(journal.read_text().replace("\\\\ud800", "\\ud800") + '[1]\n{"event": ["step"]}\n')
    opened(page, folder)
    expect(page.locator(".steps .state", has_text="done")).to_have_count(2)
    expect(page.locator("#step-2-3 .said")).to_contain_text("half a character: \ufffd, a bell: \ufffd")


def test_before_anything_was_done(page: Page, folder: Path) -> None:
    opened(page, folder)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Nothing is done yet")
    assert_accessible(page)


def test_it_is_written_for_its_owner_alone(folder: Path) -> None:
    assert [oct(path.stat().st_mode)[-3:] for path in (folder / "report", report.write(folder))] == ["700", "600"]


# -- the command


def test_the_command_writes_it_and_opens_it_where_there_is_a_screen(run_cli: RunCli, folder: Path) -> None:
    write(folder, begun(), tried(2, 1))
    opener = folder.parent / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > "{folder.parent}/fifo"\n')
    opener.chmod(0o755)
    os.mkfifo(folder.parent / "fifo")
    reading = os.open(folder.parent / "fifo", os.O_RDWR)
    path = f"{opener.parent}:{os.environ['PATH']}"
    nowhere = {"PATH": path, "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    written = str((folder / "report" / "index.html").resolve())
    ran = run_cli("report", "--folder", "x", "--json", environment=nowhere)
    assert (ran.code, ran.json) == (0, {"report": written})
    ran = run_cli("report", "--folder", "x", environment=nowhere | {"DISPLAY": ":0"})
    assert (ran.code, ran.out) == (0, f"The report is {written}\n")
    assert os.read(reading, 4096).decode() == written + "\n"  # once: not where there is no screen
    os.close(reading)


def test_the_command_needs_a_journal(run_cli: RunCli) -> None:
    ran = run_cli("report", "--folder", "nowhere")
    assert ran.code == 2
    assert "There is no journal in nowhere" in ran.out
    assert "--folder" in ran.out
