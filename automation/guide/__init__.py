"""The guide: one script per part, which you can read beside the guide's text, and the code that runs them.

May import: every package below `report`. Begin with `part1_profile`; `sequence` and `runner` run the parts.
"""
