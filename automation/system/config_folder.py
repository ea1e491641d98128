"""The user's folder for this program's settings and sessions."""

from pathlib import Path

import typer

from automation.system.files import at_home


def config_folder() -> Path:
    """The user's folder for this program's settings and sessions, where the system has such folders; it may not exist.

    `~/.config/mastodon-move` on Linux, `~/Library/Application Support/mastodon-move` on macOS, and below `%APPDATA%` on
    Windows.
    """
    return at_home(typer.get_app_dir("mastodon-move"))
