"""Handles, `@user@server`, and the web addresses that belong to them."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

_USER = re.compile(r"[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*", re.IGNORECASE)
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


@dataclass(frozen=True)
class Handle:
    """An account's name and its server's domain (which is not always the server's web address)."""

    user: str
    domain: str

    @classmethod
    def parse(cls, text: str) -> "Handle":
        """Read `user@server` or `@user@server`.

        Raises:
            ValueError: the text is no handle; the message says why, in a sentence.
        """
        user, at, domain = text.strip().removeprefix("@").partition("@")
        if not at or not domain:
            raise ValueError(f'"{text}" is not a handle: it needs a name and a server, like alice@old.example.')
        if not _USER.fullmatch(user):
            raise ValueError(f'"{user}" cannot be a name on Mastodon: letters, digits and _ only.')
        host, _, port = domain.partition(":")
        if (port and not port.isdigit()) or not all(_LABEL.fullmatch(label) for label in host.split(".")):
            raise ValueError(f'"{domain}" cannot be a server\'s domain.')
        return cls(user, domain.lower())

    def __str__(self) -> str:
        """`alice@old.example`, as Mastodon writes addresses in files and tables."""
        return f"{self.user}@{self.domain}"

    @property
    def mention(self) -> str:
        """`@alice@old.example`, as one writes it in a form or a post."""
        return f"@{self}"

    def same_as(self, other: str) -> bool:
        """Whether another text means this account, whatever its case and leading `@`."""
        return other.strip().removeprefix("@").casefold() == str(self).casefold()


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def server_origin(address: str) -> str:
    """The origin of a server's web address: https, or http on this very machine, where nothing else is said.

    Raises:
        ValueError: it is no web address, or would send a password unencrypted.
    """
    if "://" not in address:
        address = f"{'http' if is_loopback(urlsplit(f'//{address}').hostname or '') else 'https'}://{address}"
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f'"{address}" is not a web address.')
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(f'"{address}" is not encrypted: a password is typed into https pages only.')
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
