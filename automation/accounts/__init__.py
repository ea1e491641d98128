"""The two accounts: where their pages are, what signs them in, and the signed-in pages of a run.

May import: observers, browser, folder, secrets. Begin with `sessions`.
"""
