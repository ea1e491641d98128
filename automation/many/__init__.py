"""Many moves from one table: each is a process of its own, supervised here or taken by workers on several machines.

May import: everything below the command line. Begin with `rows.table`, then `running`.
"""
