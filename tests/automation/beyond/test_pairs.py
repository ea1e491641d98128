"""All kinds at once, from every release to every release: what both can have arrives; again, nothing is clicked."""

from dataclasses import replace

import pytest

from automation.beyond import all_kinds
from automation.beyond.kind import REQUESTS
from tests.automation.beyond import (
    test_featured,
    test_filters,
    test_hashtags,
    test_lists,
    test_notes,
    test_post_deletion,
    test_settings,
)
from tests.automation.beyond.support import ALL_PAIRS, changes_on
from tests.support import SLOW, MakePair, RunCli

pytestmark = pytest.mark.remembered

# In this order: the lists are those of the tests of lists, with people on them who have notes.
SUBJECTS = (test_settings, test_hashtags, test_filters, test_featured, test_post_deletion, test_notes, test_lists)
ALSO = "hashtags,privacy,preferences,filters,featured,lists,deletion,notes"


@pytest.mark.parametrize(("old", "new"), [SLOW(*pair) for pair in ALL_PAIRS])
def test_all_that_both_can_have_arrives_once(
    make_pair: MakePair, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    # Two runs in a row would have to wait for minutes until more requests are allowed.
    monkeypatch.setattr(all_kinds, "REQUESTS", replace(REQUESTS, requests=10_000))
    pair = make_pair(old=old, new=new)
    for server in (pair.old, pair.new):
        server.pace.api_requests = 10_000
    for subject in SUBJECTS:
        subject.settle(pair)
    ran = run_cli("also", ALSO, "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    for subject in SUBJECTS:
        subject.assert_arrived(pair)
    assert changes_on(pair.old) == []

    before = len(changes_on(pair.new))
    again = run_cli("also", ALSO, "--folder", "x", environment=pair.environment())
    assert again.code == 0, again.err
    assert changes_on(pair.new)[before:] == []
