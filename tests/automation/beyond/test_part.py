"""The part beyond the guide: its names, its steps, its place before the followers are moved."""

import json
from pathlib import Path

import pytest

from automation.beyond import part
from automation.beyond.all_kinds import KINDS
from automation.cli import options
from automation.guide.parts import parts_for
from automation.outline import GUIDE_PARTS, PartNumber
from automation.settings import ALSO
from tests.support import MakePair, RunCli


def test_the_command_line_and_the_settings_know_all_kinds() -> None:
    names = tuple(kind.name for kind in KINDS)
    assert names == ALSO
    assert ", ".join(names) in options._ALSO


def test_steps_are_numbered_in_their_order() -> None:
    whole = part.part_for(())
    assert [step.number for step in whole.steps] == list(range(1, len(whole.steps) + 1))
    some = part.part_for(("filters",))
    assert set(some.steps) < set(whole.steps)
    later = part.part_for((), later=True)
    assert min(step.number for step in later.steps[1:]) > max(step.number for step in whole.steps)
    for step in (*whole.steps, *later.steps):
        if step.control is not None:
            assert step.control in [getattr(step.screen, name) for name in dir(step.screen)]


def test_it_comes_before_the_followers_are_moved() -> None:
    assert [one.number for one in parts_for(GUIDE_PARTS, ("all",))] == [1, 2, 3, 4, PartNumber.BEYOND, 5]
    assert [one.number for one in parts_for((2, 3), ("all",))] == [2, 3, PartNumber.BEYOND]
    assert [one.number for one in parts_for(GUIDE_PARTS)] == [1, 2, 3, 4, 5]


def test_a_kind_that_does_not_exist_is_a_usage_error(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    ran = run_cli("guide", "--also", "hastags", environment=pair.environment())
    assert ran.code == 2
    assert 'there is no "hastags"' in ran.out


def test_the_plan_shows_its_steps(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    ran = run_cli("plan", "--also", "hashtags", "--parts", "5", environment=pair.environment())
    assert "Beyond the guide · Everything else" in ran.out
    assert "Follow the same hashtags" in ran.out
    assert "Read your filters" not in ran.out


@pytest.mark.slow
@pytest.mark.remembered
def test_the_check_says_what_would_come_along_and_changes_nothing(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.6")
    pair.people.old.followed_tags, pair.people.old.locked = ["a", "b"], True
    ran = run_cli("check", "--also", "all", "--folder", "x", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    assert ran.json["check"]["facts"]["followed hashtags"] == "2 on the old account; 2 to add to the new one"
    assert "--also all" in ran.json["check"]["next"]
    assert pair.people.new.followed_tags == []


@pytest.mark.slow
@pytest.mark.remembered
def test_after_the_move_what_was_read_before_is_used(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.5", new="4.6")
    pair.people.old.followed_tags = ["compost"]
    assert run_cli("also", "hashtags", "--folder", "x", environment=pair.environment()).code == 0
    pair.people.new.followed_tags = []
    pair.people.old.moved_to = pair.people.new.acct
    again = run_cli("also", "hashtags,filters", "--folder", "x", environment=pair.environment())
    assert again.code == 0, again.err
    assert "before the account moved away" in again.out
    assert "can no longer be read" in again.out
    assert pair.people.new.followed_tags == ["compost"]
    assert json.loads((tmp_path / "x/also/hashtags.json").read_text())["state"]["names"] == ["compost"]
