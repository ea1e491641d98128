"""Texts for a terminal."""

from datetime import UTC, datetime

import pytest

from automation.text import date_and_time, duration, printable, shortened, some


def test_control_characters_never_reach_the_terminal() -> None:
    assert (
        printable("a\x1b[31mred\x07 \u202eback\nnext 👩\u200d🌾") == "a\ufffd[31mred\ufffd \ufffdback\nnext 👩\u200d🌾"
    )


def test_of_many_names_the_first_and_the_number_of_others() -> None:
    assert some(["a", "b"], 2) == "a, b"
    assert some(["a", "b", "c"], 2) == "a, b and 1 more"
    assert some(["a", "b"], 5, of=7, separator="; ") == "a; b and 5 more"


def test_of_many_lines_the_first_and_the_number_of_others() -> None:
    assert shortened(["a", "b"], 2) == ["a", "b"]
    assert shortened(["a", "b", "c"], 2) == ["a", "b", "… and 1 more"]


def test_a_moment_in_a_sentence_and_in_a_table() -> None:
    moment = datetime(2026, 5, 1, 14, 30).astimezone()  # of this computer's time zone
    assert date_and_time(moment.astimezone(UTC)) == "2026-05-01 at 14:30"
    assert date_and_time(moment.astimezone(UTC), " ") == "2026-05-01 14:30"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.6, "1 min"), (272, "4 min 32 s"), (3605, "1 h"), (86_400, "24 h"), (200_000, "2 d 7 h")],
)
def test_spans_of_time_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words
