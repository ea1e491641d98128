"""Mastodon's screens as page objects: one module per screen, one method for each thing a person does there.

This package knows Mastodon and nothing else. A method that leads to another screen returns that screen's page object,
so a script reads like the path that a person clicks.

Start with `screen` (what all screens share), then read any screen, such as `settings.aliases`. `browser.actor` performs
the clicks, `panels` has the menus that lead everywhere, and `errors` lists everything that can go wrong.
"""
