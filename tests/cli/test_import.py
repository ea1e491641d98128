"""`import`: what goes up, what is refused, and which rows fail."""

from pathlib import Path

import pytest

from fixtures.servers import Follow
from tests.support import MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.slow
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
    assert "1 of 2 follows is missing: zoe@down.example" in done.json["error"]["seen"]
    assert [follow.acct for follow in pair.people.new.follows] == ["yan@far.example"]
    assert (tmp_path / "x/lists/missing-following_accounts.csv").read_text() == (
        "Account address,Show boosts\nzoe@down.example,true\n"
    )


@pytest.mark.slow
def test_a_refused_list_is_named_and_the_others_go_on(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.0")
    pair.people.new.follow_limit = 1
    (tmp_path / "people.csv").write_text("zoe@far.example\nyan@far.example\n")
    (tmp_path / "blocked_accounts.csv").write_text("mallory@far.example\n")
    done = run_cli(
        "import", "follows=people.csv", "blocked_accounts.csv", "--folder", "x", environment=pair.environment()
    )
    assert done.code == 7
    assert "The server refused people.csv" in done.out
    pair.fediverse.wait_idle()
    assert (pair.people.new.follows, pair.people.new.blocks) == ([], ["mallory@far.example"])


def test_overwrite_replaces(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.people.new.follows.append(Follow("gone@far.example"))
    (tmp_path / "following_accounts.csv").write_text("Account address,Show boosts\nzoe@far.example,true\n")
    done = run_cli("import", "following_accounts.csv", "--overwrite", "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    assert [follow.acct for follow in pair.people.new.follows] == ["zoe@far.example"]
    assert "Overwrite removes 1 follows: gone@far.example. They are saved in removed-following" in done.out
    assert "gone@far.example" in (tmp_path / "x/lists/removed-following_accounts.csv").read_text()
    again = run_cli("import", "following_accounts.csv", "--overwrite", "--folder", "x", environment=pair.environment())
    assert "the new account already has all rows" in again.out
    assert "nothing to upload: the new account follows everybody on the list already" in again.out
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
    assert "3 rows of people.csv exceed" in done.out
    assert "f3@far.example, f4@far.example, f5@far.example" in done.out
    assert "it needs a name and a server" in done.out
    assert "correct the file yourself" in done.out
    assert [len(one.rows) for one in pair.people.new.imports] == [2]
    assert len(pair.people.new.follows) == 4
    missing = (tmp_path / "x/lists/missing-following_accounts.csv").read_text()
    assert missing == ("Account address,Show boosts\nf3@far.example,true\nf4@far.example,true\nf5@far.example,true\n")


@pytest.mark.slow
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


@pytest.mark.slow
def test_failures_that_cannot_be_downloaded_are_told(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.fediverse.unreachable.add("down.example")
    for number in (1, 2):
        pair.new.faults.add("GET", f"/settings/imports/{number}/failures.csv", "cut", times=99)
    (tmp_path / "blocked_accounts.csv").write_text("zoe@down.example\nyan@far.example\n")
    arguments = ("import", "blocked_accounts.csv", "--retry-failed", "1", "--folder", "x")
    done = run_cli(*arguments, environment=pair.environment())
    assert done.code == 7, done.out
    assert "1 failed; the list of these rows could not be downloaded" in done.out
    assert "1 of 2 blocked accounts is missing: zoe@down.example" in done.out
    assert pair.people.new.blocks == ["yan@far.example"]
    # Without the comparison the server's own word has to do.
    alone = run_cli(*arguments, "--no-verify", environment=pair.environment())
    assert alone.code == 7
    assert "1 of the blocked accounts failed" in alone.out
