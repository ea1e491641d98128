"""The content of a profile, as both of Mastodon's editors have it."""

from dataclasses import dataclass

from pages.browser.actions import BoundControl


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


def picture_address(picture: BoundControl) -> str | None:
    """The address of a picture, or None if it is Mastodon's placeholder, or if the page shows none."""
    if not picture.present():
        return None
    source: str = picture.locator.evaluate("image => image.src")
    return None if not source or source.rsplit("/", 1)[-1].startswith("missing.") else source
