"""Everything together: within the guide, and killed again and again."""

import os
import random
from pathlib import Path
from typing import Any

import pytest

from automation.settings import ALSO
from fixtures.servers import Account
from tests.automation.beyond.support import changes_on
from tests.automation.beyond.typical import typical
from tests.cli.killable import run_killed
from tests.support import MakePair, Pair, RunCli, fewer_lists

pytestmark = [pytest.mark.remembered, pytest.mark.slow]

KILLS = 10


def whole(account: Account) -> dict[str, Any]:
    """What goes beyond the guide in an account, in an order that does not depend on when it happened."""
    filters = sorted((one["title"], str(one["keywords_attributes"])) for one in account.filters)
    settings = (account.locked, account.discoverable, account.indexable, account.hide_collections, account.bot)
    return {
        "hashtags": sorted(account.followed_tags),
        "featured": sorted(account.featured_tags),
        "filters": filters,
        "settings": settings,
        "preferences": account.preferences,
        "languages": account.chosen_languages,
        "domains": account.attribution_domains,
        "deletion": account.cleanup_policy,
        "lists": {title: sorted(members) for title, members in account.lists.items()},
        "list settings": {title: one for title, one in account.list_settings.items() if title in account.lists},
        "notes": account.notes,
    }


@pytest.mark.parametrize(("old", "new"), [("4.5", "4.6"), ("4.6", "4.1")])
def test_killed_at_ten_moments_it_ends_the_same(make_pair: MakePair, private_home: Path, old: str, new: str) -> None:
    command = ["also", "hashtags,privacy,preferences,filters,featured,lists,deletion,notes", "--folder", "move"]

    def run(at: list[str], folder: Path, pair: Pair) -> tuple[int, str]:
        return run_killed(at, folder, dict(os.environ) | pair.environment(), command)

    (private_home / "undisturbed").mkdir()
    reference = make_pair(old=old, new=new)
    typical(reference, notes=3)
    reference.old.pace.api_requests = reference.new.pace.api_requests = 10_000
    code, said = run([], private_home / "undisturbed", reference)
    assert code == 0, said
    moments = list(dict.fromkeys((private_home / "undisturbed" / "moments").read_text().splitlines()))

    pair = make_pair(old=old, new=new)
    typical(pair, notes=3)
    pair.old.pace.api_requests = pair.new.pace.api_requests = 10_000
    early = range(len(moments) * 19 // 20)  # the end comes too soon to be met
    for point in sorted(random.Random(f"{old} {new}").sample(early, KILLS)):
        code, said = run(moments[point:], private_home, pair)
        assert code == -9, said
    code, said = run([], private_home, pair)
    assert code == 0, said
    assert whole(pair.people.new) == whole(reference.people.new)
    assert whole(pair.people.old) == whole(reference.people.old)


def test_the_guide_brings_it_along_before_the_followers_are_moved(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair(old="4.5", new="4.6")
    fewer_lists(pair)
    typical(pair, notes=3)
    guide = ["guide", "--also", "all", "--yes", "--folder", "x"]
    ran = run_cli(*guide, environment=pair.environment())
    assert ran.code == 0, ran.err
    old, new = pair.people.old, pair.people.new
    assert old.moved_to == new.acct
    assert sorted(new.followed_tags) == sorted(old.followed_tags)
    assert [one["title"] for one in new.filters] == [one["title"] for one in old.filters]
    lines = ran.out.splitlines()
    assert next(i for i, line in enumerate(lines) if line.startswith("Beyond the guide")) < next(
        i for i, line in enumerate(lines) if line.startswith("Part 5")
    )
    assert {path.name for path in (tmp_path / "x/also").iterdir()} == {f"{name}.json" for name in ALSO}
    before = len(changes_on(pair.new))
    again = run_cli(*guide, environment=pair.environment())
    assert again.code == 0, again.err
    assert "Beyond the guide was already done" in again.out
    assert len(changes_on(pair.new)) == before
