"""Mastodon's screens as page objects: one module per screen, one method per thing that a person does there.

This package knows Mastodon and nothing else. A method that leads to another screen returns that screen's
page object, so a script reads as the path that a person clicks.
"""
