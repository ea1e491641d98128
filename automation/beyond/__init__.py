"""Beyond the guide: what else is copied, such as followed hashtags, settings and filters. One module for each kind.

Everything is read on the old account before its followers are moved, because an account that has moved away is shut
out of these pages. On the new account, only what is missing is added; nothing is removed there.

May import: followers, lists, run and what is below them. Begin with `kind`, then `part` and `kinds.hashtags`.
"""
