"""A line in the old bio that says where the user has gone."""

import pytest

from tests.support import SLOW, MakePair, RunCli

pytestmark = pytest.mark.remembered


@pytest.mark.slow
@pytest.mark.parametrize("release", ["4.6", *map(SLOW, ("3.5", "4.0", "4.3", "4.7"))])
def test_the_bio_says_it_once_and_it_is_not_copied(make_pair: MakePair, run_cli: RunCli, release: str) -> None:
    pair = make_pair(old=release, new=release)
    note, line = pair.people.old.note, "I am moving to @alice@new.example."
    stopped = run_cli("move", "--bio", "--no-post", "--folder", "x", environment=pair.environment())
    assert stopped.code == 4  # nobody gave their word
    assert pair.people.old.note == f"{line}\n\n{note}"
    copied = run_cli("profile", "--folder", "x", environment=pair.environment())
    assert copied.code == 0, copied.out
    pair.people.new.aliases.append(pair.people.old.acct)
    again = run_cli("move", "--bio", "--yes", "--no-post", "--folder", "x", environment=pair.environment())
    assert again.code == 0, again.out
    assert "the bio already says" in again.out
    assert pair.people.old.note == f"{line}\n\n{note}"
    assert pair.people.new.note == note


def test_a_bio_without_room_is_left_to_the_person(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5")
    pair.people.old.note = "x" * 490
    ran = run_cli("move", "--bio", "--no-post", "--folder", "x", environment=pair.environment())
    assert "make room in the bio" in " ".join(ran.out.split())
    assert pair.people.old.note == "x" * 490
