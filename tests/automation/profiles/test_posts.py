"""Posts are known again, however a release writes them."""

import pytest

from automation.handles import Handle
from automation.profiles import posts

OLD, NEW = Handle("alice", "old.example"), Handle("alice", "new.example")


@pytest.mark.parametrize("shown", ["Off to @alice@new.example, bye!", "Off to @alice, bye!", "Off to  @alice,\nbye!"])
def test_a_post_is_known_again_whatever_the_release_makes_of_its_mention(shown: str) -> None:
    assert posts.says(shown, posts.compose("Off to {new}, bye!", OLD, NEW))


def test_another_post_is_not_taken_for_it() -> None:
    text = posts.compose("Off to {new}, bye!", OLD, NEW)
    assert not posts.says("Off to @alice@other.example, bye!", text)
    assert not posts.says("Off to @alice, bye! And more", text)
