"""Posts are known again, however a release writes them."""

import pytest

from automation import post_texts
from automation.handles import Handle

OLD, NEW = Handle("alice", "old.example"), Handle("alice", "new.example")


@pytest.mark.parametrize("shown", ["Off to @alice@new.example, bye!", "Off to @alice, bye!", "Off to  @alice,\nbye!"])
def test_a_post_is_known_again_whatever_the_release_makes_of_its_mention(shown: str) -> None:
    assert post_texts.says(shown, post_texts.compose("Off to {new}, bye!", OLD, NEW))


def test_another_post_is_not_taken_for_it() -> None:
    text = post_texts.compose("Off to {new}, bye!", OLD, NEW)
    assert not post_texts.says("Off to @alice@other.example, bye!", text)
    assert not post_texts.says("Off to @alice, bye! And more", text)
