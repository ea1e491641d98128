"""Lists are copied by clicks: made and filled where a server cannot import them, and their settings everywhere."""

import pytest

from fixtures.servers import Follow, ListSettings
from tests.automation.beyond.support import changes_on
from tests.support import SLOW, MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered

LISTS = {
    'Garden, "wild" & tame': ["wren@birds.example", "theo@old.example", "rob@far.example", "stranger@far.example"],
    "חברים": ["rob@far.example"],
    "Still empty": [],
}


def settle(pair: Pair) -> None:
    """Alice has lists with settings; on her new account she follows all members but one, and has a list of her own."""
    old, new = pair.people.old, pair.people.new
    old.lists = {title: list(members) for title, members in LISTS.items()}
    for acct in {acct for members in LISTS.values() for acct in members}:
        pair.fediverse.follow(old, Follow(acct))
    # The first that a search for "rob" finds is somebody else, who even calls himself so.
    pair.fediverse.display_names["rob@far.example.org"] = "@rob@far.example"
    for acct in ("wren@birds.example", "rob@far.example.org", "rob@far.example", "theo@old.example", "own@far.example"):
        pair.fediverse.follow(new, Follow(acct))
    old.list_settings['Garden, "wild" & tame'] = ListSettings("none", exclusive=pair.old.release >= "4.2")
    old.list_settings["Still empty"] = ListSettings("followed")
    new.lists = {"Own": ["own@far.example"], "חברים": ["own@far.example"]}


def assert_arrived(pair: Pair) -> None:
    """The lists are there; their members, unless the server imports them; their settings, as far as both have them."""
    old, new, here = pair.old.release, pair.new.release, pair.people.new
    by_clicks = new < "4.2"
    garden, others = next(iter(LISTS)), list(LISTS)[1:]
    assert {title: sorted(members) for title, members in here.lists.items()} == {
        "Own": ["own@far.example"],
        garden: ["rob@far.example", "theo@old.example", "wren@birds.example"] if by_clicks else [],
        others[0]: ["own@far.example", "rob@far.example"] if by_clicks else ["own@far.example"],
        others[1]: [],
    }
    settings = {title: (one.replies, one.exclusive) for title, one in here.list_settings.items() if title in LISTS}
    hidden = min(old, new) >= "4.2"
    assert settings == {garden: ("none", hidden), others[0]: ("list", False), others[1]: ("followed", False)}
    assert all(method != "DELETE" for method, _ in changes_on(pair.new))


@pytest.mark.parametrize(("old", "new"), [SLOW("4.5", "4.1"), SLOW("3.5", "4.7"), SLOW("4.0", "3.5")])
def test_they_are_made_and_filled(make_pair: MakePair, run_cli: RunCli, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    settle(pair)
    ran = run_cli("also", "lists", "--folder", "x", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    left = ran.json["also"]["lists"]["left"]
    assert f"“{next(iter(LISTS))}”: @stranger@far.example" in left
    assert len(left) == (1 if new < "4.2" else 5)
    assert ("cannot hide members" in ran.err) == (old >= "4.2" > new)
