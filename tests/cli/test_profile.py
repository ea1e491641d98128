"""`profile`: what differs is copied, as far as it fits."""

import pytest

from tests.support import MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.slow
def test_a_profile_that_is_the_same_is_not_saved_again(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.6", new="4.0")
    pair.people.new.fields = [("Mine", "stays")]
    pair.people.old.fields = pair.people.old.fields[:3]
    first = run_cli("profile", "--folder", "x", environment=pair.environment())
    assert first.code == 0, first.out
    assert sorted(pair.people.new.fields) == sorted([("Mine", "stays"), *pair.people.old.fields])
    writes = [request for request in pair.new.requests if request[0] in {"POST", "PUT", "PATCH"}]
    second = run_cli("profile", "--folder", "x", environment=pair.environment())
    assert second.code == 0
    assert "already done" in second.out
    after = [request for request in pair.new.requests if request[0] in {"POST", "PUT", "PATCH"}]
    saved = [path for _, path, _ in after[len(writes) :] if "profile" in path or "credentials" in path]
    assert saved == []


@pytest.mark.slow
@pytest.mark.process
def test_a_profile_that_does_not_fit_is_done_in_part(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.6", new="4.0")
    pair.people.old.display_name = "A name of more than thirty characters"
    pair.people.new.fields = [("Mine", "stays")]
    done = run_cli("profile", environment=pair.environment())
    assert done.code == 7
    assert "display name" in done.out
    assert "no room for the field" in done.out
    assert ("Mine", "stays") in pair.people.new.fields
    assert pair.people.new.note == pair.people.old.note
