"""A call of a command: what was given to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer

from automation.outline import GUIDE_PARTS


@dataclass(frozen=True)
class Invocation:
    """One call of a command.

    Args:
        given: The settings given as options, by their names in `automation.settings.Settings`.
        as_json: Whether to print one JSON document.
        json_lines: Whether to print JSON events as they happen.
        answers: Whether to read the answers to questions from standard input.
        verbose: Whether to show all details at the end.
        command: The command's name.
    """

    given: dict[str, Any]
    as_json: bool = False
    json_lines: bool = False
    answers: bool = False
    verbose: bool = False
    command: str = ""


def numbers_of(text: str | None) -> Sequence[int]:
    """The parts' numbers in an option; all parts if it is not given.

    Raises:
        BadParameter: The text is not a list of numbers from 1 to 5.
    """
    if text is None:
        return GUIDE_PARTS
    numbers = [int(part) if part.strip().isdecimal() else 0 for part in text.split(",")]
    if not numbers or not set(numbers) <= set(GUIDE_PARTS):
        raise typer.BadParameter(f'"{text}" is not a list of parts. Parts are numbered 1 to 5; for example: 2,3.')
    return sorted(set(numbers))
