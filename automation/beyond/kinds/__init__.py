"""The kinds, one module each, and what several of them share: hashtags' names, and settings by their meaning.

May import: run and what is below it. Begin with `hashtags`, then `switches` and `privacy`.
"""
