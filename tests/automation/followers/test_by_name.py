"""Followers by name: read whole and politely, kept before the move, compared after it."""

import csv
import json
from pathlib import Path

import pytest

from automation.followers import by_name
from fixtures.servers import Follow
from tests.support import SLOW, MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered

STATUS = ("status", "--folder", "x")


def knowing(pair: Pair) -> dict[str, str]:
    """Other tests leave the followers out, which takes its time."""
    return pair.environment() | {"MASTODON_MOVE_FOLLOWERS": "true"}


def names_in(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as opened:
        return [row[0] for row in csv.reader(opened)][1:]


def crowd(pair: Pair, count: int) -> list[str]:
    return [f"person{number}@far{number % 7}.example" for number in range(count)]


@pytest.mark.parametrize("release", ["4.6", *map(SLOW, ("3.5", "4.0", "4.2", "4.3", "4.5", "4.7"))])
def test_an_export_reads_them_all(make_pair: MakePair, run_cli: RunCli, tmp_path: Path, release: str) -> None:
    pair = make_pair(old=release)
    exported = run_cli("export", "--folder", "x", environment=knowing(pair))
    assert exported.code == 0, exported.out
    file = tmp_path / "x/lists/followers.csv"
    assert names_in(file) == pair.people.old.followers
    assert len(pair.people.old.followers) > 120  # more than three pages
    assert pair.old.relationships_changed == 0
    assert file.stat().st_mode & 0o77 == 0

    gone = pair.people.old.followers.pop(3)
    pair.people.old.followers.insert(0, "newcomer@far.example")
    again = run_cli("export", "--folder", "x", environment=knowing(pair))
    assert f"followers: 1 new (newcomer@far.example), 1 gone ({gone}) since" in again.out
    assert names_in(file) == pair.people.old.followers


def test_the_servers_limit_of_pages_is_waited_out(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.old.pace.paged_requests, pair.old.pace.paged_pause = 3, 1
    pair.people.old.followers = crowd(pair, 200)
    environment = knowing(pair) | {"MASTODON_MOVE_RETRY_TIMEOUT": "0"}  # what waits for other trouble would hide it
    exported = run_cli("export", "--folder", "x", environment=environment)
    assert exported.code == 0, exported.out
    assert names_in(tmp_path / "x/lists/followers.csv") == pair.people.old.followers


@pytest.mark.slow
def test_no_more_pages_are_asked_for_than_the_server_allows(
    make_pair: MakePair, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_name, "_PAGES", 2)
    monkeypatch.setattr(by_name, "_WINDOW_S", 1.5)
    pair = make_pair()
    pair.people.old.followers = crowd(pair, 240)
    assert run_cli("export", "--folder", "x", environment=knowing(pair)).code == 0
    asked = pair.old.paged_requests
    assert len(asked) == 5
    assert all(later - earlier >= 1.2 for earlier, later in zip(asked, asked[2:], strict=False))


@pytest.mark.slow
@pytest.mark.parametrize("how", ["truncated", "short", "cut"])
def test_a_page_that_did_not_arrive_whole_is_asked_for_again(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, how: str
) -> None:
    pair = make_pair()
    pair.people.old.followers = crowd(pair, 300)
    pair.old.faults.add("GET", "/relationships", how, times=1, after=4)
    exported = run_cli("export", "--folder", "x", environment=knowing(pair))
    assert exported.code == 0, exported.out
    assert names_in(tmp_path / "x/lists/followers.csv") == pair.people.old.followers
    assert pair.old.faults.happened


@pytest.mark.slow
def test_a_question_in_between_is_answered(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.old.followers = crowd(pair, 300)
    asked = pair.old.requires_challenge
    pair.old.faults.add("GET", "/relationships", lambda: asked.add("/relationships"), times=1, after=4)
    exported = run_cli("export", "--folder", "x", environment=knowing(pair))
    assert exported.code == 0, exported.out
    assert names_in(tmp_path / "x/lists/followers.csv") == pair.people.old.followers


@pytest.mark.slow
def test_a_damaged_unfinished_reading_is_none(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    (tmp_path / "x/lists").mkdir(parents=True)
    (tmp_path / "x/lists/followers-unfinished.json").write_text('{"handle": "alice@old.example", "page": "all"')
    assert run_cli("export", "--folder", "x", environment=knowing(pair)).code == 0
    assert names_in(tmp_path / "x/lists/followers.csv") == pair.people.old.followers


@pytest.mark.slow
def test_a_reading_that_was_cut_off_is_continued(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.old.followers = crowd(pair, 600)
    environment = knowing(pair) | {"MASTODON_MOVE_RETRY_TIMEOUT": "0"}
    pair.old.faults.add("GET", "/relationships", 500, times=9, after=12)
    assert run_cli("export", "--folder", "x", environment=environment).code == 5
    assert not (tmp_path / "x/lists/followers.csv").exists()
    pair.old.faults.clear()
    before = len(pair.old.requests)
    assert run_cli("export", "--folder", "x", environment=environment).code == 0
    assert names_in(tmp_path / "x/lists/followers.csv") == pair.people.old.followers
    asked = [path for method, path, _ in pair.old.requests[before:] if path.startswith("/relationships")]
    assert len(asked) < 600 / 40
    assert not list((tmp_path / "x/lists").glob("*unfinished*"))


def test_followers_are_not_moved_before_they_are_known(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    environment = knowing(pair)
    pair.old.faults.add("GET", "/relationships", 404, times=99)
    move = ("move", "--yes", "--no-post", "--folder", "x")
    refused = run_cli(*move, environment=environment | {"MASTODON_MOVE_TIMEOUT": "3"})
    assert refused.code == 6, refused.out
    assert "--no-followers" in refused.out
    assert pair.people.old.moved_to is None
    assert ("POST", "/settings/migration") not in {(method, path) for method, path, _ in pair.old.requests}

    pair.old.faults.clear()
    followers = list(pair.people.old.followers)
    moved = run_cli("move", "--yes", "--folder", "x", environment=environment)
    assert moved.code == 0, moved.out
    assert [post.text for post in pair.people.old.posts if post.pinned][-1].startswith("I am moving to")
    assert names_in(tmp_path / "x/lists/followers.csv") == followers


@pytest.mark.slow
def test_without_followers_nobody_is_read(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    exported = run_cli("export", "--no-followers", "--folder", "x", environment=knowing(pair))
    assert exported.code == 0, exported.out
    assert not (tmp_path / "x/lists/followers.csv").exists()
    assert not [path for _, path, _ in pair.old.requests if path.startswith("/relationships")]


@pytest.mark.slow
@pytest.mark.parametrize("release", ["4.6", SLOW("4.0")])
def test_who_has_not_come_is_named(make_pair: MakePair, run_cli: RunCli, tmp_path: Path, release: str) -> None:
    pair = make_pair(new=release)
    pair.people.new.aliases.append(pair.people.old.acct)
    followers = list(pair.people.old.followers)
    environment = knowing(pair)
    assert run_cli("move", "--yes", "--no-post", "--folder", "x", environment=environment).code == 0
    pair.fediverse.wait_idle(timeout=60)
    stayed = ["one@gone.example", "two@gone.example", "three@other.example"]
    with (tmp_path / "x/lists/followers.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{name},2026-11-27T10:00:00+00:00\n" for name in stayed)
    pair.people.new.follow_requests = ["three@other.example"]
    looked = run_cli(*STATUS, environment=environment)
    assert looked.code == 0, looked.out
    said = " ".join(looked.out.split())
    come = len([name for name in followers if name != pair.people.new.acct])
    assert f"{come} of {come + 3} followers have arrived (compared by name)." in said
    assert "1 follower waits for you to accept" in said
    assert "2 have not arrived yet; 2 of them are on gone.example." in said
    assert names_in(tmp_path / "x/lists/followers-left-behind.csv") == [stayed[2], *stayed[:2]]
    ask = (tmp_path / "x/lists/ask-followers.txt").read_text(encoding="utf-8")
    assert "@one@gone.example @two@gone.example I have moved to @alice@new.example." in ask

    told = run_cli(*STATUS, "--json", environment=environment)
    assert json.loads(told.out)["by_name"]["servers"] == {"gone.example": 2}


@pytest.mark.slow
def test_the_new_account_among_the_followers_is_not_missed(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.people.old.followers.insert(0, pair.people.new.acct)
    pair.people.new.follows.insert(0, Follow(pair.people.old.acct))
    assert run_cli("move", "--yes", "--no-post", "--folder", "x", environment=knowing(pair)).code == 0
    pair.fediverse.wait_idle(timeout=60)
    looked = run_cli(*STATUS, environment=knowing(pair))
    assert names_in(tmp_path / "x/lists/followers-left-behind.csv") == [], looked.out
