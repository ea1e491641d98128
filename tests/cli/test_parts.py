"""Single parts by their own commands."""

import csv
import json
from pathlib import Path

import pytest

from fixtures.servers import Follow
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
    assert [event["event"] for event in events if event["event"] != "note"] == ["part", *["step"] * 7, "end"]
    assert [event["outcome"] for event in events if event["event"] == "step"].count("left out") == 3
    assert (events[-1]["exit_code"], events[-1]["results"]["lists"]["blocks"]["rows"]) == (0, 6)
    assert all({"time", "part", "step", "outcome"} <= set(event) for event in events)
    assert [event["step"] for event in events if event["event"] == "note"] == [6]
    assert (events[0]["part"], events[-1]["outcome"]) == (2, "done")
    refused = run_cli("move", "--json-lines", "--folder", "x", environment=pair.environment())
    end = json.loads(refused.out.splitlines()[-1])
    assert (end["exit_code"], refused.code) == (4, 4)
    assert "needs your confirmation" in end["results"]["error"]["seen"]


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


@pytest.mark.process
def test_named_files_are_imported_and_rows_that_fail_are_told(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair(new="4.6")
    pair.fediverse.unreachable.add("down.example")
    (tmp_path / "people.csv").write_text("zoe@down.example\nyan@far.example\n")
    done = run_cli("import", "follows=people.csv", "--folder", "x", "--json", environment=pair.environment())
    assert done.code == 7
    assert (done.json["verified"]["follows"]["arrived"], done.json["verified"]["follows"]["failed"]) == (1, 1)
    assert "1 of 2 follows are not there: zoe@down.example" in done.json["error"]["seen"]
    assert [follow.acct for follow in pair.people.new.follows] == ["yan@far.example"]
    assert (tmp_path / "x/lists/missing-following_accounts.csv").read_text() == (
        "Account address,Show boosts\nzoe@down.example,true\n"
    )


def test_a_refused_list_is_named_and_the_others_go_on(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.0")
    pair.people.new.follow_limit = 1
    (tmp_path / "people.csv").write_text("zoe@far.example\nyan@far.example\n")
    (tmp_path / "blocked_accounts.csv").write_text("mallory@far.example\n")
    done = run_cli(
        "import", "follows=people.csv", "blocked_accounts.csv", "--folder", "x", environment=pair.environment()
    )
    assert done.code == 7
    assert "people.csv was refused" in done.out
    pair.fediverse.wait_idle()
    assert (pair.people.new.follows, pair.people.new.blocks) == ([], ["mallory@far.example"])


def test_overwrite_replaces(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.people.new.follows.append(Follow("gone@far.example"))
    (tmp_path / "following_accounts.csv").write_text("Account address,Show boosts\nzoe@far.example,true\n")
    done = run_cli("import", "following_accounts.csv", "--overwrite", "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    assert [follow.acct for follow in pair.people.new.follows] == ["zoe@far.example"]
    assert "Overwrite removes 1 follows: gone@far.example. They are kept in removed-following" in done.out
    assert "gone@far.example" in (tmp_path / "x/lists/removed-following_accounts.csv").read_text()
    again = run_cli("import", "following_accounts.csv", "--overwrite", "--folder", "x", environment=pair.environment())
    assert "the new account has all of it" in again.out
    assert len(pair.people.new.imports) == 1


def test_only_what_fits_under_the_follow_limit_is_uploaded(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair(new="4.6")
    pair.people.new.follow_limit = 4
    pair.people.new.follows = [Follow("f0@far.example"), Follow("own@far.example")]
    (tmp_path / "people.csv").write_text("".join(f"f{number}@far.example\n" for number in range(6)) + "nobody\n")
    arguments = ("import", "follows=people.csv", "--follow-limit", "4", "--folder", "x")
    done = run_cli(*arguments, environment=pair.environment())
    assert done.code == 7
    assert "3 of people.csv do not fit" in done.out
    assert "f3@far.example, f4@far.example, f5@far.example" in done.out
    assert "it needs a name and a server" in done.out
    assert "correct it by hand" in done.out
    assert [len(one.rows) for one in pair.people.new.imports] == [2]
    assert len(pair.people.new.follows) == 4
    missing = (tmp_path / "x/lists/missing-following_accounts.csv").read_text()
    assert missing == ("Account address,Show boosts\nf3@far.example,true\nf4@far.example,true\nf5@far.example,true\n")


def test_a_long_list_goes_up_in_pieces_and_the_failures_of_each_are_known(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair(new="4.6")
    pair.new.pace.imports = 0
    pair.fediverse.unreachable.add("down.example")
    people = [f"p{number}@far.example" for number in range(20_003)]
    failing = ["first@down.example", "last@down.example"]
    (tmp_path / "blocked_accounts.csv").write_text("\n".join([failing[0], *people, failing[1]]))
    arguments = ("import", "blocked_accounts.csv", "--retry-failed", "0", "--folder", "x")
    done = run_cli(*arguments, environment=pair.environment())
    assert done.code == 7, done.out
    assert [len(one.rows) for one in pair.people.new.imports] == [20_000, 5]
    assert sorted(pair.people.new.blocks) == sorted(people)
    assert (tmp_path / "x/lists/missing-blocked_accounts.csv").read_text().split() == failing


def test_failures_that_cannot_be_downloaded_are_told(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.fediverse.unreachable.add("down.example")
    for number in (1, 2):
        pair.new.faults.add("GET", f"/settings/imports/{number}/failures.csv", "cut", times=99)
    (tmp_path / "blocked_accounts.csv").write_text("zoe@down.example\nyan@far.example\n")
    arguments = ("import", "blocked_accounts.csv", "--retry-failed", "1", "--folder", "x")
    done = run_cli(*arguments, environment=pair.environment())
    assert done.code == 7, done.out
    assert "1 failed; which rows could not be downloaded" in done.out
    assert "1 of 2 blocked accounts are not there: zoe@down.example" in done.out
    assert pair.people.new.blocks == ["yan@far.example"]
    # Without the comparison the server's own word has to do.
    alone = run_cli(*arguments, "--no-verify", environment=pair.environment())
    assert alone.code == 7
    assert "1 of the blocked accounts failed" in alone.out


@pytest.mark.process
def test_verify_tells_what_is_missing(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.new.blocks = ["Zoe@Far.example"]
    (tmp_path / "blocked_accounts.csv").write_text("zoe@far.example\nyan@far.example\n")
    missing = run_cli("verify", "blocked_accounts.csv", "--folder", "x", environment=pair.environment())
    assert missing.code == 7
    assert "1 of 2 blocked accounts are not there: yan@far.example" in missing.out
    assert (tmp_path / "x/lists/missing-blocked_accounts.csv").read_text() == "yan@far.example\n"
    pair.people.new.blocks.append("yan@far.example")
    whole = run_cli("verify", "blocked_accounts.csv", "--folder", "x", "--json", environment=pair.environment())
    assert (whole.code, whole.json["verified"]["blocks"]["arrived"]) == (0, 2)
    assert not (tmp_path / "x/lists/missing-blocked_accounts.csv").exists()
    assert not [request for request in pair.new.requests if request[0] == "POST" and "import" in request[1]]


def test_a_profile_that_is_the_same_is_not_saved_again(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.6", new="4.0")
    pair.people.new.fields = [("Mine", "stays")]
    pair.people.old.fields = pair.people.old.fields[:3]
    first = run_cli("profile", "--folder", "x", environment=pair.environment())
    assert first.code == 0, first.out
    assert sorted(pair.people.new.fields) == sorted([("Mine", "stays"), *pair.people.old.fields])
    writes = [request for request in pair.new.requests if request[0] in {"POST", "PUT", "PATCH"}]
    second = run_cli("profile", "--folder", "x", environment=pair.environment())
    assert second.code == 0
    assert "already done" in second.out
    after = [request for request in pair.new.requests if request[0] in {"POST", "PUT", "PATCH"}]
    saved = [path for _, path, _ in after[len(writes) :] if "profile" in path or "credentials" in path]
    assert saved == []


@pytest.mark.process
def test_a_profile_that_does_not_fit_is_done_in_part(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.6", new="4.0")
    pair.people.old.display_name = "A name of more than thirty characters"
    pair.people.new.fields = [("Mine", "stays")]
    done = run_cli("profile", environment=pair.environment())
    assert done.code == 7
    assert "display name" in done.out
    assert "no room for the field" in done.out
    assert ("Mine", "stays") in pair.people.new.fields
    assert pair.people.new.note == pair.people.old.note


@pytest.mark.process
def test_status_tells_how_both_accounts_stand(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.people.old.moved_to = pair.people.new.acct
    stands = run_cli("status", "--json", environment=pair.environment()).json
    assert stands["old"]["followers"] == "187"
    assert stands["old"]["redirecting"] is True
    assert stands["new"]["redirecting"] is False
    assert stands["new"]["aliases"] == ["alice@old.example"]
    assert json.dumps(stands).count("alice@new.example") >= 2


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
