"""A run that is paused, stopped, killed or left alone by its server, and the page that finds it again."""

import json
import os
import re
import signal
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import MakePair, Pair, assert_moved, fewer_lists
from tests.web.conftest import (
    ServePage,
    Server,
    give_password,
    look_first,
    move_followers,
    name_accounts,
    quick,
    start_the_move,
)

pytestmark = [pytest.mark.process, pytest.mark.posix, pytest.mark.remembered]

FOLDER = "mastodon-move/alice@old.example--alice@new.example"
MOVE = "Move your followers now?"


def begun(pair: Pair, server: Server, page: Page) -> None:
    """The move has started, and has the password that Part 5 needs."""
    page.goto(server.address)
    name_accounts(page, pair)
    look_first(page)
    start_the_move(page)
    give_password(pair, page)


def process_of_run(home: Path) -> int:
    with (home / FOLDER / "page/run.jsonl").open() as file:
        return int(json.loads(file.readline())["process"])


@pytest.mark.slow
def test_it_is_paused_stopped_and_gone_on_with(
    make_pair: MakePair, serve: ServePage, page: Page, private_home: Path
) -> None:
    pair = make_pair()
    fewer_lists(pair)
    begun(pair, serve(environment=quick(pair, alias_interval="10")), page)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#now")).to_contain_text("Paused")
    page.reload()
    expect(page.locator("#now")).to_contain_text("Paused")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#now")).to_contain_text("Stopped by you")
    expect(page.locator("#now")).to_contain_text("Completed steps stay done")
    page.get_by_role("button", name="Go on").click()
    give_password(pair, page)
    page.get_by_role("heading", name=MOVE).wait_for()
    # No is a pause, not the end.
    page.get_by_role("button", name="Not now").click()
    expect(page.locator("#now")).to_contain_text("You stopped before “Move followers”")
    assert pair.people.old.moved_to is None
    page.get_by_role("button", name="Go on").click()
    give_password(pair, page)
    move_followers(page, pair.people.new.acct)
    # The old server does not know the alias yet: a wait with its end.
    for _ in range(2):
        expect(page.locator("#now p.wait")).to_contain_text(re.compile(r"Continues in 0:\d\d"))
        page.reload()
    page.wait_for_url("**/afterwards")
    assert_moved(pair, lists=True)
    assert len(pair.people.old.migrations) == 1


@pytest.mark.slow
def test_a_run_that_is_killed_is_told_and_gone_on_with(
    make_pair: MakePair, serve: ServePage, page: Page, private_home: Path
) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no signal that kills")
    pair = make_pair()
    fewer_lists(pair)
    begun(pair, serve(environment=quick(pair)), page)
    page.locator(".part.whole").first.wait_for()
    os.kill(process_of_run(private_home), signal.SIGKILL)
    expect(page.locator("#now")).to_contain_text("The run was cut off")
    page.reload()
    expect(page.locator("#now")).to_contain_text("never clicks “Move followers” twice")
    page.get_by_role("button", name="Go on").click()
    give_password(pair, page)
    move_followers(page, pair.people.new.acct)
    page.wait_for_url("**/afterwards")
    assert_moved(pair, lists=True)


@pytest.mark.slow
def test_the_server_is_killed_and_another_finds_the_run(
    make_pair: MakePair, serve: ServePage, page: Page, private_home: Path
) -> None:
    pair = make_pair()
    fewer_lists(pair)
    first = serve(environment=quick(pair))
    begun(pair, first, page)
    page.locator(".part.whole").first.wait_for()
    first.process.kill()
    expect(page.get_by_role("alert")).to_contain_text("mastodon-move web")
    second = serve(environment=quick(pair))
    page.goto(second.address)
    page.wait_for_url("**/move")
    # It went on alone, as far as its next question.
    expect(page.locator("#now")).to_contain_text("Nobody could answer the question")
    assert pair.people.old.moved_to is None
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("group", name="alice@old.example → alice@new.example")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/sign-in")
    look_first(page)
    start_the_move(page)
    give_password(pair, page)
    move_followers(page, pair.people.new.acct)
    page.wait_for_url("**/afterwards")
    assert_moved(pair, lists=True)


@pytest.mark.slow
def test_two_tabs_show_the_same_and_one_answer_counts(
    make_pair: MakePair, serve: ServePage, page: Page, private_home: Path
) -> None:
    pair = make_pair()
    fewer_lists(pair)
    begun(pair, serve(environment=quick(pair)), page)
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        tab.get_by_role("heading", name=MOVE).wait_for()
        tab.locator("#dialog-text").fill("half typed")
    move_followers(page, pair.people.new.acct)
    expect(other.get_by_role("dialog")).to_have_count(0)
    for tab in (page, other):
        tab.wait_for_url("**/afterwards")
    assert_moved(pair, lists=True)
    assert len(pair.people.old.migrations) == 1
