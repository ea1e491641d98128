"""Moving the followers: the form and its button, what servers answer to it, what a move leaves behind, undoing it.

May import: run and what is below it. Begin with `move_form`.
"""
