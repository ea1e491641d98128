"""Many moves from one table, each a process of its own, on real servers and in real browsers."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.movers import Movers, movers, processes_watched
from tests.support import Ran, RunCli

pytestmark = [pytest.mark.process, pytest.mark.posix]
__all__ = ["movers"]


def events(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.slow
def test_all_moves_are_done_and_the_next_run_has_nothing_to_do(
    movers: Any, run_cli: RunCli, private_home: Path
) -> None:
    people: Movers = movers(3)
    table = people.write(private_home / "moves.toml")
    with processes_watched(people) as seen:
        ran = run_cli("many", "run", str(table), "--yes", "--at-once", "2", "--json-lines")
    assert ran.code == 0, ran.out + ran.err
    assert people.moved() == [True] * 3
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
