"""A confirmation: the word, or no; anything else is asked again, and in the end is a no."""

from typing import Any, cast

import pytest

from automation.progress import Kind, Progress, Topic, confirmed


class Answers:
    def __init__(self, *answers: str) -> None:
        self._answers, self.told = list(answers), list[str]()

    def ask(self, text: str, topic: Topic, **how: Any) -> str:
        return self._answers.pop(0)

    def tell(self, text: str) -> None:
        self.told.append(text)


@pytest.mark.parametrize(
    ("answers", "expected", "told"),
    [
        (["move"], True, 0),
        ([" MOVE "], True, 0),
        (["no"], False, 0),
        (["yes", "mvoe", "move"], True, 2),
        (["", "", ""], False, 3),  # a terminal that is gone answers nothing, for ever
    ],
)
def test_a_confirmation_is_the_word_alone(answers: list[str], expected: bool, told: int) -> None:
    person = Answers(*answers)
    topic = Topic(Kind.MOVE_FOLLOWERS, word="move")
    assert confirmed(cast(Progress, person), "Type move:", topic, "Please type the word move.") is expected
    assert len(person.told) == told
