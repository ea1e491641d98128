"""What only the user can do is named at the end, and nothing is clicked."""

from pathlib import Path

import pytest

from tests.automation.beyond.support import changes_on
from tests.support import SLOW, MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [("4.6", "4.1"), SLOW("3.5", "4.7"), SLOW("4.0", "4.3")])
def test_they_are_named(make_pair: MakePair, run_cli: RunCli, tmp_path: Path, old: str, new: str) -> None:
    pair = make_pair(old=old, new=new)
    there = pair.people.old
    there.apps, there.own_applications, there.invitations = ["Tusky", "Elk"], ["weather bot"], ["aBc", "dEf"]
    pair.people.new.apps = ["Elk"]
    garden, shop = "https://alice.example/garden", "https://shop.example/"
    there.fields = pair.people.new.fields = [("Garden", garden), ("Shop", shop), ("Plain", "https://plain.example")]
    there.verified, pair.people.new.verified = {garden, shop}, {shop}
    there.severed = [(["a@lost.example", "b@lost.example"], []), ([], ["c@gone.example"])]
    ran = run_cli("also", "reminders", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert "sign in to these apps with your new account: Tusky\n" in ran.out
    assert "need an access token from the new server: weather bot" in ran.out
    assert "2 of your invitation links lead to the old server" in ran.out
    assert "two-factor sign-in is not set up on your new account" in ran.out
    assert f"verified on your old profile and are not on the new one: {garden}; " in " ".join(ran.out.split())
    files = {path.name: path.read_text() for path in (tmp_path / "x/also").glob("severed-*")}
    if old >= "4.3":
        assert files["severed-2-followers.csv"] == "Account address\nc@gone.example\n"
        assert "b@lost.example,true" in files["severed-1-following.csv"]
    assert len(files) == (2 if old >= "4.3" else 0)
    assert changes_on(pair.old) == changes_on(pair.new) == []

    pair.people.new.otp_secret = "JBSWY3DPEHPK3PXP"
    pair.people.new.verified = {garden, shop}
    again = run_cli("also", "reminders", "--folder", "x", environment=pair.environment())
    assert "verified on" not in again.out
    assert "two-factor" not in again.out
