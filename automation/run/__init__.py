"""A run: the move's context that scripts work with, opening and ending it, and what is kept of a failure.

May import: accounts, observers, `context` and what is below it. Begin with `move`.
"""
