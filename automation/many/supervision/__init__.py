"""Doing many moves: which may start now, the process of each, and the supervisor of all.

May import: `automation.many.state` and `automation.many.rows`. Begin with `supervisor`.
"""
