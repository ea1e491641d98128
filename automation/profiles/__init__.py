"""The two profiles: copying texts and pictures, the posts about the move, their pins, and the line in the bio.

May import: run and what is below it. Begin with `copying`, then `pinning`.
"""
