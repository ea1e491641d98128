"""Watching the followers arrive: what is read, when it ends, what it bears, and that a later watch goes on with it."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import abort, redirect
from playwright.sync_api import Playwright

from automation.cli.json_lines import JsonLines
from automation.errors import Interrupted, ScreenProblem, SignInRefused
from automation.followers.readings import Reading, Readings
from automation.followers.watch import Watch
from automation.outline import Side
from automation.results import Results
from automation.run.move import Move
from fixtures.servers import EmbeddedServer, context
from tests.support import MakePair, Pair, RunCli

SOON = {"interval": 0.1, "idle_timeout": 3600, "retry_timeout": 0, "timeout": 5}


class Beside(JsonLines):
    """What the watch tells, as events; after each reading something else happens in the world."""

    def __init__(self, *between: Callable[[], object]) -> None:
        self._text, self._between = io.StringIO(), list(between)
        super().__init__(self._text)

    def counts(self, read: Sequence[Reading], known: Readings) -> None:
        super().counts(read, known)
        if read and self._between:
            self._between.pop(0)()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._text.getvalue().splitlines()]

    def told(self) -> str:
        return "\n".join(event["text"] for event in self.events if event["event"] == "told")


WatchIn = Callable[..., dict[str, Any]]


@pytest.fixture
def watch(playwright: Playwright, private_home: Path, one_browser: None) -> WatchIn:
    """One run's watch, in the folder that all runs of a test share."""

    def run(pair: Pair, beside: Beside, **settings: Any) -> dict[str, Any]:
        with Move(pair.settings(folder=private_home / "x", **(SOON | settings)), playwright, beside) as move:
            Watch(move, beside, results := Results()).until_over()
        return dict(results.watch or {})

    return run


def journal(home: Path, event: str) -> list[dict[str, Any]]:
    lines = (home / "x" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [found for line in lines if (found := json.loads(line))["event"] == event]


def followers(events: list[dict[str, Any]], side: str) -> list[int]:
    return [event["followers"] for event in events if event["event"] == "counts" and event["side"] == side]


def sign_ins(server: EmbeddedServer) -> int:
    return [(method, path) for method, path, _ in server.requests].count(("POST", "/auth/sign_in"))


def some_arrive(pair: Pair, how_many: int = 1000) -> None:
    """So many of the followers, all of them where there are not as many."""
    old, new = pair.people.old, pair.people.new
    with pair.fediverse.lock:
        new.followers[:0], old.followers[:how_many] = old.followers[:how_many], []


@pytest.mark.slow
def test_after_a_move_they_are_watched_until_all_have_arrived(
    make_pair: MakePair, run_cli: RunCli, private_home: Path
) -> None:
    pair = make_pair()
    pair.old.pace.imports = 3600
    moved = run_cli("guide", "--parts", "4,5", "--yes", "--no-post", "--folder", "x", environment=pair.environment())
    assert moved.code == 0, moved.out
    signed_in_before = sign_ins(pair.old)
    pair.new.faults.add("GET", "/@alice", lambda: some_arrive(pair, 60), times=99)  # each time that one looks

    arguments = ("status", "--watch", "--interval", "0.2", "--json-lines", "--folder", "x")
    watched = run_cli(*arguments, environment=pair.environment())
    assert watched.code == 0, watched.err
    events = [json.loads(line) for line in watched.out.splitlines()]
    leaving, coming = followers(events, "old"), followers(events, "new")
    assert len(set(coming)) > 2  # on their way, not only at the end
    assert leaving == sorted(leaving, reverse=True)
    assert coming == sorted(coming)
    assert (leaving[-1], coming[-1]) == (0, 187)
    end = events[-1]["results"]["watch"]
    assert end["ended"] == "all have arrived"
    # What the guide had read before the move is the beginning of the lines.
    assert (end["old"]["first"]["shown"], end["new"]["first"]["shown"]) == ("187", "0")
    assert journal(private_home, "counts")[-1].items() >= {
        "side": "new", "handle": "alice@new.example", "followers": 187, "shown": "187"
    }.items()  # fmt: skip
    # One sign-in for all of it, and nothing else that writes.
    assert sign_ins(pair.old) - signed_in_before == 1
    # The web app saves its own settings whenever it likes.
    written = [path for method, path, _ in pair.new.requests if method not in {"GET", "HEAD"} and "/api/" not in path]
    assert written[-2:] == ["/auth/sign_in", "/auth/sign_out"]

    # Watched once more there is nothing to wait for.
    again = run_cli("status", "--watch", "--folder", "x", "--json", environment=pair.environment())
    assert (again.code, again.json["watch"]["readings"]) == (0, end["readings"] + 1)
    assert "All followers have arrived: alice@old.example has 0 followers, alice@new.example has 187." in again.err


def test_it_ends_when_nothing_moves(make_pair: MakePair, watch: WatchIn) -> None:
    pair = make_pair()
    beside = Beside(lambda: some_arrive(pair, 100))
    end = watch(pair, beside, idle_timeout=0.5)
    assert end["ended"] == "the counts no longer change"
    assert (end["old"]["latest"]["followers"], end["new"]["latest"]["followers"]) == (87, 100)
    assert "alice@old.example has 87 followers" in end["said"]
    last_change = next(e for e in beside.events if e["event"] == "counts" and e["followers"] in {87, 100})
    still_since = datetime.fromisoformat(end["still_since"])
    assert abs(still_since - datetime.fromisoformat(last_change["time"])) < timedelta(seconds=2)


@pytest.mark.slow
def test_a_later_watch_goes_on_with_the_earlier_readings(
    make_pair: MakePair, watch: WatchIn, private_home: Path
) -> None:
    pair = make_pair()

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(pair, Beside(lambda: some_arrive(pair, 100), interrupt))
    # That was yesterday.
    path = private_home / "x" / "journal.jsonl"
    events = [json.loads(line) for line in path.read_text().splitlines()]
    for event in events:
        event["time"] = (datetime.fromisoformat(event["time"]) - timedelta(days=1)).isoformat()
    path.write_text("".join(json.dumps(event) + "\n" for event in events))

    beside = Beside()
    end = watch(pair, beside)
    assert "The chart also shows what earlier runs have read, since" in beside.told()
    assert (end["ended"], end["readings"]) == ("the counts no longer change", 3)
    assert (end["old"]["first"]["followers"], end["old"]["latest"]["followers"]) == (187, 87)
    assert datetime.now().astimezone() - datetime.fromisoformat(end["still_since"]) > timedelta(hours=23)


@pytest.mark.slow
def test_what_was_read_before_anybody_watched_does_not_count_as_stillness(
    make_pair: MakePair, watch: WatchIn, private_home: Path
) -> None:
    pair = make_pair()
    (private_home / "x").mkdir()
    last_week = {"time": "2026-01-01T00:00:00+00:00", "event": "counts", "following": 0}
    accounts = [("old", pair.people.old, 187), ("new", pair.people.new, 0)]
    lines = [
        last_week | {"side": side, "handle": account.acct, "followers": number, "shown": str(number)}
        for side, account, number in accounts
    ]
    (private_home / "x" / "journal.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    end = watch(pair, Beside(lambda: None, lambda: some_arrive(pair)))
    assert (end["ended"], end["readings"]) == ("all have arrived", 4)


@pytest.mark.slow
def test_a_server_with_a_fault_is_skipped_and_does_not_end_it(
    make_pair: MakePair, watch: WatchIn, private_home: Path
) -> None:
    pair = make_pair()
    pair.old.faults.add("GET", "/@alice", 503, after=1, times=2)
    beside = Beside(lambda: some_arrive(pair, 50), lambda: None, lambda: some_arrive(pair))
    end = watch(pair, beside)
    assert end["ended"] == "all have arrived"
    assert (followers(beside.events, "old"), followers(beside.events, "new")) == ([187, 0], [0, 50, 50, 187])
    assert beside.told().count("alice@old.example was not read.") == 2
    assert "status 503" in beside.told()
    assert [event["side"] for event in journal(private_home, "watch") if event["state"] == "skipped"] == ["old"] * 2
    assert sign_ins(pair.old) == 1
    assert not (private_home / "x" / "error-details").exists()


@pytest.mark.slow
def test_a_server_with_a_fault_at_the_beginning(make_pair: MakePair, watch: WatchIn) -> None:
    pair = make_pair()
    pair.new.faults.add("GET", "/auth/sign_in", 502, times=2)
    beside = Beside(lambda: some_arrive(pair))
    assert watch(pair, beside)["ended"] == "all have arrived"
    assert followers(beside.events, "new") == [187]


def closed_to_strangers(server: EmbeddedServer) -> None:
    """A server on which only those who are signed in see profiles."""

    def refuse_strangers() -> None:
        if context.visitor() is None:
            abort(redirect("/auth/sign_in"))

    server.faults.add("GET", "/@alice", refuse_strangers, times=1000)


@pytest.mark.slow
def test_an_ended_session_is_begun_anew(make_pair: MakePair, watch: WatchIn) -> None:
    pair = make_pair()
    closed_to_strangers(pair.old)
    beside = Beside(pair.old.sessions.clear, lambda: some_arrive(pair))
    assert watch(pair, beside)["ended"] == "all have arrived"
    assert (sign_ins(pair.old), sign_ins(pair.new)) == (2, 1)
    assert followers(beside.events, "old") == [187, 187, 0]


@pytest.mark.slow
def test_a_refused_sign_in_ends_it(make_pair: MakePair, watch: WatchIn) -> None:
    pair = make_pair()
    closed_to_strangers(pair.old)

    def lock_out() -> None:
        pair.old.sessions.clear()
        pair.people.old.password = "another one"

    with pytest.raises(SignInRefused, match="rejected") as refused:
        watch(pair, Beside(lock_out))
    assert refused.value.doing == "Read the followers of the old account"


@pytest.mark.slow
def test_a_profile_that_is_not_recognised_ends_it(make_pair: MakePair, watch: WatchIn) -> None:
    pair = make_pair()
    pair.new.api_closed = True
    with pytest.raises(ScreenProblem) as at_once:
        watch(pair, Beside(), timeout=1)
    assert at_once.value.doing == "Read the followers of the new account"
    assert at_once.value.error_details


@pytest.mark.slow
def test_a_profile_that_was_recognised_may_be_slow_now_and_then(
    make_pair: MakePair, watch: WatchIn, private_home: Path
) -> None:
    pair = make_pair()
    slow: list[Callable[[], object]] = [
        lambda: setattr(pair.new, "api_closed", True),
        lambda: None,
        lambda: setattr(pair.new, "api_closed", False),
        lambda: setattr(pair.new, "api_closed", True),
    ]
    with pytest.raises(ScreenProblem):
        watch(pair, Beside(*slow), timeout=2)
    assert [event["side"] for event in journal(private_home, "watch") if event["state"] == "skipped"] == ["new"] * 4


def test_between_two_readings_the_servers_are_left_alone(
    make_pair: MakePair, watch: WatchIn, playwright: Playwright, private_home: Path, one_browser: None
) -> None:
    pair = make_pair()
    seen: list[str] = []

    class Looking(Beside):
        def wait(self, why: str, left: float, then: str = "") -> None:
            if why == "next reading":
                seen.extend(move.actor(side).page.url for side in Side)

    settings = pair.settings(folder=private_home / "x", **SOON)
    looking = Looking(lambda: some_arrive(pair))
    with Move(settings, playwright, looking) as move:
        Watch(move, looking, Results()).until_over()
    assert set(seen) == {"about:blank"}


def test_a_closed_window_is_a_clean_stop(
    make_pair: MakePair, playwright: Playwright, private_home: Path, one_browser: None
) -> None:
    def close() -> None:
        move.actor(Side.OLD).page.close()

    settings = make_pair().settings(folder=private_home / "x", **SOON)
    beside = Beside(close)
    with pytest.raises(Interrupted), Move(settings, playwright, beside) as move:
        Watch(move, beside, Results()).until_over()
    assert len(journal(private_home, "counts")) == 2


@pytest.mark.slow
def test_an_abbreviated_count_is_shown_and_compared_and_not_calculated_with(
    make_pair: MakePair, watch: WatchIn, private_home: Path
) -> None:
    pair = make_pair()
    pair.old.abbreviates_only = True
    pair.people.old.followers = [f"somebody{number}@far.example" for number in range(1234)]
    beside = Beside(lambda: some_arrive(pair, 34))
    end = watch(pair, beside, idle_timeout=0.5)
    assert end["ended"] == "the counts no longer change"
    old = [event for event in journal(private_home, "counts") if event["side"] == "old"]
    assert {event["followers"] for event in old} == {None}
    assert [old[0]["shown"], old[1]["shown"]] == ["1.23K", "1.2K"]
    assert "alice@old.example has 1.2K followers" in end["said"]


@pytest.mark.slow
def test_a_trace_of_days_holds_the_last_reading_only(make_pair: MakePair, watch: WatchIn, private_home: Path) -> None:
    pair = make_pair()
    watch(pair, Beside(lambda: some_arrive(pair)), trace="on")
    for trace in (private_home / "x" / "traces").iterdir():
        with zipfile.ZipFile(trace) as archive:
            everything = b"".join(archive.read(name) for name in archive.namelist())
        assert b"/auth/sign_out" in everything
        assert b"/@alice" not in everything


@pytest.mark.slow
def test_an_export_may_run_beside_it(make_pair: MakePair, watch: WatchIn, run_cli: RunCli, private_home: Path) -> None:
    pair = make_pair()

    def export() -> None:
        done = run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment())
        assert done.code == 0, done.out
        some_arrive(pair)

    assert watch(pair, Beside(export))["ended"] == "all have arrived"
    assert len(journal(private_home, "part")) == 1  # and every line of the journal could be read
