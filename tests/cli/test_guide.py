"""The whole guide by the command, from an old server to a new one, and again."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.support import LATE, MakePair, RunCli, assert_moved

pytestmark = pytest.mark.remembered


def journal_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]


def steps_of(folder: Path) -> list[dict[str, Any]]:
    return [event for event in journal_of(folder) if event["event"] == "step"]


@pytest.mark.process
@pytest.mark.signs_in
def test_the_whole_guide_moves_everything_once(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.0", new="4.6", pace=LATE)
    environment = pair.environment()
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
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    assert files["profile/avatar.png"].read_bytes() == pair.people.old.avatar

    # Nothing is done twice; from here on it is another day, and alice is remembered.
    pair.remember()
    walked = len(pair.old.requests), len(pair.new.requests)
    again = run_cli("guide", "--yes", "--archive", "request", "--folder", str(folder), environment=environment)
    assert again.code == 0, again.out
    assert [f"Part {number} was done on" in again.out for number in range(1, 6)] == [True] * 5
    since = [*pair.old.requests[walked[0] :], *pair.new.requests[walked[1] :]]
    assert {path for method, path, _ in since if method != "GET"} == set()
    for part in (["guide", "--parts", "2", "--again", "2"], ["alias"], ["move", "--yes"]):
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
    assert "waiting until the old server sees the alias" in done.out
    states = [event["state"] for event in journal_of(tmp_path / "move") if event["event"] == "move followers"]
    assert states == ["intent", "refused", "intent", "refused", "intent", "done"]
    assert len(pair.people.old.migrations) == 1


def test_not_an_alias_for_too_long_is_left_for_later(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.new.aliases.clear()
    environment = pair.environment()
    folder = str(tmp_path / "move")
    left = run_cli("move", "--yes", "--no-post", "--alias-patience", "0", "--folder", folder, environment=environment)
    assert left.code == 4
    assert "no waiting period has begun" in left.out
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
    from datetime import UTC, datetime, timedelta

    from fixtures.servers import Migration

    pair = make_pair()
    moved_at = datetime.now(UTC) - timedelta(days=10)
    pair.people.old.migrations.append(Migration("other@else.example", 3, moved_at))
    stopped = run_cli("move", "--yes", "--no-post", environment=pair.environment())
    assert stopped.code == 4
    assert "Try again in 20 days" in stopped.out


def test_a_redirect_to_somebody_else_stops_the_move(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.moved_to = "mallory@else.example"
    stopped = run_cli("move", "--yes", environment=pair.environment())
    assert stopped.code == 4
    assert "mallory@else.example" in stopped.out


def test_a_move_that_was_made_elsewhere_is_seen_and_not_made_again(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.moved_to = pair.people.new.acct
    done = run_cli("move", "--yes", environment=pair.environment())
    assert done.code == 0, done.out
    assert ("POST", "/settings/migration") not in {(method, path) for method, path, _ in pair.old.requests}
    assert pair.people.old.posts == [post for post in pair.people.old.posts if "moving to" not in post.text]
