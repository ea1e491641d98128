"""The kinds, one module each, and what several of them share: hashtags' names, and settings by their meaning.

May import: `automation.beyond.kind`, followers, lists, run and what is below them. Begin with `hashtags`,
then `switches` and `privacy`.
"""
