"""A run: the context that the parts' scripts use, starting and ending a run, and error details.

May import: accounts, observers, `context` and what is below it. Begin with `move`.
"""
