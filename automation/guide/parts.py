"""The guide's five parts, in order, and the part beyond them."""

from collections.abc import Collection, Sequence

from automation.beyond.part import part_for
from automation.guide import part1_profile, part2_export, part3_import, part4_alias, part5_move
from automation.outline import PartNumber
from automation.steps import Part

PARTS = (part1_profile.PART, part2_export.PART, part3_import.PART, part4_alias.PART, part5_move.PART)

BEYOND_PART = part_for(())


def parts_for(numbers: Collection[int], also: Sequence[str] = (), *, later: bool = False) -> list[Part]:
    """The guide's parts with these numbers and, if something else is to be copied, the part beyond them.

    That part comes before the followers are moved, because the old account is shut out of most pages afterwards. With
    `later`, it does instead what has to wait until they have arrived.
    """
    before = [part for part in PARTS if part.number in numbers and part.number != PartNumber.MOVE]
    move = [part for part in PARTS if part.number in numbers and part.number == PartNumber.MOVE]
    return [*before, *([part_for(also, later=later)] if also else []), *move]
