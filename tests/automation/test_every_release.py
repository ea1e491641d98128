"""The whole guide, from every release to every other."""

import itertools
from typing import Any

import pytest
from playwright.sync_api import Playwright
from rich.console import Console

from automation.move import Move
from automation.parts import PARTS
from automation.terminal import PlainLines
from fixtures.servers import Release
from tests.support import LATE, QUICK, MakePair, Pair, assert_moved


def travel_light(pair: Pair) -> dict[str, Any]:
    """What hangs on one of the two releases alone is done between equal ones, which makes the other pairs quicker.

    That is signing in, most kinds of lists, the profile, the posts, the comparison after the import, and scripts that
    come late.
    """
    pair.remember()
    alice, new = pair.people.old, pair.people.new
    alice.blocks, alice.mutes, alice.domain_blocks, alice.bookmarks = [], [], [], []
    alice.avatar, alice.header, alice.note, alice.fields = None, None, "", []
    alice.display_name = new.display_name
    kinds = ("follows", "lists", *(["custom_filters"] if pair.old.release == Release("4.6") else []))
    return {"post": False, "verify": False, "only": kinds}


# To the next release is the commonest way, and walks each of them; the others are marked.
PAIRS = [
    (old, new) if (old, new) in itertools.pairwise(Release) else pytest.param(old, new, marks=pytest.mark.slow)
    for old, new in itertools.product(Release, Release)
]


@pytest.mark.usefixtures("one_browser", "private_home")
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_guide_from_each_release_to_each(playwright: Playwright, make_pair: MakePair, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new, pace=LATE if old == new else QUICK)
    pair.people.old.domain_blocks.clear()  # an empty list is a list, too
    left_out = {} if old == new else travel_light(pair)
    with Move(pair.settings(yes=True, **left_out), playwright, PlainLines(Console(quiet=True))) as move:
        for part in PARTS:
            move.run(part)
    assert_moved(pair, lists=new >= "4.2", posts=old == new)
    kept = " ".join(move.kept_for_later)
    assert ("lists.csv" in kept) == (new < "4.2")
    assert ("custom_filters.json" in kept) == (new < old == "4.6")
    assert move.results["moved_to"] == "alice@new.example"
