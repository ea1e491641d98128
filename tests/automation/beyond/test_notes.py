"""Notes on accounts are copied: found on the profiles of people who are listed, blocked or muted, and written once."""

import json
from pathlib import Path

import pytest

from automation.beyond.kinds import notes
from fixtures.servers import Follow, Mute
from tests.support import SLOW, MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered

LISTED, BLOCKED, MUTED = "wren@birds.example", "zank@bücher.example", "noise.maker@news.example"
LOCAL, STRANGER, FOLLOWED = "theo@old.example", "gone@nowhere.example", "quiet@far.example"
TEXTS = {
    LISTED: 'Met at the bike shop; knows "Zürich" & <b>\nsecond line',
    BLOCKED: "sold me a bridge",
    MUTED: "loud",
    LOCAL: "neighbour",
    STRANGER: "not known there",
}


def settle(pair: Pair) -> None:
    """Alice has notes on people on both servers, and on some whom the new server does not know."""
    old, new = pair.people.old, pair.people.new
    old.lists = {"Birds": [LISTED]}
    old.blocks, old.mutes = [BLOCKED, STRANGER], [Mute(MUTED), Mute(LOCAL)]
    old.notes = TEXTS | {FOLLOWED: "only with all"}
    for followed in (LISTED, FOLLOWED):
        pair.fediverse.follow(old, Follow(followed))
    new.blocks, new.mutes = [BLOCKED], [Mute(MUTED), Mute(LOCAL)]
    pair.fediverse.follow(new, Follow(LISTED))
    new.notes = {MUTED: "my own words"}


def assert_arrived(pair: Pair) -> None:
    """The notes on people whom the new server knows are there, and her own is as it was."""
    expected = {LISTED: TEXTS[LISTED], BLOCKED: TEXTS[BLOCKED], LOCAL: TEXTS[LOCAL], MUTED: "my own words"}
    assert pair.people.new.notes == expected


@pytest.mark.parametrize(("old", "new"), [SLOW("4.5", "4.6"), SLOW("3.5", "4.7")])
def test_they_are_written(make_pair: MakePair, run_cli: RunCli, tmp_path: Path, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    settle(pair)
    ran = run_cli("also", "notes", "--folder", "x", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    found = ran.json["also"]["notes"]
    assert found["on_old"] == 5
    assert found["left"] == {f"@{MUTED}": notes._OTHER, f"@{STRANGER}": notes._UNKNOWN}
    assert json.loads((tmp_path / "x/also/notes.json").read_text())["state"]["notes"] == TEXTS
    assert not list((tmp_path / "x/also").glob("*unfinished*"))
    assert "5 profiles have to be opened; about 1 min" in " ".join(ran.err.split())
    assert all(status != 429 for server in (pair.old, pair.new) for _, _, status in server.requests)


@pytest.mark.slow
def test_on_demand_all_people_are_looked_at(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair)
    old, new = pair.people.old, pair.people.new
    old.follows, old.followers = old.follows[:3], ["fan@far.example", pair.people.new.acct]
    old.notes["fan@far.example"] = "reads everything"
    new.followers = ["fan@far.example"]
    pair.fediverse.follow(new, Follow(FOLLOWED))
    ran = run_cli("also", "notes", "--notes", "all", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert {FOLLOWED: "only with all", "fan@far.example": "reads everything"}.items() <= new.notes.items()


@pytest.mark.slow
def test_the_check_says_how_long_it_takes_and_opens_no_profile(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair)
    ran = run_cli("check", "--also", "notes", "--folder", "x", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert ran.json["check"]["facts"]["notes on accounts"].startswith("5 profiles to look at, about 1 min on each")
    assert not [path for _, path, _ in pair.old.requests if path.endswith("/relationships")]


@pytest.mark.slow
def test_a_reading_that_was_cut_off_is_continued(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair)
    environment = pair.environment() | {"MASTODON_MOVE_RETRY_TIMEOUT": "0", "MASTODON_MOVE_TIMEOUT": "3"}
    pair.old.faults.add("GET", "/api/v1/accounts/lookup", 500, times=9, after=3)
    assert run_cli("also", "notes", "--folder", "x", environment=environment).code != 0
    saved = json.loads((tmp_path / "x/also/notes-unfinished.json").read_text())
    assert len(saved["opened"]) == 3
    pair.old.faults.clear()
    before = len(pair.old.requests)
    assert run_cli("also", "notes", "--folder", "x", environment=environment).code == 0
    looked = [path for _, path, _ in pair.old.requests[before:] if path.endswith("/lookup")]
    assert len(looked) == 2
    assert set(json.loads((tmp_path / "x/also/notes.json").read_text())["state"]["notes"]) == set(TEXTS)


@pytest.mark.slow
def test_an_unfinished_reading_of_another_account_is_none(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair)
    (tmp_path / "x/also").mkdir(parents=True)
    (tmp_path / "x/also/notes-unfinished.json").write_text('{"handle": "other@old.example"}')
    assert run_cli("also", "notes", "--folder", "x", environment=pair.environment()).code == 0
    assert len(json.loads((tmp_path / "x/also/notes.json").read_text())["state"]["notes"]) == 5
