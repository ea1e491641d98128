"""Handles, `@user@server`, and the web addresses that belong to them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import idna

_USER = re.compile(r"[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*", re.IGNORECASE)
_LAST_PORT = 65_535
_USUAL_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
# Where a profile lies on a web page: https://old.example/@alice, or /users/alice; of another server's account
# https://new.example/@alice@old.example.
_PROFILE = re.compile(
    r"(?:https?://)?(?P<host>[^/@\s]+)/(?:@|users/)(?P<user>[^/?#@]+)(?:@(?P<home>[^/?#]+))?(?:[/?#].*)?", re.IGNORECASE
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Handle:
    """An account's name and its server's domain (which is not always the server's web address)."""

    user: str
    domain: str

    @classmethod
    def parse(cls, text: str) -> "Handle":
        """Read a handle as people paste it: `user@server`, `@user@server`, `acct:user@server`, a profile's address.

        Raises:
            ValueError: the text is no handle; the message says why, in a sentence.
        """
        user, at, domain = _pasted(text).partition("@")
        if not at or not user or not domain:
            raise ValueError(f'"{text}" is not a handle: it needs a name and a server, like alice@old.example.')
        if not _USER.fullmatch(user):
            raise ValueError(f'"{user}" cannot be a name on Mastodon: letters, digits and _ only.')
        host, _, port = domain.partition(":")
        if (
            (port and not re.fullmatch("[0-9]{1,5}", port))
            or int(port or 0) > _LAST_PORT
            or not all(_LABEL.fullmatch(label) for label in host.split("."))
        ):
            raise ValueError(f'"{domain}" cannot be a server\'s domain.')
        if "." not in host and not port and not is_loopback(host):
            raise ValueError(
                f'"{domain}" is not a complete domain: a server\'s name has a dot in it, like old.example.'
            )
        return cls(user, domain.lower())

    def __str__(self) -> str:
        """`alice@old.example`, as Mastodon writes addresses in files and tables."""
        return f"{self.user}@{self.domain}"

    @property
    def mention(self) -> str:
        """`@alice@old.example`, as one writes it in a form or a post."""
        return f"@{self}"

    def same_as(self, other: str) -> bool:
        """Whether another text means this account, whatever its case, leading `@` and way of writing the domain."""
        return address_key(other) == address_key(str(self))

    def spellings(self, seen_from: str) -> set[str]:
        """What a server may call this account in a sentence.

        Args:
            seen_from: the domain of that server's own handles; its own accounts it calls by their names alone.
        """
        ascii_form = domain_key(self.domain)
        forms = {f"{self.user}@{domain}" for domain in (self.domain, ascii_form, _written(ascii_form))}
        return forms | ({self.user} if domain_key(seen_from) == ascii_form else set())


def _pasted(text: str) -> str:
    """What somebody pasted, as `user@server` where it is a handle."""
    plain = re.sub(r"\s*([@./:])\s*", r"\1", _INVISIBLE.sub("", text).strip())
    plain = re.sub("^acct:", "", plain, flags=re.IGNORECASE).removeprefix("@")
    if profile := _PROFILE.fullmatch(plain):
        return f"{profile['user']}@{profile['home'] or profile['host']}"
    return plain


def address_key(text: str) -> str:
    """An account's address without a leading `@`, in one case, its domain in one form."""
    plain = text.strip().removeprefix("@").lower()
    if plain.isascii() and "xn--" not in plain:
        return plain
    user, at, domain = plain.partition("@")
    return user + at + domain_key(domain)


@lru_cache(maxsize=10_000)
def domain_key(text: str) -> str:
    """A domain in one case and one form; an internationalised one can be written in two."""
    domain = text.strip().lower()
    if domain.isascii() and "xn--" not in domain:
        return domain
    host, colon, port = domain.partition(":")
    try:
        return idna.encode(host, uts46=True).decode() + colon + port
    except idna.IDNAError:  # an emoji, say, which the standard refuses and some servers have
        return _written(domain)


def _readable(label: str) -> str:
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _written(domain: str) -> str:
    """An internationalised domain as people write it."""
    return ".".join(_readable(label) for label in domain.split("."))


def with_domain(acct: str, home: str) -> str:
    """An account as a server names it, with its domain; the server's own accounts have none there."""
    plain = acct.strip().removeprefix("@")
    return plain if "@" in plain or not plain else f"{plain}@{home}"


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
    return f"{parts.scheme}://{_place(address, parts)}"


def _place(address: str, parts: SplitResult) -> str:
    """Host and port as browsers write them: in small letters, internationalised in ASCII, no port that goes unsaid."""
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f'"{address}" has a port that is none.') from error
    host = domain_key(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    return host if port in {None, _USUAL_PORTS[parts.scheme]} else f"{host}:{port}"
