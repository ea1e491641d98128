"""The content of a profile, as both of Mastodon's editors have it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileField:
    """A field of the profile's table.

    Args:
        name: its label.
        value: its content.
    """

    name: str
    value: str


@dataclass(frozen=True)
class ProfileTexts:
    """The texts of a profile as typed, and the addresses of its pictures.

    Args:
        display_name: the display name.
        note: the bio.
        fields: the fields that are not empty.
        avatar: the address of the profile picture, or None if there is none.
        header: the address of the banner, or None if there is none.
    """

    display_name: str
    note: str
    fields: tuple[ProfileField, ...]
    avatar: str | None
    header: str | None


def picture_address(src: str | None) -> str | None:
    """The address of a picture, or None if it is Mastodon's placeholder."""
    return None if not src or src.rsplit("/", 1)[-1].startswith("missing.") else src
