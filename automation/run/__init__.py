"""A run: the move's context that scripts work with, opening and ending it, and what is kept of a failure.

May import: accounts, observers, browser, folder, secrets. Begin with `move`.
"""
