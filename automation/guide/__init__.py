"""The guide: a script for each of its parts, to be read beside it, and the walk through them.

May import: every package but `report` and `cli`. Begin with `part1_profile`; `walk` and `runner` do the parts.
"""
