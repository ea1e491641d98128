"""Moving the followers: the migration form, the server's answers, follow requests that stay behind, and undoing it.

May import: run and what is below it. Begin with `move_form`.
"""
