"""What a profile consists of, as both of Mastodon's editors hold it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileField:
    """A pair of the profile's table: label and content."""

    name: str
    value: str


@dataclass(frozen=True)
class ProfileTexts:
    """The texts in their source form, and the addresses of the pictures; None where no picture is set."""

    display_name: str
    note: str
    fields: tuple[ProfileField, ...]
    avatar: str | None
    header: str | None


def picture_address(src: str | None) -> str | None:
    """The address of a picture; None for the one that stands for "not set"."""
    return None if not src or src.rsplit("/", 1)[-1].startswith("missing.") else src
