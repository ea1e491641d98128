"""The archive of posts and media: request it, download it on a later run, check it and keep it.

May import: lists, run and what is below them. Begin with `requests`.
"""
