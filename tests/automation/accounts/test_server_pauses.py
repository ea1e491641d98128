"""Leaving a server alone that has trouble: a run that meets it tells the others, and those wait."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from automation.accounts.server_pauses import ServerPauses
from automation.cli.terminal import PlainLines
from automation.context import RunContext
from automation.errors import ServerProblem
from automation.folder.intents import Intent
from automation.outline import Side
from automation.settings import load
from pages.errors import ServerTrouble

OLD = "https://social.old.example"


def run(folder: Path, name: str, console: Console | None = None) -> RunContext:
    """A run that shares its waits with others in the folder."""
    old = {"handle": f"{name}@old.example", "url": OLD}
    settings = load(old=old, folder=folder / name, shared_waits=folder / "waits.jsonl", retry_timeout=60)
    return RunContext(settings, PlainLines(console or Console()))


def trouble(status: int | None, address: str = f"{OLD}/settings/export") -> ServerTrouble:
    return ServerTrouble(address, status, "", reading=True)


def test_the_others_wait_and_say_why(private_home: Path) -> None:
    console = Console(record=True)
    first, second = run(private_home, "a"), run(private_home, "b", console)
    ServerPauses(first, Side.OLD).tell(trouble(429), 0.4)
    began = time.monotonic()
    ServerPauses(second, Side.NEW).hold(None)  # it needs the old account only
    assert time.monotonic() - began < 0.3
    ServerPauses(second, Side.OLD).hold(None)
    assert 0.2 < time.monotonic() - began < 5
    assert "another run had trouble with old.example" in console.export_text()


def test_a_wait_that_is_too_long_ends_the_run_with_the_time_to_come_back(private_home: Path) -> None:
    first, second = run(private_home, "a"), run(private_home, "b")
    ServerPauses(first, Side.OLD).tell(trouble(503), 600)
    with pytest.raises(ServerProblem) as caught:
        ServerPauses(second, Side.OLD).hold(None)
    assert "old.example asked another run to wait until" in caught.value.seen


def test_an_action_that_is_declared_is_not_held(private_home: Path) -> None:
    """How long its effect may take is counted from there: after a later click the next run would look too soon."""
    context = run(private_home, "a")
    alone, intent = ServerPauses(context, Side.OLD), Intent(context.journal, "move followers")
    alone.tell(trouble(503), 600)
    intent.declare()
    alone.hold(None)
    intent.done()
    with pytest.raises(ServerProblem):
        alone.hold(None)
    intent.declare()
    context.settings.settle = 0  # its effect must show by now
    with pytest.raises(ServerProblem):
        alone.hold(None)


@pytest.mark.parametrize(
    ("status", "shared"), [(429, True), (503, True), (502, True), (None, True), (500, False), (404, False)]
)
def test_only_trouble_that_all_have_is_shared(private_home: Path, status: int | None, shared: bool) -> None:
    context = run(private_home, "a")
    ServerPauses(context, Side.OLD).tell(trouble(status), 30)
    assert (context.shared_waits.until({"old.example"}) is not None) == shared


def test_trouble_is_known_behind_what_is_said_of_it_and_that_of_other_hosts_is_not_shared(private_home: Path) -> None:
    context, now = run(private_home, "a"), datetime.now(UTC)
    alone = ServerPauses(context, Side.OLD)
    alone.tell(ServerProblem("no cause"), 30)
    alone.tell(trouble(503, "https://storage.example/archive.zip"), 30)
    assert context.shared_waits.until({"old.example", "storage.example"}) is None
    said = ServerProblem("It is down.")
    said.__cause__ = trouble(503)
    alone.tell(said, 30)
    until = context.shared_waits.until({"social.old.example"})
    assert until is not None
    assert until > now + timedelta(seconds=29)
    alone.tell(trouble(429), 1_000_000)  # a server that wants to be left alone for days is asked again before
    until = context.shared_waits.until({"social.old.example"})
    assert until is not None
    assert timedelta(minutes=59) < until - now < timedelta(minutes=61)
