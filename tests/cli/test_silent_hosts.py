"""A host that failed once is asked again only when the server would ask it, and the guide goes on meanwhile."""

import json
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fixtures.servers import Follow
from tests.support import SLOW, MakePair, RunCli, assert_moved, fewer_lists

pytestmark = pytest.mark.remembered
FOLLOWS = [Follow(f"friend{number}@far.example") for number in range(5)] + [Follow("zoe@near.example")]


def journal(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("new", [SLOW("4.0"), SLOW("4.6")])
def test_the_guide_goes_on_and_comes_back_before_the_followers_are_moved(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, new: str
) -> None:
    pair, pause = make_pair(new=new), 5.0
    pair.people.old.follows = list(FOLLOWS)
    pair.people.old.lists.clear()
    fewer_lists(pair)
    pair.fediverse.fails_first = {"friend4@far.example": 1}
    pair.new.pace.breaker = pause
    environment = pair.environment() | {"MASTODON_MOVE_RETRY_FAILED_PAUSE": str(pause + 0.5)}
    done = run_cli("guide", "--yes", "--folder", "x", environment=environment)
    assert done.code == 0, done.out
    assert {follow.acct for follow in pair.people.new.follows} == {follow.acct for follow in FOLLOWS}
    assert_moved(pair, lists=False)

    def place(**facts: Any) -> int:
        events = journal(tmp_path / "x")
        return next(i for i, event in enumerate(events) if facts.items() <= event.items())

    again = place(event="look", words="Retry the rows that failed")
    assert place(event="hosts failed", hosts=["far.example"]) < place(event="part", number=4, outcome="done") < again
    assert again < place(event="move followers", state="intent")
    parts = [event["outcome"] for event in journal(tmp_path / "x") if event["event"] == "part" and event["number"] == 3]
    assert parts == ["partly done", "done"]
    assert "will be retried at" in done.out
    times = [datetime.fromisoformat(event["time"]) for event in journal(tmp_path / "x")]
    assert max(later - earlier for earlier, later in pairwise(times)).total_seconds() < pause + 30


@pytest.mark.slow
def test_a_run_soon_after_it_does_not_ask_either(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.new.pace.breaker = 14.0
    pair.fediverse.fails_first = {"friend1@far.example": 1}
    (tmp_path / "people.csv").write_text("zoe@near.example\nfriend0@far.example\nfriend1@far.example\n")
    command = ("import", "follows=people.csv", "--folder", "x")
    environment = pair.environment() | {"MASTODON_MOVE_RETRY_FAILED_PAUSE": "15"}
    first = run_cli(*command, "--retry-failed", "0", environment=environment)
    assert first.code == 7
    assert "Run the import again, after" in first.out
    uploads = len(pair.people.new.imports)
    second = run_cli(*command, environment=environment)
    assert second.code == 0, second.out
    assert "because their servers failed recently: far.example" in " ".join(second.out.split())
    assert len(pair.people.new.imports) == uploads + 1  # none that would have failed by itself
    assert len(pair.people.new.follows) == 3


@pytest.mark.slow
def test_what_still_waits_is_told_with_the_time(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.fediverse.unreachable.add("far.example")
    pair.people.old.follows = list(FOLLOWS)
    done = run_cli("guide", "--yes", "--folder", "x", environment=pair.environment())
    assert done.code == 7
    assert "5 of 6 follows are missing" in done.out
    assert "Run the import again, after" in done.out
    assert pair.people.old.moved_to == "alice@new.example"
