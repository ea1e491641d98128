"""The two accounts: their servers' addresses, their credentials, and the signed-in pages of a run.

May import: observers, `context` and what is below it. Begin with `sessions`.
"""
