"""Before the followers are moved: follow requests that wait, and a locked account."""

import pytest

from tests.support import SLOW, MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.slow
@pytest.mark.parametrize("release", ["4.6", *map(SLOW, ("3.5", "4.0", "4.3", "4.7"))])
def test_requests_and_a_locked_account_are_told(make_pair: MakePair, run_cli: RunCli, release: str) -> None:
    pair = make_pair(old=release, new=release)
    pair.people.old.follow_requests = ["bruno@old.example", "zoe@far.example"]
    pair.people.new.locked = True
    arguments = ("guide", "--yes", "--parts", "4,5", "--no-post", "--folder", "x")
    ran = run_cli(*arguments, environment=pair.environment())
    said = " ".join(ran.out.split())
    assert ran.code == 0, ran.out
    assert "2 follow requests wait on the old account and will not move: @bruno, @zoe@far.example" in said
    assert "The new account is locked" in said


@pytest.mark.slow
def test_the_look_before_the_move_tells_of_them_too(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.6", new="4.0")
    facts = run_cli("check", "--json", environment=pair.environment()).json["check"]["facts"]
    assert {"follow requests", "the new account is locked"}.isdisjoint(facts)
    pair.people.old.follow_requests, pair.people.new.locked = ["zoe@far.example"], True
    facts = run_cli("check", "--json", environment=pair.environment()).json["check"]["facts"]
    assert {"follow requests", "the new account is locked"} <= set(facts)
