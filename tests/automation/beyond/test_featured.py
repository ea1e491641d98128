"""Featured hashtags are copied: by the form up to 4.5, by the menu on their pages since 4.6."""

import pytest

from tests.support import MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered


def settle(pair: Pair) -> None:
    """Alice's profiles feature hashtags."""
    pair.people.old.featured_tags, pair.people.new.featured_tags = ["compost", "München", "trams"], ["Trams"]


def assert_arrived(pair: Pair) -> None:
    """All are featured, after those that were there."""
    assert pair.people.new.featured_tags == ["Trams", "compost", "München"]


@pytest.mark.slow
def test_they_are_featured_once(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.0", new="4.6")
    settle(pair)
    ran = run_cli("also", "featured", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)


@pytest.mark.slow
@pytest.mark.parametrize("new", ["4.0", "4.6"])
def test_those_for_which_there_is_no_room_are_named(make_pair: MakePair, run_cli: RunCli, new: str) -> None:
    pair = make_pair(old="4.5", new=new)
    pair.people.old.featured_tags = ["first", "second"]
    pair.people.new.featured_tags = [f"own{number}" for number in range(9)]
    ran = run_cli("also", "featured", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert pair.people.new.featured_tags[9:] == ["first"]
    assert "not added: #second (a profile can feature 10 hashtags)" in ran.out
