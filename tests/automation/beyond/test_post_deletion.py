"""Automated post deletion is named, and set only where it is asked for by its name."""

import pytest

from tests.support import MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered

POLICY = {"enabled": "1", "min_status_age": "7889238", "keep_pinned": "1", "keep_media": "1", "min_favs": "5"}


def settle(pair: Pair) -> None:
    """Alice lets her old server delete old posts."""
    pair.people.old.cleanup_policy = dict(POLICY)


def assert_arrived(pair: Pair) -> None:
    """Her new server does the same."""
    assert POLICY.items() <= pair.people.new.cleanup_policy.items()


def test_it_is_set_by_name(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.1", new="4.6")
    settle(pair)
    ran = run_cli("also", "deletion", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)


@pytest.mark.slow
def test_all_only_mentions_it(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.6")
    pair.people.old.cleanup_policy = dict(POLICY)
    ran = run_cli("also", "all", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert "to do the same on the new one, run: mastodon-move also deletion" in ran.out
    assert pair.people.new.cleanup_policy == {}
