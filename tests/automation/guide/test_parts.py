"""The scripts beside the guide: the same parts, the same steps, the same words."""

import re
from pathlib import Path

from automation.guide.parts import PARTS


def guide_of(shared: Path) -> dict[int, tuple[str, list[str]]]:
    """Headings and numbered steps of each part, without the guide's emphasis."""
    text = (shared / "guide-mastodon-migration.md").read_text(encoding="utf-8")
    found = {}
    for number, body in re.findall(r"^## Part (\d)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE):
        heading = re.search(r"^### (.*)$", body, re.MULTILINE)
        assert heading is not None
        steps = re.findall(r"^\d+\. (.*(?:\n   .*)*)", body, re.MULTILINE)
        plain = [" ".join(re.sub(r"\*\*|\b_|_\b", "", step).replace("\\", "").split()) for step in steps]
        found[int(number)] = (heading.group(1), plain)
    return found


def test_every_step_of_the_guide_is_there_in_its_words(shared: Path) -> None:
    ours = {part.number: (part.heading, [" ".join(step.words.split()) for step in part.steps]) for part in PARTS}
    guides = guide_of(shared)
    guides[2][1][4] = guides[2][1][4].replace("followingaccounts", "following_accounts")
    assert ours == guides


def test_steps_are_numbered_in_their_order() -> None:
    for part in PARTS:
        assert [(step.part, step.number) for step in part.steps] == [
            (part.number, number) for number in range(1, len(part.steps) + 1)
        ]


def test_every_control_belongs_to_the_screen_that_the_step_names() -> None:
    for part in PARTS:
        for step in part.steps:
            if step.control is not None:
                assert step.control in [getattr(step.screen, name) for name in dir(step.screen)]
