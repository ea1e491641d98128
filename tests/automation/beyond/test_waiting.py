"""The new account is changed while the old server does not see the alias yet, and nothing is risked for that."""

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from tests.automation.beyond.test_filters import a_filter
from tests.cli.killable import run_killed
from tests.support import MakePair, Pair, RunCli, fewer_lists

pytestmark = [pytest.mark.remembered, pytest.mark.slow]

CHECK = ["check", "--also", "filters,featured", "--folder", "x"]
MOVE = ["guide", "--parts", "4,5", "--also", "filters,featured", "--yes", "--no-post", "--folder", "x"]
KILLS = 4


def settle(pair: Pair, tries: int) -> None:
    """Alice has a little to copy; the old server sees the alias after so many tries."""
    pair.people.old.featured_tags, pair.new.known_tags = ["compost", "trams"], {"compost", "trams"}
    pair.people.old.filters = [a_filter("Ads", "#ad"), a_filter("Spoilers", "finale")]
    pair.new.pace.old_copies = tries
    fewer_lists(pair)


def events(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]


def presses(folder: Path) -> list[str]:
    """What became of each click on "Move followers"."""
    return [one["state"] for one in events(folder) if one["event"] == "move followers"]


def assert_arrived(pair: Pair) -> None:
    old, new = pair.people.old, pair.people.new
    assert [one.target for one in old.migrations] == [new.acct]
    assert sorted(one["title"] for one in new.filters) == ["Ads", "Spoilers"]
    assert sorted(new.featured_tags) == ["compost", "trams"]


def test_it_is_done_within_the_wait(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair, tries=2)
    ran = run_cli(*MOVE, environment=pair.environment() | {"MASTODON_MOVE_ALIAS_INTERVAL": "20"})
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    assert presses(tmp_path / "x") == ["intent", "refused", "intent", "refused", "intent", "done"]
    order = [one for one in events(tmp_path / "x") if one["event"] in ("move followers", "step")]
    refused = next(at for at, one in enumerate(order) if one.get("state") == "refused")
    done = next(at for at, one in enumerate(order) if one.get("state") == "done")
    written = [at for at, one in enumerate(order) if one.get("part") == 6 and one["server"] == pair.new.url]
    assert written
    assert all(refused < at < done for at in written)
    # The step that waits is journalled once, with its own clicks.
    (press,) = [one for one in order if (one.get("part"), one.get("number")) == (5, 9)]
    assert press["outcome"] == "done"
    assert all("igration" in click for click in press["clicks"])


def test_what_is_left_is_done_after_the_move(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair, tries=0)
    ran = run_cli(*MOVE, environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    assert presses(tmp_path / "x") == ["intent", "done"]
    again = run_cli(*MOVE, environment=pair.environment())
    assert "Beyond the guide was already done" in again.out


def test_trouble_of_the_new_server_does_not_stop_the_move(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair, tries=3)
    assert run_cli(*CHECK, environment=pair.environment()).code == 0
    pair.new.faults.add("GET", "/filters", 503, times=1)
    environment = pair.environment() | {"MASTODON_MOVE_RETRY_TIMEOUT": "0"}
    ran = run_cli(*MOVE, environment=environment)
    assert pair.people.old.moved_to == pair.people.new.acct
    assert "It goes on after Part 5" in ran.out
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    assert presses(tmp_path / "x") == [*["intent", "refused"] * 3, "intent", "done"]


def test_a_refused_move_says_what_is_left(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair, tries=0)
    assert run_cli(*CHECK, environment=pair.environment()).code == 0
    pair.old.faults.add("GET", "/settings/migration", 404, times=99)
    ran = run_cli(*MOVE, environment=pair.environment() | {"MASTODON_MOVE_TIMEOUT": "2"})
    assert ran.code == 6, ran.out
    assert (
        'data for "Everything else" has been read. Run the same command again to add it to the new account.'
        in " ".join(ran.out.replace("│", " ").split())
    )
    pair.old.faults.clear()
    assert run_cli(*MOVE, environment=pair.environment()).code == 0
    assert_arrived(pair)


def test_killed_within_the_wait_it_ends_the_same(make_pair: MakePair, private_home: Path) -> None:
    def run(at: list[str], folder: Path, pair: Pair) -> tuple[int, str]:
        environment = pair.environment() | {"MASTODON_MOVE_ALIAS_INTERVAL": "2"}
        return run_killed(at, folder, dict(os.environ) | environment, MOVE)

    (private_home / "undisturbed").mkdir()
    reference = make_pair(old="4.5", new="4.6")
    settle(reference, tries=4)
    code, said = run([], private_home / "undisturbed", reference)
    assert code == 0, said
    moments = list(dict.fromkeys((private_home / "undisturbed" / "moments").read_text().splitlines()))
    begun = next(at for at, name in enumerate(moments) if "journal's move followers refused" in name)
    meanwhile = [at for at, name in enumerate(moments) if name.startswith("6.") and at > begun]
    assert len(meanwhile) > KILLS

    pair = make_pair(old="4.5", new="4.6")
    settle(pair, tries=4 + KILLS)
    for point in sorted(random.Random("waiting").sample(meanwhile[: len(meanwhile) // 2], KILLS)):
        code, said = run([moments[point]], private_home, pair)
        if code == 0:
            break  # what it was to be killed at was done by an earlier run
        assert code == -9, said
    code, said = run([], private_home, pair)
    assert code == 0, said
    assert_arrived(pair)
    # Never pressed again without an answer to the press before.
    states = presses(private_home / "x")
    assert states[-2:] == ["intent", "done"]
    assert states[:-2] == ["intent", "refused"] * (len(states[:-2]) // 2)
