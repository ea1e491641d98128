"""The move's folder: its journal, intents (actions that must not happen twice), the lock, and temporary files.

May import: secrets, and the modules of `automation` itself. Begin with `journal`.
"""
