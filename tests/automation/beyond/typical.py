"""The account of somebody who has used Mastodon for years, as far as it goes beyond the guide."""

from fixtures.servers import Follow, ListSettings, Mute
from tests.automation.beyond.test_filters import a_filter
from tests.automation.beyond.test_settings import settle
from tests.support import Pair


def typical(pair: Pair, *, notes: int = 30) -> None:
    """Alice has twelve hashtags, six filters, four lists, some twenty settings, and notes on people of all sorts."""
    settle(pair)
    old, new = pair.people.old, pair.people.new
    old.followed_tags = [f"tag{number}" for number in range(12)]
    pair.new.known_tags = set(old.followed_tags)
    old.featured_tags = ["compost", "trams"]
    old.filters = [a_filter(f"Filter {number}", f"word{number}", f"~phrase {number}") for number in range(6)]
    people = [f"friend{number}@far{number % 5}.example" for number in range(notes)]
    on_lists, muted = people[: notes * 2 // 3], people[notes * 2 // 3 :]
    old.lists = {f"List {number}": on_lists[number::4] for number in range(4)}
    old.list_settings["List 1"] = ListSettings("none", exclusive=pair.old.release >= "4.2")
    for acct in on_lists:
        for account in (old, new):
            pair.fediverse.follow(account, Follow(acct))
    old.blocks, old.mutes = [], [Mute(acct) for acct in muted]
    new.mutes = [Mute(acct) for acct in muted]
    old.notes = {acct: f"what I know of number {number}" for number, acct in enumerate(people)}
