"""The followers over time: reading both accounts' counts, watching them, drawing them.

May import: run and what is below it. Begin with `status`, then `watch`.
"""
