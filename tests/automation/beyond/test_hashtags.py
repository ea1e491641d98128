"""Followed hashtags come along: read from their list, followed by clicks, and never unfollowed."""

import json
from pathlib import Path

import pytest

from tests.automation.beyond.support import changes_on, pairs
from tests.support import MakePair, RunCli, has_mode

pytestmark = pytest.mark.remembered

TAGS = ["München", "compost", "trams", "slowcycling"]


@pytest.mark.parametrize(("old", "new"), pairs(("4.3", "4.6")))
def test_they_are_followed_once(make_pair: MakePair, run_cli: RunCli, tmp_path: Path, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    pair.people.old.followed_tags = list(TAGS)
    pair.people.new.followed_tags = ["trams", "own"]
    pair.new.known_tags = {"munchen", "compost"}
    ran = run_cli("also", "hashtags", "--folder", "x", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    found = ran.json["also"]["hashtags"]
    assert all("/unfollow" not in path for _, path in changes_on(pair.new))
    assert changes_on(pair.old) == []
    if old == "4.0":
        assert pair.people.new.followed_tags == ["trams", "own"]
        assert "no list of followed hashtags" in found["lacking"]
        return
    known = ["compost", "München" if new >= "4.6" else "münchen"]
    followed = [*known, "trams", "own"] if new < "4.2" else ["slowcycling", *known, "trams", "own"]
    assert sorted(pair.people.new.followed_tags) == sorted(followed)
    # Up to 4.1 a hashtag that nobody has used yet has no page, and is left to the person.
    assert list(found["left"]) == (["#slowcycling"] if new < "4.2" else [])
    assert json.loads((tmp_path / "x/also/hashtags.json").read_text())["state"] == {"names": TAGS}
    assert has_mode(tmp_path / "x/also/hashtags.json", 0o600)

    before = len(changes_on(pair.new))
    again = run_cli("also", "hashtags", "--folder", "x", "--json", environment=pair.environment())
    assert again.code == 0, again.err
    assert len(changes_on(pair.new)) == before
    assert again.json["also"]["hashtags"]["added"] == []


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
