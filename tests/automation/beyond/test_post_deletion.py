"""Automated post deletion is named, and set only where it is asked for by its name."""

import pytest

from tests.automation.beyond.support import changes_on, pairs
from tests.support import MakePair, RunCli

pytestmark = pytest.mark.remembered

POLICY = {"enabled": "1", "min_status_age": "7889238", "keep_pinned": "1", "keep_media": "1", "min_favs": "5"}


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), pairs(("4.1", "4.6")))
def test_it_is_set_by_name(make_pair: MakePair, run_cli: RunCli, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    pair.people.old.cleanup_policy = dict(POLICY)
    ran = run_cli("also", "deletion", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert POLICY.items() <= pair.people.new.cleanup_policy.items()
    assert changes_on(pair.old) == []

    before = len(changes_on(pair.new))
    assert run_cli("also", "deletion", "--folder", "x", environment=pair.environment()).code == 0
    assert len(changes_on(pair.new)) == before


@pytest.mark.slow
def test_all_only_mentions_it(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.6")
    pair.people.old.cleanup_policy = dict(POLICY)
    ran = run_cli("also", "all", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert "to have that on the new one too, run: mastodon-move also deletion" in ran.out
    assert pair.people.new.cleanup_policy == {}
