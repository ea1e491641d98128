"""The outline of a move: its two sides, and the guide's parts by their numbers.

It imports nothing of the program, so that the command line and the web interface can name sides and parts at once.
"""

from enum import IntEnum, StrEnum


class Side(StrEnum):
    """One of the two servers, and the account on it."""

    OLD = "old"
    NEW = "new"

    @property
    def other(self) -> "Side":
        """The other side."""
        return Side.NEW if self is Side.OLD else Side.OLD


class PartNumber(IntEnum):
    """The guide's five parts, and the part that goes beyond it."""

    PROFILE = 1
    EXPORT = 2
    IMPORT = 3
    ALIAS = 4
    MOVE = 5
    BEYOND = 6


GUIDE_PARTS = tuple(number for number in PartNumber if number is not PartNumber.BEYOND)


def part_name(number: int) -> str:
    """What a part is called: "Part 5", or "Beyond the guide"."""
    return "Beyond the guide" if number == PartNumber.BEYOND else f"Part {number}"
