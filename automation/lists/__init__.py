"""Mastodon's lists as files: reading what any software wrote, writing Mastodon's own form, comparing, downloading.

May import: `context` and what is below it. Begin with `kinds`, then `rows`.
"""
