"""`status --watch`: as a picture on a terminal, as lines elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.servers.network.moves import move_followers
from tests.support import MakePair, RunCli, talk


def journal(home: Path, event: str) -> list[dict[str, Any]]:
    lines = (home / "x" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [found for line in lines if (found := json.loads(line))["event"] == event]


@pytest.mark.slow
def test_on_a_terminal_it_is_drawn_and_ctrl_c_loses_nothing(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    pair.old.pace.imports = 0.02
    arguments = ["status", "--watch", "--interval", "0.5", "--folder", "x"]
    code, seen = talk(arguments, pair.environment(), {"next reading: in": "\x03"})
    assert code == 130, seen
    assert "Nothing is lost" in seen
    assert len(journal(private_home, "counts")) >= 2

    pair.fediverse.jobs.start(move_followers(pair.fediverse, pair.people.old, pair.people.new))
    code, seen = talk(arguments, pair.environment(), {})
    assert code == 0, seen
    assert "The chart also shows what earlier runs have read" in seen
    picture = seen[seen.rindex("Followers") :]
    assert "── old" in picture
    assert "━━ new" in picture
    assert "┤" in picture
    assert any("\u2800" < sign <= "\u28ff" for sign in picture)  # the lines, in braille
    assert "All followers have arrived" in picture


def test_without_a_terminal_a_reading_is_a_line(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    arguments = ("status", "--watch", "--interval", "0.2", "--idle-timeout", "0.5", "--folder", "x")
    watched = run_cli(*arguments, environment=pair.environment())
    assert watched.code == 0
    line = "old alice@old.example: 187 followers (0 moved away)   new alice@new.example: 0 followers (0 arrived)"
    assert watched.out.count(line) >= 2
    assert "This program has not clicked “Move followers” yet" in watched.out


@pytest.mark.parametrize(
    ("arguments", "told"), [(("--watch", "--video"), "without --video"), (("--interval", "90"), "need --watch")]
)
def test_what_does_not_go_with_a_watch_is_refused(run_cli: RunCli, arguments: tuple[str, ...], told: str) -> None:
    accounts = ("--old", "alice@old.example", "--new", "alice@new.example")
    refused = run_cli("status", *arguments, *accounts)
    assert refused.code == 2
    assert told in refused.out + refused.err


def test_other_peoples_servers_are_not_asked_too_often(run_cli: RunCli) -> None:
    accounts = ("--old", "alice@old.example", "--new", "alice@new.example")
    hasty = run_cli("status", "--watch", "--interval", "59", *accounts)
    assert hasty.code == 2
    assert "--interval 60" in hasty.out
