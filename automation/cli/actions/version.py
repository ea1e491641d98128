"""`mastodon-move --version`."""

from importlib import metadata


def version() -> str:
    """The version of this program, with its name."""
    return f"mastodon-move {metadata.version('mastodon-move')}"
