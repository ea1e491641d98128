"""What lies in a move's folder beside its lists: the journal, what was begun and not seen to end, and the lock.

May import: secrets, and the modules of `automation` itself. Begin with `journal`.
"""
