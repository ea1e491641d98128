"""The whole guide, from every release to every other."""

import itertools
from typing import Any

import pytest
from playwright.sync_api import Playwright
from rich.console import Console

from automation.cli.terminal import PlainLines
from automation.guide.parts import PARTS
from automation.outline import Side
from automation.results import Results
from automation.run.move import Move
from fixtures.servers import Release
from pages.web_app.compose import ComposeForm
from tests.support import LATE, QUICK, SLOW, MakePair, Pair, assert_moved


def travel_light(pair: Pair, *experiments: str) -> dict[str, Any]:
    """What hangs on one of the two releases alone is done between equal ones, which makes the other pairs quicker.

    That is signing in, most kinds of lists, the pictures, the comparison after the import, and scripts that come late.
    """
    pair.remember(*experiments)
    alice = pair.people.old
    alice.blocks, alice.mutes, alice.domain_blocks, alice.bookmarks = [], [], [], []
    alice.avatar, alice.header = None, None
    return {"verify": False, "only": ("follows", "lists", *(["custom_filters"] if pair.old.release >= "4.6" else []))}


# The commonest way, from 4.0 to 4.6, is what tests/cli/test_guide.py walks every day.
PAIRS = [SLOW(*pair) for pair in itertools.product(map(str, Release), map(str, Release))]


@pytest.mark.usefixtures("one_browser", "private_home")
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_guide_from_each_release_to_each(playwright: Playwright, make_pair: MakePair, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new, pace=LATE if old == new else QUICK)
    old_account, new_account = pair.people.old, pair.people.new
    assert (len(old_account.posts), len(old_account.fields)) == (40, 4)
    assert [post.pinned for post in old_account.posts].count(True) == 1
    assert any(follow.languages for follow in old_account.follows)
    assert not new_account.introduced
    old_account.domain_blocks.clear()  # an empty list is a list, too
    results = Results()
    left_out = {} if old == new else travel_light(pair)
    with Move(pair.settings(yes=True, **left_out), playwright, PlainLines(Console(quiet=True))) as move:
        for part in PARTS:
            move.run(part, results.begin(part.result))
    assert_moved(pair, lists=new >= "4.2")
    kept = " ".join(move.kept_for_later)
    assert ("lists.csv" in kept) == (new < "4.2")
    assert ("custom_filters.json" in kept) == (new < "4.6" <= old)
    assert results.facts()["moved_to"] == "alice@new.example"


@pytest.mark.slow
@pytest.mark.usefixtures("one_browser", "private_home")
def test_the_guide_in_a_browser_that_asks_for_the_redesign_of_4_7(playwright: Playwright, make_pair: MakePair) -> None:
    pair = make_pair(old="4.7", new="4.7")
    pair.people.old.domain_blocks.clear()
    with Move(
        pair.settings(yes=True, **travel_light(pair, "redesign")), playwright, PlainLines(Console(quiet=True))
    ) as move:
        for part in PARTS:
            move.run(part, part.result())
        actor = move.actor(Side.NEW)
        actor.open("/home", "Home")
        assert ComposeForm(actor).new.appears(5_000)  # this is how it was done
    assert_moved(pair, lists=True)
    assert not move.kept_for_later
