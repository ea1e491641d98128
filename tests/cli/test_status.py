"""`status`: how both accounts stand."""

import json

import pytest

from tests.support import MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.process
def test_status_tells_how_both_accounts_stand(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.people.old.moved_to = pair.people.new.acct
    stands = run_cli("status", "--json", environment=pair.environment()).json
    assert stands["old"]["followers"] == "187"
    assert stands["old"]["redirecting"] is True
    assert stands["new"]["redirecting"] is False
    assert stands["new"]["aliases"] == ["alice@old.example"]
    assert json.dumps(stands).count("alice@new.example") >= 2


@pytest.mark.slow
def test_status_begins_with_a_sentence(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    before = run_cli("status", environment=pair.environment())
    assert "! Not moved yet: alice@old.example has 187 followers." in before.out
    pair.people.old.moved_to = pair.people.new.acct
    after = run_cli("status", environment=pair.environment())
    assert "✓ Moved: alice@new.example has 0 followers, alice@old.example still 187." in after.out
