"""Texts for a terminal."""

import pytest

from automation.text import duration, printable


def test_control_characters_never_reach_the_terminal() -> None:
    assert (
        printable("a\x1b[31mred\x07 \u202eback\nnext 👩\u200d🌾") == "a\ufffd[31mred\ufffd \ufffdback\nnext 👩\u200d🌾"
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.6, "1 min"), (272, "4 min 32 s"), (3605, "1 h"), (86_400, "24 h"), (200_000, "2 d 7 h")],
)
def test_spans_of_time_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words
