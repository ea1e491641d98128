"""Reading cells written by any software, in several languages, and converting them to Mastodon's format."""

import re
import unicodedata
from urllib.parse import urlsplit

# An address as Mastodon writes it. Most cells match, which saves time.
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+@[A-Za-z0-9.:-]+")
_SCHEME = re.compile(r"(?:mailto|acct):/{0,2}", re.IGNORECASE)
_PROFILE = re.compile(r"/(?:web/)?(?:@|users/|u/|profile/|channel/)([^/@]+)(?:@([^/@]+))?/?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?")

# True and false as software and people write them, and as Excel does in German, French, Spanish, Italian, Dutch,
# Portuguese and Polish.
_TRUE = "true t 1 yes y on x wahr ja vrai oui verdadero sí si vero sì waar verdadeiro sim prawda tak"
_FALSE = "false f 0 no n off falsch nein faux non falso onwaar nee não nao fałsz falsz nie"
_TRUTH = dict.fromkeys(_TRUE.split(), "true") | dict.fromkeys(_FALSE.split(), "false")


def visible(text: str) -> str:
    """A text without invisible characters: direction marks, zero-width characters, byte order marks."""
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cc"} or c in "\t\n\r")
    return seen.strip().strip("\u00a0\u2007\u202f").strip()


def truth(text: str) -> str | None:
    """ "true" or "false", from any of several languages; None if the text is neither."""
    return _TRUTH.get(text) or _TRUTH.get(visible(text).casefold())


def languages(text: str) -> str | None:
    """Language codes, joined as Mastodon does it; None if the text contains anything else."""
    codes = [part for part in re.split(r"[\s,;]+", visible(text)) if part]
    return ", ".join(codes) if all(_LANGUAGE.fullmatch(code) for code in codes) else None


def address(text: str) -> str:
    """Convert an address to the form `alice@old.example`; return any other text without invisible characters.

    Accepts a leading `@`, `acct:` or `mailto:`, and links to profiles.
    """
    if _PLAIN.fullmatch(text):
        return text
    plain = _SCHEME.sub("", visible(text).strip("<>'\"").strip(), count=1)
    if "://" in plain:
        return _of_profile(plain) or plain
    user, at, domain = plain.removeprefix("@").partition("@")
    return f"{user.strip()}@{domain.strip()}" if at and domain.strip() else plain


def _of_profile(link: str) -> str | None:
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    found = _PROFILE.fullmatch(parts.path)
    if not found or not parts.netloc:
        return None
    return f"{found.group(1)}@{found.group(2) or parts.netloc}"


def domain(text: str) -> str:
    """A server's domain, also from its web address. A leading `*.` is removed: a block includes all subdomains."""
    plain = visible(text).strip("<>'\"")
    if "://" in plain:
        plain = plain.partition("://")[2].partition("/")[0]
    return plain.strip("/").removeprefix("*.").rstrip(".").lower()


def link(text: str) -> str:
    """The link to a post, without surrounding quotes or brackets."""
    return visible(text).strip("<>'\"")
