"""The two profiles: copying texts and pictures, writing and pinning the posts about the move, and the line in the bio.

May import: run and what is below it. Begin with `copying`, then `pinning`.
"""
