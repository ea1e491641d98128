"""The guide and its parts, each a command of its own; and what is copied beyond the guide.

May import: what `commands` may. Begin with `guide`.
"""
