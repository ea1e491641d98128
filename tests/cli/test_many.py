"""Many moves from one table, each a process of its own, on real servers and in real browsers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from automation.accounts import session_store
from automation.folder.shared_waits import SharedWaits
from automation.handles import Handle
from fixtures.servers import Migration
from tests.cli.test_secrets import holding
from tests.gentleness import asked_for_meanwhile, imports_at_once, moves_at_once, refuse_one_of_two
from tests.movers import Movers, movers, processes_watched
from tests.support import Ran, RunCli, has_mode, session_cookie, talk

pytestmark = [pytest.mark.process, pytest.mark.posix]
__all__ = ["movers"]


def events(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def end_of(ran: Ran) -> Any:
    """The results in the last event."""
    return events(ran)[-1]["results"]


@pytest.mark.slow
def test_an_export_of_all_goes_past_one_that_fails(movers: Any, run_cli: RunCli, private_home: Path) -> None:
    people: Movers = movers(2)
    people.people[1][0].password = "changed since"
    table = private_home / "moves.toml"
    # One whose password a command prints, in the table's folder.
    row = [line for line in people.row(0).splitlines() if "password_env" not in line]
    table.write_text("\n".join([*row, "password_command = 'head -n1 {side}-{handle}'", people.row(1)]))
    for side, account in zip(("old", "new"), people.people[0], strict=True):
        (private_home / f"{side}-{account.acct}").write_text(f"{account.password}\nnot the password")
    ran = run_cli("many", "export", str(table), "--at-once", "2", "--json-lines", "--redact")
    assert ran.code == 7, ran.out + ran.err
    found = end_of(ran)
    assert found["counts"] == {"done": 1, "needs attention": 1}
    assert "1 of 2 moves are done, 1 is not." in found["error"]["seen"]
    (failed,) = [move for move in found["moves"] if move["state"] != "done"]
    assert (failed["old"], failed["exit_code"]) == ("mover1@old2.example", 3)
    assert "Invalid" in failed["says"]
    (blocks,) = (private_home / "moves").glob("mover0@*/lists/blocked_accounts.csv")
    assert blocks.read_text().split() == people.people[0][0].blocks
    assert (people.server("new1.example").requests, people.server("new2.example").requests) == ([], [])

    # The page names nobody with --redact, and links to each move's own report without it.
    page = private_home / "moves/report/index.html"
    names = [*(account.acct for pair in people.people for account in pair), "old1.example", "127.0.0.1", "mover0"]
    assert [name for name in names if name in page.read_text()] == []
    assert "<h1>2 moves</h1>" in page.read_text()
    assert run_cli("many", "report", str(table)).code == 0
    assert "mover1@old2.example → mover1@new1.example" in page.read_text()
    everything = {str(path): path.read_bytes() for path in (private_home / "moves").rglob("*") if path.is_file()}
    everything |= {"out": ran.out.encode(), "err": ran.err.encode()}
    secrets = [*(account.password for pair in people.people for account in pair), 'old \\"p\'w\\"']
    tokens = [token for server in people.fediverse.servers.values() for token in server.sessions.handed_out()]
    assert holding(everything, *secrets, tokens=tokens) == []
    assert [name for name in everything if name not in {"out", "err"} and not has_mode(Path(name), 0o600)] == []


@pytest.mark.slow
def test_a_kept_session_that_has_ended_is_noticed_and_told(
    movers: Any, run_cli: RunCli, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people: Movers = movers(1)
    monkeypatch.delenv("DISPLAY", raising=False)
    old, server = people.people[0][0], people.server("old1.example")
    session_store.keep_session(Handle.parse(old.acct), {"cookies": [session_cookie(server, old)], "origins": []})
    table = private_home / "moves.toml"
    row = [line for line in people.row(0, do="export").splitlines() if "password_env" not in line]
    table.write_text("\n".join(row))
    works = run_cli("many", "login", str(table))
    assert (works.code, "1 session still works." in works.out) == (0, True), works.out

    server.sessions.clear()
    ran = run_cli("many", "run", str(table), "--json")
    (move,) = ran.json["moves"]
    assert (ran.code, move["exit_code"], move["state"]) == (7, 3, "needs attention")
    assert move["next"] == f"Sign in again: mastodon-move many login {table}"
    ended = run_cli("many", "login", str(table))  # there is no screen for a window
    assert ended.code == 7
    assert f"The session of {old.acct} has ended." in ended.out
    assert f"1 of 1 accounts are not signed in: {old.acct}." in " ".join(ended.out.split())
    assert server.sign_in_posts == []


def test_nothing_is_pressed_without_a_word(movers: Any, run_cli: RunCli, private_home: Path) -> None:
    people: Movers = movers(2)
    table = people.write(private_home / "moves.toml")
    ran = run_cli("many", "run", str(table), "--json")
    assert ran.code == 4
    assert "2 moves must be confirmed" in ran.json["error"]["seen"]
    assert not (private_home / "moves").exists()


@pytest.mark.slow
def test_the_number_is_typed_once_and_a_move_can_ask_for_its_own(movers: Any, private_home: Path) -> None:
    people: Movers = movers(2)
    table = people.write(private_home / "moves.toml")
    table.write_text(f"{people.row(0)}\n{people.row(1, confirm=True)}")
    answers = {"Type move 1 to go on": ["yes", "move 1"], "to move its followers, or no:": "no"}
    code, said = talk(["many", "run", str(table)], {}, answers)
    assert (code, answers) == (7, {}), said
    assert people.moved() == [True, False]
    assert "Please type move 1, or no." in said
    assert "needs your confirmation" in " ".join(said.split())

    # The move that was refused goes on where it stopped, once it is confirmed.
    answers = {"to move its followers, or no:": "move"}
    code, said = talk(["many", "run", str(table)], {}, answers)
    assert (code, answers) == (0, {}), said
    assert people.moved() == [True, True]


@pytest.mark.slow
def test_trouble_of_a_server_that_one_move_meets_holds_the_others_back(
    movers: Any, run_cli: RunCli, private_home: Path
) -> None:
    people: Movers = movers(4)
    people.server("old1.example").faults.add("GET", "/settings/export", 429, times=2)
    table = people.write(private_home / "moves.toml", do="export")
    with processes_watched(people, private_home) as seen:
        ran = run_cli("many", "run", str(table), "--at-once", "4", "--json-lines")
    assert ran.code == 0, ran.out + ran.err
    assert seen.most["old1.example"] == 2  # both had begun; a third would have had to wait
    told = SharedWaits(private_home / "moves/waits.jsonl").new()
    assert {name for wait in told for name in wait.servers} == {
        "old1.example",
        urlsplit(people.server("old1.example").url).netloc,
    }


@pytest.mark.slow
def test_imports_of_one_server_follow_one_another_if_asked(movers: Any, run_cli: RunCli, private_home: Path) -> None:
    people: Movers = movers(2)
    table = people.write(private_home / "moves.toml", "[limits]\none_import = true", parts=[2, 3])
    ran = run_cli("many", "run", str(table), "--at-once", "2", "--json-lines")
    assert ran.code == 0, ran.out + ran.err
    assert [new.blocks for _, new in people.people] == [old.blocks for old, _ in people.people]
    server = people.server("new1.example")
    assert (moves_at_once(server), imports_at_once(server)) == (1, 1)


@pytest.mark.slow
def test_a_server_that_asks_one_move_to_wait_is_left_alone_by_all_that_are_running(
    movers: Any, run_cli: RunCli, private_home: Path
) -> None:
    people: Movers = movers(3)
    refuse_one_of_two(people.server("old1.example"), again_in=20)
    table = private_home / "moves.toml"
    table.write_text("\n".join(people.row(number, do="export") for number in (0, 2)))
    ran = run_cli("many", "run", str(table), "--at-once", "2", "--json-lines")
    assert ran.code == 0, ran.out + ran.err
    assert asked_for_meanwhile(people.server("old1.example"), 20) == ["/settings/export"]  # asked for before


@pytest.mark.slow
def test_a_check_of_all_says_what_stands_in_the_way_of_which(movers: Any, run_cli: RunCli, private_home: Path) -> None:
    people: Movers = movers(2)
    people.people[1][0].migrations.append(Migration("someone@else.example", 3, datetime.now(UTC)))
    people.people[1][0].followed_tags = ["compost", "trams"]
    table = private_home / "moves.toml"
    table.write_text(f"{people.row(0)}\n{people.row(1, also=['hashtags'])}")
    ran = run_cli("many", "check", str(table), "--json")
    assert ran.code == 7, ran.out
    found = {move["old"]: move["obstacles"] for move in ran.json["moves"]}
    assert found["mover0@old1.example"] == []
    also = [move["also"] for move in ran.json["moves"]]
    assert also == [[], ["followed hashtags: 2 on the old account; 2 to add to the new one"]]
    assert (ran.json["counts"], "report" in ran.json) == ({"needs attention": 1, "clear": 1}, False)
    assert "the old account has moved recently" in found["mover1@old2.example"][0]
    assert people.moved() == [False, False]


@pytest.mark.slow
def test_all_moves_are_done_and_the_next_run_has_nothing_to_do(
    movers: Any, run_cli: RunCli, private_home: Path
) -> None:
    people: Movers = movers(3)
    people.people[1][0].followed_tags = ["compost", "trams"]
    table = people.write(private_home / "moves.toml", "[defaults]\nalso = ['hashtags']")
    with processes_watched(people, private_home) as seen:
        ran = run_cli("many", "run", str(table), "--yes", "--at-once", "2", "--json-lines")
    assert ran.code == 0, ran.out + ran.err
    assert people.moved() == [True] * 3
    assert sorted(people.people[1][1].followed_tags) == ["compost", "trams"]
    assert seen.most["all"] == 2
    states = [(event["name"], event["outcome"]) for event in events(ran) if event["event"] == "move"]
    name = "mover0@old1.example--mover0@new1.example"
    assert [state for who, state in states if who == name] == ["queued", "running", "done"]
    end = events(ran)[-1]
    assert (end["event"], end["exit_code"], end["results"]["counts"]) == ("end", 0, {"done": 3})
    page = (private_home / "moves/report/index.html").read_text()
    assert f"../{name}/report/index.html".replace("@", "%40") not in page  # reports are off in tests
    assert "mover0@old1.example → mover0@new1.example" in page
    for line in seen.lines:
        assert not [account.password for pair in people.people for account in pair if account.password in line]

    requests = len(people.server("old1.example").requests)
    again = run_cli("many", "run", str(table), "--yes")
    assert again.code == 0, again.out
    assert len(people.server("old1.example").requests) == requests
