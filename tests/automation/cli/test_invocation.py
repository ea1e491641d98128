"""What is typed as an option."""

import pytest
import typer

from automation.cli.invocation import numbers_of


def test_parts_are_numbers_from_1_to_5() -> None:
    assert numbers_of(" 3,1,3") == [1, 3]
    for text in ("²", "6", "", "1,,2", "-1"):
        with pytest.raises(typer.BadParameter, match="is not a list of parts"):
            numbers_of(text)
