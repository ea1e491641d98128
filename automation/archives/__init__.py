"""The archive of posts and media: requested, fetched on a later run, checked, kept.

May import: lists, run and what is below them. Begin with `requests`.
"""
