"""The two accounts: where their pages are, what signs them in, and the signed-in pages of a run.

May import: observers, `context` and what is below it. Begin with `sessions`.
"""
