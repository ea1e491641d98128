"""Handles (`@user@server`), and servers' web addresses."""

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
# Links to profiles: https://old.example/@alice or /users/alice, and for an account of another server
# https://new.example/@alice@old.example.
_PROFILE = re.compile(
    r"(?:https?://)?(?P<host>[^/@\s]+)/(?:@|users/)(?P<user>[^/?#@]+)(?:@(?P<home>[^/?#]+))?(?:[/?#].*)?", re.IGNORECASE
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Handle:
    """An account's name and its server's domain, which can differ from the server's web address."""

    user: str
    domain: str

    @classmethod
    def parse(cls, text: str) -> "Handle":
        """Read a handle as people paste it: `user@server`, `@user@server`, `acct:user@server` or a link to a profile.

        Raises:
            ValueError: The text is not a handle; the message is a sentence that says why.
        """
        user, at, domain = _pasted(text).partition("@")
        if not at or not user or not domain:
            raise ValueError(f'"{text}" is not a handle: it needs a name and a server, like alice@old.example.')
        if not _USER.fullmatch(user):
            raise ValueError(f'"{user}" is not a Mastodon user name: use only letters, digits and _.')
        host, _, port = domain.partition(":")
        if (
            (port and not re.fullmatch("[0-9]{1,5}", port))
            or int(port or 0) > _LAST_PORT
            or not all(_LABEL.fullmatch(label) for label in host.split("."))
        ):
            raise ValueError(f'"{domain}" is not a valid domain.')
        if "." not in host and not port and not is_loopback(host):
            raise ValueError(f'"{domain}" is not a complete domain: it needs a dot, like old.example.')
        return cls(user, domain.lower())

    def __str__(self) -> str:
        """`alice@old.example`, as Mastodon writes handles in files and tables."""
        return f"{self.user}@{self.domain}"

    @property
    def mention(self) -> str:
        """`@alice@old.example`, as written in forms and posts."""
        return f"@{self}"

    def same_as(self, other: str) -> bool:
        """Whether a text means this account, ignoring case, a leading `@` and the spelling of the domain."""
        return address_key(other) == address_key(str(self))

    def spellings(self, seen_from: str) -> set[str]:
        """All spellings of this account that a server may use in a sentence.

        Args:
            seen_from: The domain of that server's own handles. A server shows its own accounts without the domain.
        """
        ascii_form = domain_key(self.domain)
        forms = {f"{self.user}@{domain}" for domain in (self.domain, ascii_form, _written(ascii_form))}
        return forms | ({self.user} if domain_key(seen_from) == ascii_form else set())


def _pasted(text: str) -> str:
    """A pasted text, as `user@server` if it is a handle."""
    plain = re.sub(r"\s*([@./:])\s*", r"\1", _INVISIBLE.sub("", text).strip())
    plain = re.sub("^acct:", "", plain, flags=re.IGNORECASE).removeprefix("@")
    if profile := _PROFILE.fullmatch(plain):
        return f"{profile['user']}@{profile['home'] or profile['host']}"
    return plain


def address_key(text: str) -> str:
    """A handle in a normal form for comparison: no leading `@`, lower case, the domain in ASCII."""
    plain = text.strip().removeprefix("@").lower()
    if plain.isascii() and "xn--" not in plain:
        return plain
    user, at, domain = plain.partition("@")
    return user + at + domain_key(domain)


@lru_cache(maxsize=10_000)
def domain_key(text: str) -> str:
    """A domain in a normal form for comparison: lower case, an internationalised domain in ASCII."""
    domain = text.strip().lower()
    if domain.isascii() and "xn--" not in domain:
        return domain
    host, colon, port = domain.partition(":")
    try:
        return idna.encode(host, uts46=True).decode() + colon + port
    except idna.IDNAError:  # such as an emoji, which the standard forbids but some servers use
        return _written(domain)


def _readable(label: str) -> str:
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _written(domain: str) -> str:
    """An internationalised domain in Unicode."""
    return ".".join(_readable(label) for label in domain.split("."))


def with_domain(acct: str, home: str) -> str:
    """A handle with its domain. A server shows its own accounts without the domain; then `home` is added."""
    plain = acct.strip().removeprefix("@")
    return plain if "@" in plain or not plain else f"{plain}@{home}"


def acct_on(handle: str, home: str) -> str:
    """A handle as the server `home` writes it in its addresses: without its own domain, and others in Unicode."""
    user, _, domain = handle.strip().removeprefix("@").partition("@")
    ascii_form = domain_key(domain)
    return user if ascii_form in {"", domain_key(home)} else f"{user}@{_written(ascii_form)}"


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def server_origin(address: str) -> str:
    """The origin of a server's web address. Without a scheme, that is https, or http on this computer itself.

    Raises:
        ValueError: The text is not a web address, or it is not encrypted.
    """
    if "://" not in address:
        address = f"{'http' if is_loopback(urlsplit(f'//{address}').hostname or '') else 'https'}://{address}"
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f'"{address}" is not a web address.')
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(f'"{address}" is not encrypted: passwords are typed into https pages only.')
    return f"{parts.scheme}://{_place(address, parts)}"


def _place(address: str, parts: SplitResult) -> str:
    """Host and port as browsers write them: lower case, ASCII, without the default port."""
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f'"{address}" has an invalid port.') from error
    host = domain_key(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    return host if port in {None, _USUAL_PORTS[parts.scheme]} else f"{host}:{port}"
