"""Filters are copied through the form, once each, and none that the new account has is changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support import MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered


def a_filter(title: str, *keywords: str, action: str = "warn", days: float = 0, **more: Any) -> dict[str, Any]:
    ends = (datetime.now(UTC) + timedelta(days=days)).isoformat() if days else None
    rows = [{"keyword": word.lstrip("~"), "whole_word": not word.startswith("~")} for word in keywords]
    contexts = ["home", "public"]
    return {"title": title, "expires_at": ends, "context": contexts, "action": action, "keywords_attributes": rows,
            "statuses": [], **more}  # fmt: skip


OWN = a_filter("Spoilers", "finale")


def essence(one: dict[str, Any]) -> tuple[Any, ...]:
    words = [(row["keyword"], row["whole_word"]) for row in one["keywords_attributes"]]
    return one["title"], sorted(one["context"]), one["action"], sorted(words), bool(one["expires_at"])


THERE = [
    a_filter("Spoilers", "finale", "~season 4", "“quoted” & <b>"),
    a_filter('Ads, "all" of them', "#ad", action="hide", days=3),
    a_filter("Single posts", "x", statuses=["1"]),
]
OVER, BLURRED = a_filter("Over", "past", days=-1), a_filter("Blurred", "spider", action="blur")


def settle(pair: Pair) -> None:
    """Alice has filters of all sorts, and on her new account one that is narrower."""
    blurred = [BLURRED] if pair.old.release >= "4.4" else []
    pair.people.old.filters, pair.people.new.filters = [*THERE, OVER, *blurred], [OWN]


def assert_arrived(pair: Pair) -> None:
    """All are there that the new server can have, beside her own."""
    blurred = [BLURRED] if min(pair.old.release, pair.new.release) >= "4.4" else []
    assert sorted(map(essence, pair.people.new.filters)) == sorted(map(essence, [OWN, *THERE, *blurred]))


@pytest.mark.slow
def test_they_are_made_once(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.1")
    settle(pair)
    ran = run_cli("also", "filters", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert_arrived(pair)
    assert 'Ads, "all" of them' in ran.out
    assert "cannot be copied: Single posts" in ran.out
    assert "have expired and are skipped: Over" in ran.out
    assert "cannot blur media instead of hiding posts" in ran.out


@pytest.mark.slow
def test_a_filter_that_the_server_refuses_is_named(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.0", new="4.6")
    pair.people.old.filters = [a_filter("Nowhere", "word", context=[])]
    ran = run_cli("also", "filters", "--folder", "x", environment=pair.environment())
    assert ran.code == 7
    assert "“Nowhere” was not accepted. The page says: can't be blank" in " ".join(ran.out.split())
