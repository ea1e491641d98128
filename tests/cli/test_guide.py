"""The whole guide by the command, from an old server to a new one, and again."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fixtures.servers import Migration, Post
from tests.support import LATE, SLOW, MakePair, RunCli, assert_moved, has_mode

pytestmark = pytest.mark.remembered


def journal_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]


def steps_of(folder: Path) -> list[dict[str, Any]]:
    return [event for event in journal_of(folder) if event["event"] == "step"]


@pytest.mark.process
@pytest.mark.signs_in
def test_the_whole_guide_moves_everything_once(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.0", new="4.6", pace=LATE)
    environment = pair.environment() | {"MASTODON_MOVE_FOLLOWERS": "true"}
    folder = tmp_path / "move"
    planned = run_cli("plan", "--json", environment=environment).json["steps"]

    done = run_cli("guide", "--yes", "--archive", "request", "--json", "--folder", str(folder), environment=environment)
    assert done.code == 0, done.err
    assert len(pair.people.old.archives) == 1
    assert done.json["lists"]["domain_blocks"]["rows"] == len(pair.people.old.domain_blocks)
    assert_moved(pair, lists=True)
    assert done.json["moved_to"] == "alice@new.example"
    assert done.json["before"]["old"]["followers"] == "187"

    # The plan is what the journal then shows, and each step's control was really the one that was used.
    facts = ("part", "number", "words", "server", "screen", "control")
    steps = steps_of(folder)
    assert [{key: step[key] for key in facts} for step in steps] == [
        {key: step[key] for key in facts} for step in planned
    ]
    for step in steps:
        if step["outcome"] == "done" and step["control"] and (step["part"], step["number"]) != (2, 5):
            assert any(
                click.startswith(f"{step['screen']}: ") and click.endswith(f" {step['control']}")
                for click in step["clicks"]
            ), step

    # One sign-in for each server, and a sign-out at the end.
    for server in (pair.old, pair.new):
        changes = [(method, path) for method, path, _ in server.requests if method != "GET"]
        asked = [change for change in changes if change[1].startswith("/auth/sign_")]
        assert asked == [("POST", "/auth/sign_in"), ("DELETE", "/auth/sign_out")]

    # Everything lies in the folder, for its owner alone.
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    assert {"lists/following_accounts.csv", "lists/lists.csv", "profile/profile.json", "profile/avatar.png"} <= set(
        files
    )
    assert all(has_mode(path, 0o600) for path in files.values())
    assert files["profile/avatar.png"].read_bytes() == pair.people.old.avatar

    # Nothing is done twice; from here on it is another day, and alice is remembered.
    pair.remember()
    walked = len(pair.old.requests), len(pair.new.requests)
    again = run_cli("guide", "--yes", "--archive", "request", "--folder", str(folder), environment=environment)
    assert again.code == 0, again.out
    assert [f"Part {number} was already done on" in again.out for number in range(1, 6)] == [True] * 5
    since = [*pair.old.requests[walked[0] :], *pair.new.requests[walked[1] :]]
    assert {path for method, path, _ in since if method != "GET"} == set()
    for part in (["guide", "--parts", "2", "--redo", "2"], ["alias"], ["move", "--yes"]):
        again = run_cli(*part, "--folder", str(folder), environment=environment)
        assert again.code == 0, again.out
    assert_moved(pair, lists=True)


def test_not_an_alias_is_waited_out(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.new.pace.old_copies = 2
    environment = pair.environment()
    assert run_cli("alias", "--no-post", environment=environment).code == 0
    done = run_cli("move", "--no-post", "--yes", "--folder", str(tmp_path / "move"), environment=environment)
    assert done.code == 0, done.err
    assert "the old server does not see the alias yet" in done.out
    states = [event["state"] for event in journal_of(tmp_path / "move") if event["event"] == "move followers"]
    assert states == ["intent", "refused", "intent", "refused", "intent", "done"]
    assert len(pair.people.old.migrations) == 1


def test_not_an_alias_for_too_long_is_left_for_later(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.new.aliases.clear()
    environment = pair.environment()
    folder = str(tmp_path / "move")
    options = ("--alias-timeout", "0", "--folder", folder, "--json")
    left = run_cli("move", "--yes", "--no-post", *options, environment=environment)
    assert left.code == 4
    assert "no waiting period has started" in left.err
    assert left.json["error"]["reason"] == "alias not seen"
    assert pair.people.old.moved_to is None
    assert ("POST", "/settings/migration") in {(method, path) for method, path, _ in pair.old.requests}


def test_the_followers_are_not_moved_without_the_persons_word(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    stopped = run_cli("move", environment=pair.environment())
    assert stopped.code == 4
    assert "--yes" in stopped.out
    assert pair.people.old.moved_to is None
    assert ("POST", "/settings/migration") not in {(method, path) for method, path, _ in pair.old.requests}


def test_a_cooldown_is_told_with_its_days(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    moved_at = datetime.now(UTC) - timedelta(days=10)
    pair.people.old.migrations.append(Migration("other@else.example", 3, moved_at))
    stopped = run_cli("move", "--yes", "--no-post", environment=pair.environment())
    assert stopped.code == 4
    assert "Try again in 20 days" in stopped.out


@pytest.mark.parametrize(
    ("moved_at", "days"),
    [(datetime.now(UTC) - timedelta(days=10), 20), SLOW(datetime(9999, 1, 1, tzinfo=UTC), 31)],
)
def test_a_program_is_told_when_the_cooldown_ends(
    make_pair: MakePair, run_cli: RunCli, moved_at: datetime, days: int
) -> None:
    pair = make_pair()
    pair.people.old.migrations.append(Migration("other@else.example", 3, moved_at))
    for command in (("move", "--yes", "--no-post"), ("check",)):
        error = run_cli(*command, "--json", environment=pair.environment()).json["error"]
        assert error["reason"] == "waiting period"
        assert round((datetime.fromisoformat(error["due"]) - datetime.now(UTC)) / timedelta(days=1)) == days


def test_a_redirect_to_somebody_else_stops_the_move(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.moved_to = "mallory@else.example"
    stopped = run_cli("move", "--yes", environment=pair.environment())
    assert stopped.code == 4
    assert "mallory@else.example" in stopped.out


def test_a_move_that_was_made_elsewhere_is_seen_and_not_made_again(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.moved_to = pair.people.new.acct
    pair.people.old.migrations.append(Migration(pair.people.new.acct, 187, datetime.now(UTC)))
    done = run_cli("move", "--yes", environment=pair.environment())
    assert done.code == 0, done.out
    assert ("POST", "/settings/migration") not in {(method, path) for method, path, _ in pair.old.requests}
    assert pair.people.old.posts == [post for post in pair.people.old.posts if "moving to" not in post.text]


@pytest.mark.slow
def test_a_redirect_alone_is_no_move(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    old, new = pair.people.old, pair.people.new
    old.moved_to, new.aliases = new.acct, [old.acct]
    looked = run_cli("check", "--json", environment=pair.environment())
    assert [obstacle["part"] for obstacle in looked.json["check"]["obstacles"]] == [5]
    stopped = run_cli("move", "--yes", environment=pair.environment())
    assert stopped.code == 4, stopped.out
    assert "its followers have not been moved" in stopped.out
    assert ("POST", "/settings/migration") not in {(method, path) for method, path, _ in pair.old.requests}
    # What it says to do is what helps.
    assert "mastodon-move move --undo" in stopped.out
    assert run_cli("move", "--undo", "--yes", environment=pair.environment()).code == 0
    done = run_cli("move", "--yes", "--no-post", environment=pair.environment())
    assert done.code == 0, done.out
    pair.fediverse.wait_idle()
    assert (len(new.followers), old.followers) == (187, [])


@pytest.mark.slow
@pytest.mark.parametrize("release", ["3.5", "4.6"])
def test_a_move_within_one_server_is_seen_to_be_made(make_pair: MakePair, run_cli: RunCli, release: str) -> None:
    pair = make_pair(old=release)
    new = pair.old.add_account("alice_two", "two@old.example", "a password of her own")
    environment = pair.environment() | {
        "MASTODON_MOVE_NEW__HANDLE": "Alice_two@old.example",
        "MASTODON_MOVE_NEW__URL": pair.old.url,
        "MASTODON_MOVE_NEW__EMAIL": new.email,
        "MASTODON_MOVE_NEW__PASSWORD": new.password,
    }
    for parts in ("4,5", "5"):
        done = run_cli("guide", "--parts", parts, "--redo", "5", "--yes", "--folder", "x", environment=environment)
        assert done.code == 0, done.out
    assert [one.target for one in pair.people.old.migrations] == [new.acct]
    assert [post.pinned for post in new.posts] == [True]


@pytest.mark.slow
def test_a_domain_may_be_written_in_two_ways(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    server = pair.fediverse.add("xn--bcher-kva.example")
    new = server.add_account("alice", "alice@bücher.example", "a password of her own")
    new.aliases.append(pair.people.old.acct)
    environment = pair.environment() | {
        "MASTODON_MOVE_NEW__HANDLE": "alice@xn--bcher-kva.example",
        "MASTODON_MOVE_NEW__URL": server.url,
        "MASTODON_MOVE_NEW__EMAIL": new.email,
        "MASTODON_MOVE_NEW__PASSWORD": new.password,
    }
    for handle in ("alice@xn--bcher-kva.example", "alice@bücher.example"):
        environment["MASTODON_MOVE_NEW__HANDLE"] = handle
        done = run_cli("move", "--yes", "--no-post", environment=environment)
        assert done.code == 0, done.out
    assert [one.target for one in pair.people.old.migrations] == [new.acct]


@pytest.mark.slow
def test_where_no_more_posts_can_be_pinned_the_move_goes_on(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    old = pair.people.old
    pair.people.new.aliases.append(old.acct)
    old.posts += [Post(f"77{number}", f"Post {number}", created_at=datetime.now(UTC)) for number in range(5)]
    for post in old.posts[-5:]:
        post.pinned = True
    done = run_cli("move", "--yes", environment=pair.environment())
    assert done.code == 0, done.out
    assert "pin the post on alice@old.example" in done.out
    assert [post.pinned for post in old.posts if pair.people.new.acct in post.text] == [False]
    assert old.moved_to == pair.people.new.acct


def test_the_pages_own_words_are_quoted_where_they_are_not_the_guides(
    make_pair: MakePair, run_cli: RunCli, shared: Path
) -> None:
    labels = json.loads((shared / "mastodon" / "labels.json").read_text())["4.6.5"]
    pair = make_pair(old="4.6")
    pair.old.translations, pair.people.old.locale = labels, "de"
    pair.people.new.aliases.append(pair.people.old.acct)
    done = run_cli("move", "--yes", "--no-post", environment=pair.environment())
    assert done.code == 0, done.out
    assert f"on the page: “{labels['de']['migrations.proceed_with_move'].strip()}”" in done.out
    # The other server speaks English.
    pair.people.new.aliases.clear()
    done = run_cli("alias", "--no-post", environment=pair.environment())
    assert done.code == 0, done.out
    assert "on the page:" not in done.out


def test_a_run_that_stops_tells_what_was_done_before(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    environment = pair.environment() | {"MASTODON_MOVE_ONLY": '["blocks"]'}
    ran = run_cli("guide", "--json", "--no-post", "--folder", "x", environment=environment)
    assert ran.code == 4, ran.err  # nobody confirms the last click
    done = ran.json
    assert "needs your confirmation" in done["error"]["seen"]
    assert done["before"]["old"]["followers"] == "187"
    assert done["profile"]["changes"]
    assert done["lists"]["blocks"]["rows"] == done["verified"]["blocks"]["arrived"] == len(pair.people.old.blocks)
    assert (done["imports"]["blocks"]["missing"], done["alias"], done["followers_moved"]) == (
        0,
        "alice@old.example",
        False,
    )
    assert not {"check", "moved_to", "after", "signed_out"} & done.keys()
