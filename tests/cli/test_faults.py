"""Faults of servers: every part ends right, with nothing lost and nothing done twice."""

from pathlib import Path
from typing import Any

import pytest
from flask import abort

from fixtures.servers import Account, EmbeddedServer
from fixtures.servers.screens import migration
from tests.support import SLOW, MakePair, RunCli

pytestmark = pytest.mark.remembered

IMPATIENT = {"MASTODON_MOVE_TIMEOUT": "6"}


def met(server: EmbeddedServer) -> list[str]:
    return [how for _, _, how in server.faults.happened]


def times_posted(server: EmbeddedServer, path: str) -> int:
    return sum(method == "POST" and found == path for method, found, _ in server.requests)


@pytest.mark.signs_in
@pytest.mark.parametrize(
    ("faults", "release"),
    [
        SLOW([("GET", "/settings/export", 500), ("GET", "/auth/sign_in", 502),
              ("GET", "/settings/exports/lists.csv", 503)], "4.0"),
        SLOW([("GET", "/settings/preferences/appearance", 429), ("GET", "/settings/export", "reset"),
              ("GET", "/settings/exports/follows.csv", "cut")], "4.6"),
        SLOW([("GET", "/settings/exports/follows.csv", "truncated"), ("GET", "/settings/exports/mutes.csv", "short"),
              ("GET", "/settings/exports/blocks.csv", "signed out"), ("GET", "/settings/export", 500)], "4.0"),
        ([("POST", "/settings/export", "stale token"), ("GET", "/settings/exports/blocks.csv", 502)], "4.6"),
        SLOW([("POST", "/settings/export", 502, True), ("GET", "/settings/export", "cut")], "4.0"),
    ],
)  # fmt: skip
def test_an_export_is_whole_in_the_end(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, faults: list[tuple[Any, ...]], release: str
) -> None:
    pair = make_pair(old=release)
    for method, path, how, *lost in faults:
        pair.old.faults.add(method, path, how, lost=bool(lost))
    done = run_cli("export", "--archive", "request", "--folder", "x", environment=pair.environment() | IMPATIENT)
    assert done.code == 0, done.out
    assert sorted(met(pair.old)) == sorted(str(fault[2]) for fault in faults)
    old, lists = pair.people.old, tmp_path / "x" / "lists"
    assert (lists / "following_accounts.csv").read_text().count("@") == len(old.follows)
    assert (lists / "blocked_accounts.csv").read_text().split() == old.blocks
    assert len((lists / "muted_accounts.csv").read_text().splitlines()) == len(old.mutes) + 1
    assert len(old.archives) == 1


def test_a_list_that_is_compressed_on_its_way_is_whole(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.old.faults.add("GET", "/settings/exports/follows.csv", "compressed", times=99)
    done = run_cli("export", "--only", "follows", "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    assert met(pair.old) == ["compressed"]
    lists = tmp_path / "x" / "lists"
    assert (lists / "following_accounts.csv").read_text().count("@") == len(pair.people.old.follows)


@pytest.mark.slow
@pytest.mark.process
def test_a_list_that_comes_to_a_standstill_is_clicked_again(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    pair.old.faults.add("GET", "/settings/exports/follows.csv", "standstill")
    done = run_cli("export", "--only", "follows", "--timeout", "3", "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    assert met(pair.old) == ["standstill"]
    lists = tmp_path / "x" / "lists"
    assert (lists / "following_accounts.csv").read_text().count("@") == len(pair.people.old.follows)


@pytest.mark.slow
def test_a_wait_is_shown_and_no_more_is_waited_than_the_retry_timeout(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.old.faults.add("GET", "/settings/export", 503, times=100)
    done = run_cli("export", "--retry-timeout", "3", environment=pair.environment())
    assert done.code == 5
    assert "waiting for the server" in done.out
    assert "status 503" in done.out
    assert "are not repeated" in done.out


@pytest.mark.slow
def test_an_answer_that_never_comes_is_asked_for_again(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.old.faults.add("GET", "/settings/export", "stall")
    done = run_cli("export", "--only", "blocks", environment=pair.environment() | IMPATIENT)
    assert done.code == 0, done.out
    assert "did not answer in time" in done.out


@pytest.mark.parametrize("how", [500, SLOW("stall")])
def test_a_script_that_never_comes(make_pair: MakePair, run_cli: RunCli, how: int | str) -> None:
    """Without it the archive cannot be requested; once it comes, it is."""
    pair = make_pair(old="4.0")
    pair.old.faults.add("GET", "/packs/common.js", how, times=2 if how == "stall" else 6)
    done = run_cli("export", "--only", "blocks", "--archive", "request", environment=pair.environment() | IMPATIENT)
    assert done.code == 0, done.out
    assert len(pair.people.old.archives) == 1


FOLLOWS = [f"friend{number}@far.example" for number in range(6)]


def a_list(tmp_path: Path, rows: list[str] = FOLLOWS) -> str:
    (tmp_path / "people.csv").write_text("\n".join(["Account address", *rows]) + "\n")
    return "follows=people.csv"


def followed(account: Account) -> list[str]:
    return sorted(follow.acct for follow in account.follows)


@pytest.mark.parametrize(
    ("release", "faults"),
    [
        ("4.6", [("POST", "/settings/imports", 502, True), ("GET", "/settings/imports", 503)]),
        SLOW("4.6", [("POST", "/settings/imports/1/confirm", 504, True), ("POST", "/settings/imports", "stale token")]),
        SLOW("4.6", [("POST", "/settings/imports/1/confirm", "reset", False), ("GET", "/settings/imports/1", 500)]),
        SLOW("4.0", [("POST", "/settings/import", "reset", True), ("GET", "/settings/exports/follows.csv", "cut")]),
        SLOW("4.0", [("POST", "/settings/import", "signed out")]),
    ],
)  # fmt: skip
def test_an_import_is_complete_in_the_end(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, release: str, faults: list[tuple[Any, ...]]
) -> None:
    pair = make_pair(new=release)
    for method, path, how, *lost in faults:
        pair.new.faults.add(method, path, how, lost=any(lost))
    done = run_cli("import", a_list(tmp_path), "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    assert len(met(pair.new)) == len(faults)
    assert followed(pair.people.new) == sorted(FOLLOWS)


@pytest.mark.parametrize("release", [SLOW("4.0"), SLOW("4.6")])
def test_an_import_that_takes_long_is_left_and_picked_up(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, release: str
) -> None:
    pair = make_pair(new=release)
    pair.new.pace.imports = 0.7
    environment = pair.environment() | {"MASTODON_MOVE_IMPORT_TIMEOUT": "1", "MASTODON_MOVE_RETRY_FAILED": "0"}
    left = run_cli("import", a_list(tmp_path), "--folder", "x", environment=environment)
    assert left.code == 7
    assert "are missing" in left.out
    again = run_cli("import", a_list(tmp_path), "--folder", "x", environment=pair.environment())
    assert again.code == 0, again.out
    assert times_posted(pair.new, "/settings/import" if release == "4.0" else "/settings/imports") <= 2
    assert followed(pair.people.new) == sorted(FOLLOWS)


@pytest.mark.slow
@pytest.mark.parametrize("release", [SLOW("4.0"), "4.6"])
def test_rows_that_fail_are_tried_again_and_what_stays_missing_is_named(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, release: str
) -> None:
    pair = make_pair(new=release)
    slow = "sleepy@slow.example"
    pair.fediverse.fails_first = {FOLLOWS[1]: 1, slow: 2}
    pair.fediverse.unreachable.add("gone.example")
    pair.old.account("bruno").moved_to = "bruno@new.example"
    rows = [*FOLLOWS, slow, "zoe@gone.example", "bruno@old.example"]
    done = run_cli("import", a_list(tmp_path, rows), "--folder", "x", environment=pair.environment())
    assert done.code == 7
    assert "2 of 9 follows are missing" in done.out
    assert "zoe@gone.example (the new server cannot find it at the moment)" in done.out
    assert "bruno@old.example (that account has moved to bruno@new.example)" in done.out.replace("\n", "")
    missing = (tmp_path / "x/lists/missing-following_accounts.csv").read_text().split("\n")[1:-1]
    assert missing == ["zoe@gone.example,true", "bruno@old.example,true"]
    assert followed(pair.people.new) == sorted([*FOLLOWS, slow])


@pytest.mark.slow
def test_an_alias_look_up_that_fails_first_and_an_answer_that_is_lost(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.fediverse.fails_first[pair.people.old.acct] = 1
    pair.new.faults.add("POST", "/api/v1/statuses", 502, lost=True)
    pair.new.faults.add("POST", "/settings/aliases", 500, lost=True, after=1)
    pair.new.faults.add("GET", "/settings/aliases", "signed out")
    done = run_cli("alias", "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    assert len(pair.new.faults.happened) == 3
    assert pair.people.new.aliases == [pair.people.old.acct]
    assert [post.pinned for post in pair.people.new.posts if pair.people.old.acct in post.text] == [True]


@pytest.mark.parametrize(("how", "lost"), [(502, True), SLOW(502, False), SLOW("reset", True), SLOW("stall", True)])
def test_a_move_whose_answer_is_lost_is_made_once(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, how: int | str, lost: bool
) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.old.faults.add("POST", "/settings/migration", how, lost=lost)
    done = run_cli("move", "--yes", "--no-post", "--folder", "x", environment=pair.environment() | IMPATIENT)
    assert done.code == 0, done.out
    assert met(pair.old) == [str(how)]
    assert len(pair.people.old.migrations) == 1
    journal = (tmp_path / "x" / "journal.jsonl").read_text(encoding="utf-8")
    by_browser = how == "reset"  # Chromium itself sends again what a reset connection did not answer
    assert journal.count('"state": "intent"') == (1 if lost or by_browser else 2)


@pytest.mark.slow
def test_a_move_that_the_server_noted_and_did_not_make(
    make_pair: MakePair, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = make_pair(old="4.5", new="4.5")
    pair.people.new.aliases.append(pair.people.old.acct)
    monkeypatch.setattr(migration, "_redirect_to", lambda *_: abort(500))
    for _ in range(2):  # and the next run says so, too: the journal knows of the press
        ran = run_cli("move", "--yes", "--no-post", "--folder", "x", environment=pair.environment())
        assert (ran.code, len(pair.people.old.followers), len(pair.people.old.migrations)) == (4, 187, 1)
        assert "Nothing was changed by this step" not in ran.out + ran.err
        assert "does not redirect" in " ".join(ran.out.split())
        assert "Write to the administrators of old.example" in " ".join(ran.out.split())
