"""`export`: the lists that were asked for, whole, and what was there before."""

import csv
import json
from pathlib import Path

import pytest

from tests.support import MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.process
def test_export_downloads_what_was_asked_for(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.6")
    done = run_cli(
        "export", "--only", "follows,blocks", "--folder", str(tmp_path / "x"), environment=pair.environment()
    )
    assert done.code == 0, done.err
    links = [path for path in (tmp_path / "x" / "lists").iterdir() if path.is_symlink()]
    assert sorted(path.name for path in links) == ["blocked_accounts.csv", "following_accounts.csv"]
    with (tmp_path / "x" / "lists" / "following_accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Account address"] for row in rows] == [follow.acct for follow in pair.people.old.follows]
    assert done.out.isascii() or "✓" not in done.out.splitlines()[0]  # plain lines, no drawing


def test_events_are_written_as_json_lines(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    done = run_cli("export", "--only", "blocks", "--json-lines", "--folder", "x", environment=pair.environment())
    events = [json.loads(line) for line in done.out.splitlines()]
    told = [event["event"] for event in events if event["event"] != "note"]
    assert told == ["begin", "part", *["step begins", "step"] * 7, "end"]
    assert [event["outcome"] for event in events if event["event"] == "step"].count("skipped") == 3
    assert (events[-1]["exit_code"], events[-1]["results"]["lists"]["blocks"]["rows"]) == (0, 6)
    assert all({"time", "part", "step", "outcome"} <= set(event) for event in events)
    assert [event["step"] for event in events if event["event"] == "note"] == [6]
    assert (events[1]["part"], events[-1]["outcome"]) == (2, "done")
    refused = run_cli("move", "--json-lines", "--folder", "x", environment=pair.environment())
    end = json.loads(refused.out.splitlines()[-1])
    assert (end["exit_code"], refused.code) == (4, 4)
    assert "needs your confirmation" in end["results"]["error"]["seen"]


@pytest.mark.slow
def test_export_keeps_the_earlier_list_beside_a_different_one(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    arguments = ("export", "--only", "blocks", "--folder", str(tmp_path / "x"))
    assert run_cli(*arguments, environment=pair.environment()).code == 0
    before = list(pair.people.old.blocks)
    del pair.people.old.blocks[1:]
    done = run_cli(*arguments, "--json", environment=pair.environment())
    assert done.code == 0
    changed = done.json["changes"]["blocks"]
    assert (changed["added"], changed["removed"], changed["changed"]) == ([], before[1:], [])
    assert f"blocked accounts: 5 gone ({before[1]}, " in done.err
    assert (tmp_path / "x/lists/blocked_accounts.csv").read_text().split() == before[:1]
    earlier, newer = sorted((tmp_path / "x/lists").glob("2*/blocked_accounts.csv"))
    assert (earlier.read_text().split(), newer.read_text().split()) == (before, before[:1])

    # Only so many are kept; what is not among this run's lists stays where it was.
    assert (
        run_cli("export", "--only", "mutes", "--folder", str(tmp_path / "x"), environment=pair.environment()).code == 0
    )
    kept = run_cli(*arguments, "--keep-last", "1", environment=pair.environment())
    assert kept.code == 0
    names = sorted(path.name for path in (tmp_path / "x/lists").glob("2*/*"))
    assert names == ["blocked_accounts.csv", "muted_accounts.csv"]
    assert (tmp_path / "x/lists/muted_accounts.csv").read_text().count("@") == len(pair.people.old.mutes)


def test_a_list_that_the_server_has_not_is_named(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.0")
    done = run_cli("export", "--only", "blocks,custom_filters", environment=pair.environment())
    assert done.code == 7
    assert "custom_filters" in done.out
