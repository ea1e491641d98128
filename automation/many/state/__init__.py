"""How a move stands: what its process says, how it ended, and when it is worth trying again.

May import: `automation.many.rows`, and everything below `automation.many`. Begin with `status`.
"""
