"""The table of moves: reading and checking it, and handing a row to the process that does the move.

May import: everything below `automation.many`. Begin with `table`.
"""
