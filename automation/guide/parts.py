"""The guide's five parts, in order."""

from automation.guide import part1_profile, part2_export, part3_import, part4_alias, part5_move

PARTS = (part1_profile.PART, part2_export.PART, part3_import.PART, part4_alias.PART, part5_move.PART)
