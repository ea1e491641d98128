"""What the report tells of real runs: steps, pictures, lists, followers, and how all of it stands."""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from automation import report
from automation.guide.parts import PARTS
from automation.report import events
from tests.automation.report.samples import (
    Exported,
    assert_accessible,
    begun,
    done,
    ended,
    opened,
    tried,
    unfold,
    write,
)
from tests.support import MakePair, RunCli


def test_a_part_that_was_done_is_told_step_by_step(page: Page, exported: Exported) -> None:
    opened(page, exported.folder)
    part = page.get_by_role("region", name="Old Server: Download your follows list")
    expect(part.locator(".heading")).to_contain_text(f"done · 7 of 7 steps · {exported.url}")
    step = part.get_by_role("listitem").filter(has=page.get_by_role("heading", name='Click on CSV for "Follows"'))
    expect(step.locator(".outcome")).to_contain_text("done at")
    unfold(page)
    step.get_by_text("What was clicked").click()
    expect(step.get_by_text("download csv")).to_be_visible()
    expect(part.get_by_text("following_accounts.csv: 320 follows")).to_be_visible()
    follows = page.get_by_role("row", name="follows 320 320")
    expect(follows).to_be_visible()
    expect(page.get_by_text("1 of them without members").first).to_be_visible()


def test_steps_that_are_not_done_are_there_in_the_guides_words(page: Page, folder: Path) -> None:
    write(folder, begun("Part 2, 3", 2, 3), tried(2, 1))
    opened(page, folder)
    for number, state in ((2, "under way"), (3, "still to do"), (5, "not requested")):
        expect(page.locator(f"#part-{number} .heading .state")).to_have_text(state)
    expect(page.locator("#step-2-2")).to_contain_text('Go to "Preferences" (right panel)')
    expect(page.locator("#step-2-2 .state")).to_have_text("still to do")
    expect(page.locator("#step-5-9")).to_contain_text('Click on the button "MOVE FOLLOWERS"')
    expect(page.get_by_role("heading", level=2).first).to_have_text("Under way: Part 2, 3")
    write(folder, {"event": "part", "number": 2, "outcome": "done"}, ended(0))
    opened(page, folder)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Part 2 is done, Part 3 is still to do")


def test_each_control_is_marked_where_it_is(page: Page, exported: Exported) -> None:
    opened(page, exported.folder)
    expect(page.locator("#step-2-3 .said")).to_be_hidden()
    expect(page.locator("#step-2-3 img").first).to_be_visible()  # small, beside the step's line
    unfold(page)
    steps = {(step.part, step.number): step for step in events.of_kind(events.read(exported.folder), events.Step)}
    figures = page.locator("figure")
    assert figures.count() == sum(len(step.pictures) for step in steps.values()) > 5
    assert {figure.locator("img").evaluate("image => image.naturalWidth > 0") for figure in figures.all()} == {True}
    expect(page.locator("#step-2-5").get_by_role("img", name="The page at the end of the step.")).to_be_visible()
    # The third step shows one picture, that of its own control.
    figure = page.locator("#step-2-3 figure")
    expect(figure.get_by_role("img")).to_have_attribute(
        "alt", "The old server’s page when “Settings: left panel: import and export” was used, which is marked."
    )
    box = exported.boxes[steps[2, 3].pictures[0].file]
    for enlarged in (False, True):
        if enlarged:
            figure.get_by_role("link", name="Enlarge").click()
            expect(figure.get_by_role("link", name="Close")).to_be_visible()
            assert_accessible(page)
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
    unfold(page)
    expect(page.locator("#step-2-3 .state").first).to_have_text("already done")
    expect(figure).to_be_visible()
    expect(page.locator("#step-2-3 .pictures")).to_contain_text("in an earlier attempt")


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
        "rejected the e-mail address or password of alice@old.example",
    ):
        expect(standing).to_contain_text(words)
    expect(page.locator("#step-2-1 .state")).to_have_text("stopped here")
    expect(page.locator("#step-2-1 .error")).to_contain_text("rejected the e-mail address")
    expect(page.get_by_role("img", name="The page when it stopped.")).to_be_visible()

    assert run_cli("export", "--folder", "x", environment=environment).code == 0
    opened(page, tmp_path / "x")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Part 2 is done")
    expect(page.get_by_role("banner")).to_contain_text("2 runs")
    expect(page.locator("#step-2-1 .outcome")).to_contain_text("done at")
    unfold(page)
    earlier = page.locator("#step-2-1").get_by_text("1 earlier attempt")
    expect(page.locator("#step-2-1 .error")).to_be_hidden()
    earlier.click()
    expect(page.locator("#step-2-1 .error")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize(
    ("told", "headline"),
    [
        ([begun("Part 2", 2), tried(2, 1), ended(130, seen="You stopped the run.")], "Stopped by you"),
        ([begun("Part 2", 2), tried(2, 1), ended(1)], "Stopped by a bug in this program"),
        ([begun("Part 2", 2), ended(5, seen="No answer."), begun("check"), ended(0)], "Stopped"),
        ([begun("Part 2", 2), ended(5, seen="No answer."), begun("check")], "Under way: check"),
        ([begun("Part 2", 2), ended(5, seen="No answer."), begun("Part 2", 2), *done(2), ended(0)], "Part 2 is done"),
        ([begun("Part 1, 2", 1, 2), *done(1), *done(2), ended(0)], "Parts 1 and 2 are done"),
        ([begun("Part 1", 1), *(event for number in range(1, 6) for event in done(number)), ended(0)], "All five"),
        ([begun("Part 5", 5), *done(5), ended(0), begun("undo"), {"event": "undo"}, ended(0)], "The redirect was un"),
        ([tried(2, 1), tried(2, 2, outcome="failed", error="No answer.")], "Stopped"),
    ],
)  # fmt: skip
def test_how_it_stands(page: Page, folder: Path, told: list[dict[str, Any]], headline: str) -> None:
    write(folder, *told)
    opened(page, folder)
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile(f"^{headline}"))


@pytest.mark.slow
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
    expect(page.get_by_role("region", name="Partly done")).to_contain_text("zoe@down.example")
    row = page.get_by_role("row", name="blocked accounts")
    expect(row.get_by_role("cell")).to_have_text([r"–", "3", "1", "2", "2", "1"], use_inner_text=True)
    expect(page.get_by_role("heading", name="1 of the blocked accounts is missing")).to_be_visible()
    expect(page.locator(".missing li")).to_contain_text("zoe@down.example")
    link = page.get_by_role("link", name="lists/missing-blocked_accounts.csv")
    assert link.evaluate("link => link.href") == (tmp_path / "x/lists/missing-blocked_accounts.csv").resolve().as_uri()
    expect(page.get_by_role("region", name="To do yourself")).to_contain_text("nobody here")


def test_steps_that_end_in_the_same_millisecond_are_told_in_the_guides_order(page: Page, folder: Path) -> None:
    write(folder, tried(2, 1), tried(2, 2, outcome="failed", error="No answer."))
    journal = folder / "journal.jsonl"
    journal.write_text(re.sub('"time": "[^"]*"', '"time": "2026-03-02T09:00:00.000+00:00"', journal.read_text()))
    opened(page, folder)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Stopped")


def test_what_is_there_with_other_settings_is_not_missing(page: Page, folder: Path) -> None:
    verified = {
        "rows": 2,
        "arrived": 2,
        "differing": {"zoe@far.example": "Show boosts: false in the file, true on the account"},
    }
    write(folder, {"event": "verified", "lists": {"follows": verified}})
    opened(page, folder)
    expect(
        page.get_by_role("heading", name="1 of the follows has different settings on the new account")
    ).to_be_visible()
    expect(page.locator(".missing li")).to_contain_text(
        "zoe@far.example Show boosts: false in the file, true on the account"
    )
    expect(page.get_by_role("heading", name="missing")).to_have_count(0)


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
    # Of three readings that are the same, the one between is left out. Between two readings the line is level.
    read_at = [0, *[100 / 48] * 2, *[50] * 2, 100 * 26 / 48, *[100] * 2]
    for line in points:
        assert [x for x, _ in line] == pytest.approx(read_at, abs=0.01)
        assert all(before[0] == after[0] or before[1] == after[1] for before, after in pairwise(line))
    assert [y for _, y in points[1]] == sorted((y for _, y in points[1]), reverse=True)
    dashes = {
        line.evaluate("line => getComputedStyle(line).strokeDasharray") for line in page.locator("polyline").all()
    }
    assert len(dashes) == 2  # told apart not by colour alone
    page.get_by_text("All numbers").click()
    expect(page.get_by_role("row", name="3 March")).to_have_count(2)
    expect(page.get_by_role("row", name="4 March 2026").get_by_role("cell")).to_have_text(["12", "1200"])
    assert_accessible(page)


def test_what_goes_beyond_the_guide_does_not_hide_that_all_five_parts_are_done(folder: Path) -> None:
    whole = [tried(part.number, step.number) for part in PARTS for step in part.steps]
    ends = [{"event": "part", "number": part.number, "outcome": "done"} for part in PARTS]
    write(folder, begun("", 1, 2, 3, 4, 5, 6), *whole, *ends, tried(6, 1))
    write(folder, {"event": "part", "number": 6, "outcome": "partly done"}, ended(0))
    assert report.headline(folder) == "All five parts are done, Beyond the guide is partly done"
    write(folder, {"event": "part", "number": 6, "outcome": "done"})
    assert report.headline(folder) == "All five parts are done"
    write(folder, {"event": "undo", "said": "It was undone."})
    assert report.headline(folder) == "The redirect was undone"


def test_followers_are_not_said_to_be_on_their_way_where_none_is_left(page: Page, folder: Path) -> None:
    ends = [{"event": "part", "number": part.number, "outcome": "done"} for part in PARTS]
    whole = [tried(part.number, step.number) for part in PARTS for step in part.steps]
    write(folder, begun("", 1, 2, 3, 4, 5), *whole, *ends)
    for left, said in ((3, "Followers can take days"), (0, "The old account has no followers left.")):
        write(folder, {"event": "counts", "side": "old", "followers": left, "shown": str(left)}, ended(0))
        opened(page, folder)
        expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text("can take days")).to_have_count(0)
