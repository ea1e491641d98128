"""Numbers in pages, in any script and grouping."""

import pytest

from pages.numbers import Count, numbers_in


@pytest.mark.parametrize(
    ("text", "exact"),
    [("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1’234", 1234), ("١٬٢٣٤", 1234), ("1.2K", None), ("", None),
     ("9" * 5000, None)],
)  # fmt: skip
def test_counts_are_read_in_any_grouping(text: str, exact: int | None) -> None:
    assert Count.read(text).exact == exact


def test_numbers_are_found_in_words() -> None:
    assert numbers_in("up to 7,500 accounts") == [7500]
    assert numbers_in("in 30 days, not 29.") == [30, 29]
