"""Filters come along through the form, once each, and none that the new account has is changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.automation.beyond.support import changes_on, pairs
from tests.support import MakePair, RunCli

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


@pytest.mark.parametrize(("old", "new"), pairs(("4.5", "4.1")))
def test_they_are_made_once(make_pair: MakePair, run_cli: RunCli, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    there = [
        a_filter("Spoilers", "finale", "~season 4", "“quoted” & <b>"),
        a_filter("Ads, \"all\" of them", "#ad", action="hide", days=3),
        a_filter("Single posts", "x", statuses=["1"]),
        a_filter("Over", "past", days=-1),
    ]  # fmt: skip
    if old >= "4.4":
        there.append(a_filter("Blurred", "spider", action="blur"))
    pair.people.old.filters, pair.people.new.filters = list(there), [OWN]
    ran = run_cli("also", "filters", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    here = pair.people.new.filters
    carried = [*there[:3], *(there[4:] if new >= "4.4" else [])]
    assert sorted(map(essence, here)) == sorted(map(essence, [OWN, *carried]))
    assert 'Ads, "all" of them' in ran.out
    assert "cannot be copied: Single posts" in ran.out
    assert "have expired and are left out: Over" in ran.out
    assert ("cannot only blur media" in ran.out) == (old >= "4.4" > new)
    assert changes_on(pair.old) == []

    before = len(changes_on(pair.new))
    again = run_cli("also", "filters", "--folder", "x", environment=pair.environment())
    assert again.code == 0, again.err
    assert len(changes_on(pair.new)) == before


@pytest.mark.slow
def test_a_filter_that_the_server_refuses_is_named(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.0", new="4.6")
    pair.people.old.filters = [a_filter("Nowhere", "word", context=[])]
    ran = run_cli("also", "filters", "--folder", "x", environment=pair.environment())
    assert ran.code == 7
    assert "“Nowhere” was not accepted. The page says: can't be blank" in " ".join(ran.out.split())
