"""Privacy settings and preferences are copied by what they mean, whatever a release calls them."""

import pytest

from fixtures.servers import Account, EmbeddedServer, preference_fields
from tests.support import MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered

CHOSEN = {
    "web.auto_play": "1",
    "web.trends": "0",
    "web.reblog_modal": "1",
    "web.display_media": "hide_all",
    "web.quick_boosting": "1",
    "notification_emails.favourite": "1",
    "notification_emails.mention": "0",
    "aggregate_reblogs": "0",
    "default_language": "de",
    "default_sensitive": "1",
    "default_privacy": "unlisted",
    "noindex": "1",
    "show_application": "0",
}


def settle(pair: Pair) -> None:
    """Alice has chosen much on her old account, and a little on her new one."""
    old = pair.people.old
    old.preferences = {
        field.key: CHOSEN[field.key]
        for field in preference_fields.FIELDS
        if field.key in CHOSEN and field.exists(pair.old.release)
    } | {key: CHOSEN[key] for key in ("noindex", "show_application")}
    old.chosen_languages = ["de", "fr"]
    pair.people.new.chosen_languages = ["es"]
    old.locked = old.hide_collections = old.bot = True
    old.discoverable = False
    if pair.old.release >= "4.2":
        old.indexable = True
    if pair.old.release >= "4.3":
        old.attribution_domains, pair.people.new.attribution_domains = ["blog.example"], ["own.example"]


def preferences_of(server: EmbeddedServer, account: Account) -> dict[str, str]:
    """The preferences that a server has and that were chosen here."""
    keys = {field.key for field in preference_fields.FIELDS if field.exists(server.release)}
    return {key: preference_fields.value_of(account, key) for key in keys & CHOSEN.keys()}


def assert_arrived(pair: Pair) -> None:
    """What both servers have is the same, but for what would be in the way of the move."""
    here, old, new = pair.people.new, pair.old.release, pair.new.release
    wanted, found = preferences_of(pair.old, pair.people.old), preferences_of(pair.new, here)
    both = wanted.keys() & found.keys() - {"default_privacy"}
    assert {key: found[key] for key in both} == {key: wanted[key] for key in both}
    assert (here.in_search_engines, here.show_application) == (False, False)
    assert (here.hide_collections, here.bot, here.discoverable) == (True, True, False)
    assert here.chosen_languages == ["de", "es", "fr"]
    assert here.indexable == (new >= "4.2" and old >= "4.2")
    domains = ["own.example"] if old >= "4.3" else []
    assert here.attribution_domains == [*domains, *(["blog.example"] if domains and new >= "4.3" else [])]
    assert (here.locked, found.get("default_privacy")) == (False, "public")


@pytest.mark.slow
def test_they_are_the_same_afterwards(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.6")
    settle(pair)
    ran = run_cli("also", "privacy,preferences", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    assert ran.out.count("mastodon-move also --later") == 2


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [("4.5", "4.6"), ("4.0", "4.1"), ("4.6", "4.3")])
def test_what_had_to_wait_comes_later(make_pair: MakePair, run_cli: RunCli, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    settle(pair)
    assert run_cli("also", "privacy,preferences", "--folder", "x", environment=pair.environment()).code == 0
    pair.people.old.moved_to = pair.people.new.acct
    later = run_cli("also", "--later", "--folder", "x", environment=pair.environment())
    assert later.code == 0, later.err
    assert pair.people.new.locked
    assert preferences_of(pair.new, pair.people.new)["default_privacy"] == "unlisted"


@pytest.mark.slow
def test_what_the_new_server_does_not_have_is_named(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.6", new="4.0")
    ran = run_cli("also", "preferences", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert "the new server has no setting for: colours, contrast" in ran.out
    assert "boost with one click" in ran.out
