"""kill -9 at the button, and at fifty moments: the same command, run again, ends as if nothing had happened."""

import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fixtures.servers import Account
from tests.cli.killable import run_killed
from tests.support import SLOW, MakePair, Pair, fewer_lists

pytestmark = pytest.mark.remembered


def run(at: Sequence[str], folder: Path, pair: Pair) -> tuple[int, str]:
    """One run that may be killed; its exit code and what it said."""
    arguments = ["guide", "--yes", "--archive", "request", "--followers", "--folder", "move"]
    return run_killed(at, folder, dict(os.environ) | pair.environment(), arguments)


def whole(account: Account) -> dict[str, Any]:
    """Everything that a move changes in an account, in an order that does not depend on when it happened."""
    return {
        "follows": sorted((f.acct, f.show_boosts, f.notify, f.languages) for f in account.follows),
        "blocks": sorted(account.blocks),
        "mutes": sorted((mute.acct, mute.hide_notifications) for mute in account.mutes),
        "domain blocks": sorted(account.domain_blocks),
        "bookmarks": sorted(account.bookmarks),
        "lists": {name: sorted(members) for name, members in account.lists.items()},
        "filters": [entry["title"] for entry in account.filters],
        "posts": sorted((post.text, post.pinned) for post in account.posts),
        "followers": sorted(account.followers),
        "aliases": account.aliases,
        "moved to": account.moved_to,
        "migrations": [(migration.target, migration.followers) for migration in account.migrations],
        "archives": len(account.archives),
        "profile": (account.display_name, account.note, account.fields, account.avatar, account.header),
    }


def end_state(pair: Pair) -> list[dict[str, Any]]:
    pair.fediverse.wait_idle(timeout=30)
    return [whole(account) for account in (pair.people.old, pair.people.new)]


def points(moments: list[str], kills: int, chance: random.Random) -> list[int]:
    """Where it is killed: as often in each of the five parts, and elsewhere too; the end comes too soon to be met."""
    early = range(len(moments) * 19 // 20)
    parts = [[point for point in early if moments[point].startswith(f"{part}.")] for part in range(1, 6)]
    chosen = {point for part in parts for point in chance.sample(part, kills // 6)}
    return sorted(chosen | set(chance.sample(sorted(set(early) - chosen), kills - len(chosen))))


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "kills"), [("4.0", "4.6", 25), ("4.6", "4.0", 25)])
def test_kills_leave_what_an_undisturbed_run_leaves(
    make_pair: MakePair, private_home: Path, old: str, new: str, kills: int
) -> None:
    (private_home / "undisturbed").mkdir()
    reference = make_pair(old=old, new=new)
    fewer_lists(reference)
    code, said = run([], private_home / "undisturbed", reference)
    assert code == 0, said
    # Many come again and again: counted is when each came first.
    moments = list(dict.fromkeys((private_home / "undisturbed" / "moments").read_text().splitlines()))

    pair, parts = make_pair(old=old, new=new), set()
    fewer_lists(pair)
    for point in points(moments, kills, random.Random(f"{old} {new}")):
        code, said = run(moments[point:], private_home, pair)
        assert code == -9, said
        parts.add((private_home / "moments").read_text().splitlines()[-1][0])
    assert parts >= set("12345")
    code, said = run([], private_home, pair)
    assert code == 0, said
    assert end_state(pair) == end_state(reference)


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param("before taking note of click Account migration, move followers", id="pressed"),
        SLOW("after the journal's move followers intent", id="about to press"),
    ],
)
def test_a_run_that_was_killed_at_the_button_moves_the_followers_once(
    make_pair: MakePair, private_home: Path, moment: str
) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    command = ["move", "--yes", "--no-post", "--folder", "move"]
    environment = dict(os.environ) | pair.environment()
    code, said = run_killed([f"5.9: {moment}"], private_home, environment, command)
    assert code == -9, said
    code, said = run_killed([], private_home, environment, command)
    assert code == 0, said
    assert [migration.target for migration in pair.people.old.migrations] == [pair.people.new.acct]
