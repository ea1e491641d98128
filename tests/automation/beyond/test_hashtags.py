"""Followed hashtags are copied: read from their list, followed by clicks, and never unfollowed."""

import json
from pathlib import Path

import pytest

from tests.automation.beyond.support import changes_on
from tests.support import MakePair, Pair, RunCli, has_mode

pytestmark = pytest.mark.remembered

TAGS = ["München", "compost", "trams", "slowcycling"]


def settle(pair: Pair) -> None:
    """Alice follows hashtags; one of them nobody on her new server has used yet."""
    pair.people.old.followed_tags = list(TAGS)
    pair.people.new.followed_tags = ["trams", "own"]
    pair.new.known_tags |= {"munchen", "compost"}


def assert_arrived(pair: Pair) -> None:
    """All are followed that can be; up to 4.1 a hashtag that nobody has used yet has no page."""
    old, new = pair.old.release, pair.new.release
    coming = ["compost", "München" if new >= "4.6" else "münchen", *([] if new < "4.2" else ["slowcycling"])]
    assert sorted(pair.people.new.followed_tags) == sorted(["trams", "own", *(coming if old >= "4.1" else [])])
    assert all("/unfollow" not in path for _, path in changes_on(pair.new))


def test_they_are_followed_once(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.3", new="4.6")
    settle(pair)
    ran = run_cli("also", "hashtags", "--folder", "x", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    assert json.loads((tmp_path / "x/also/hashtags.json").read_text())["state"] == {"names": TAGS}
    assert has_mode(tmp_path / "x/also/hashtags.json", 0o600)


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [("4.0", "4.6"), ("4.5", "4.1")])
def test_what_is_not_possible_is_named(make_pair: MakePair, run_cli: RunCli, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    settle(pair)
    ran = run_cli("also", "hashtags", "--folder", "x", "--json", environment=pair.environment())
    found = ran.json["also"]["hashtags"]
    if old == "4.0":
        assert "no list of followed hashtags" in found["lacking"]
    else:
        assert list(found["left"]) == ["#slowcycling"]


@pytest.mark.slow
def test_a_long_list_is_read_whole(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.5", new="4.3")
    tags = [f"tag{number}" for number in range(230)]
    pair.people.old.followed_tags, pair.people.new.followed_tags = tags, tags[1:]
    ran = run_cli("also", "hashtags", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert json.loads((tmp_path / "x/also/hashtags.json").read_text())["state"]["names"] == tags
    assert "missing on the new account: #tag0" in ran.out
    assert sorted(pair.people.new.followed_tags) == sorted(tags)


@pytest.mark.slow
def test_a_server_that_cannot_follow_them_is_named(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.1", new="3.5")
    pair.people.old.followed_tags = ["compost"]
    ran = run_cli("also", "hashtags", "--folder", "x", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert "cannot follow hashtags" in ran.json["also"]["hashtags"]["lacking"]
