"""`verify`: what is missing on the new account."""

from pathlib import Path

import pytest

from tests.support import MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.slow
@pytest.mark.process
def test_verify_tells_what_is_missing(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.new.blocks = ["Zoe@Far.example"]
    (tmp_path / "blocked_accounts.csv").write_text("zoe@far.example\nyan@far.example\n")
    missing = run_cli("verify", "blocked_accounts.csv", "--folder", "x", environment=pair.environment())
    assert missing.code == 7
    assert "1 of 2 blocked accounts is missing: yan@far.example" in missing.out
    assert (tmp_path / "x/lists/missing-blocked_accounts.csv").read_text() == "yan@far.example\n"
    pair.people.new.blocks.append("yan@far.example")
    whole = run_cli("verify", "blocked_accounts.csv", "--folder", "x", "--json", environment=pair.environment())
    assert (whole.code, whole.json["verified"]["blocks"]["arrived"]) == (0, 2)
    assert not (tmp_path / "x/lists/missing-blocked_accounts.csv").exists()
    assert not [request for request in pair.new.requests if request[0] == "POST" and "import" in request[1]]
