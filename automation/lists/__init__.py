"""Mastodon's lists as files: reading files of any software, writing Mastodon's format, comparing, downloading.

May import: `context` and what is below it. Begin with `kinds`, then `rows`.
"""
