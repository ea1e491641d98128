"""Single parts by their own commands."""

import csv
import json
from pathlib import Path

from fixtures.servers import Follow
from tests.support import MakePair, RunCli


def test_export_downloads_what_was_asked_for(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="review")
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


def test_export_keeps_the_earlier_list_beside_a_different_one(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    arguments = ("export", "--only", "blocks", "--folder", str(tmp_path / "x"))
    assert run_cli(*arguments, environment=pair.environment()).code == 0
    before = list(pair.people.old.blocks)
    del pair.people.old.blocks[1:]
    assert run_cli(*arguments, environment=pair.environment()).code == 0
    assert (tmp_path / "x/lists/blocked_accounts.csv").read_text().split() == before[:1]
    earlier, newer = sorted((tmp_path / "x/lists").glob("2*/blocked_accounts.csv"))
    assert (earlier.read_text().split(), newer.read_text().split()) == (before, before[:1])


def test_a_list_that_the_server_has_not_is_named(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="classic")
    done = run_cli("export", "--only", "blocks,custom_filters", environment=pair.environment())
    assert done.code == 7
    assert "custom_filters" in done.out


def test_named_files_are_imported_and_rows_that_fail_are_told(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair(new="review")
    pair.fediverse.unreachable.add("down.example")
    (tmp_path / "people.csv").write_text("zoe@down.example\nyan@far.example\n")
    done = run_cli("import", "follows=people.csv", "--folder", "x", "--json", environment=pair.environment())
    assert done.code == 7
    assert (done.json["verified"]["follows"]["arrived"], done.json["verified"]["follows"]["failed"]) == (1, 1)
    assert "1 of 2 follows are not there: zoe@down.example" in done.json["error"]["seen"]
    assert [follow.acct for follow in pair.people.new.follows] == ["yan@far.example"]
    assert (tmp_path / "x/lists/missing-following_accounts.csv").read_text() == "Account address\nzoe@down.example\n"


def test_a_refused_list_is_named_and_the_others_go_on(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="classic")
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
    pair = make_pair(new="review")
    pair.people.new.follows.append(Follow("gone@far.example"))
    (tmp_path / "following_accounts.csv").write_text("Account address,Show boosts\nzoe@far.example,true\n")
    done = run_cli("import", "following_accounts.csv", "--overwrite", "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    assert [follow.acct for follow in pair.people.new.follows] == ["zoe@far.example"]


def test_a_profile_that_is_the_same_is_not_saved_again(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="review", new="classic")
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


def test_a_profile_that_does_not_fit_is_done_in_part(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="review", new="classic")
    pair.people.old.display_name = "A name of more than thirty characters"
    pair.people.new.fields = [("Mine", "stays")]
    done = run_cli("profile", environment=pair.environment())
    assert done.code == 7
    assert "display name" in done.out
    assert "no room for the field" in done.out
    assert ("Mine", "stays") in pair.people.new.fields
    assert pair.people.new.note == pair.people.old.note


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
