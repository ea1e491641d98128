"""What to do when no page comes: each cause, which the browser names by a code of its own, has its own way out."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pages.errors import ServerTrouble

# What “Move followers” brings about (Mastodon 3.5 to 4.7).
CONSEQUENCES = (
    "The followers then move by themselves, which takes minutes to days.",
    "The old account redirects to the new one and can no longer post. Its posts stay where they are.",
    "Undoing the redirect does not bring followers back. The next move is possible after 30 days.",
)

AGAIN = "run the same command again"
_NOT_TWICE = "what is done is not done twice."
_ELSEWHERE = "if the server's pages are at another address than its name says, give that: --old-url or --new-url"


@dataclass(frozen=True)
class _Cause:
    """Codes, by their beginnings and without `ERR_`; what they mean, and what to do."""

    codes: tuple[str, ...]
    seen: str
    next_: str


_UNKNOWN_NAME = ("NAME_", "DNS_", "ICANN_NAME_")

# The first that fits counts.
_CAUSES = (
    _Cause(
        ("CERT_DATE_INVALID", "CERT_VALIDITY_TOO_LONG"),
        "The server's certificate is out of date, or the clock of this machine is wrong.",
        "Check date and time of this machine. If they are right, the server's administrators have to renew it; then",
    ),
    _Cause(
        ("CERT_COMMON_NAME_INVALID",),
        "The server's certificate is for another name.",
        f"Check the address; {_ELSEWHERE}. Then",
    ),
    _Cause(
        ("CERT_AUTHORITY_INVALID", "CERT_REVOKED", "CERT_"),
        "The browser does not trust the server's certificate, so nothing is typed there.",
        "Open the address in your everyday browser. If that warns, too, use another network, or write to the server's "
        "administrators. If it does not, this machine trusts an authority that Chromium does not know: a company's or "
        "your own; add it to Chromium's authorities (on Linux: certutil -d sql:$HOME/.pki/nssdb). Then",
    ),
    _Cause(
        ("SSL_", "BAD_SSL_", "QUIC_"),
        "No encrypted connection came about.",
        f"Check the address and its port; {_ELSEWHERE}. Then",
    ),
    _Cause(
        ("PROXY_", "TUNNEL_", "SOCKS_", "MANDATORY_PROXY_", "NO_SUPPORTED_PROXIES", "UNEXPECTED_PROXY_", "PAC_"),
        "The proxy did not answer, or does not let the connection through.",
        "Check the proxy in the system's settings, or in HTTPS_PROXY and ALL_PROXY; NO_PROXY names servers that are "
        "reached without it. Then",
    ),
    _Cause(
        ("INTERNET_DISCONNECTED", "NETWORK_", "ADDRESS_UNREACHABLE"),
        "This machine has no connection to the server's network.",
        "Connect it to the internet, and see whether other pages open. Then",
    ),
    _Cause(
        ("CONNECTION_REFUSED",),
        "The connection was refused: nothing answers at that address and port.",
        f"Check the address; {_ELSEWHERE}. The server may be restarting: wait some minutes, then",
    ),
    _Cause(
        ("TIMED_OUT", "CONNECTION_TIMED_OUT"),
        "The server did not answer in time.",
        "See whether it opens in your everyday browser. If it is only slow, --timeout 120 gives it two minutes; then",
    ),
    _Cause(
        ("CONNECTION_", "EMPTY_RESPONSE", "INCOMPLETE_", "CONTENT_LENGTH_MISMATCH", "HTTP2_", "INVALID_"),
        "The connection was broken off.",
        "See whether other pages open. If they do, it is the server: wait some minutes, then",
    ),
    _Cause(
        ("TOO_MANY_REDIRECTS",),
        "The server leads round in a circle.",
        f"Check the address; {_ELSEWHERE}. Then",
    ),
    _Cause(
        ("BLOCKED_BY_", "UNSAFE_PORT", "ACCESS_DENIED"),
        "The browser is not allowed to open that address, by a rule of this machine or its own.",
        "Check the address and its port; on a machine that others look after, ask them. Then",
    ),
)  # fmt: skip


def is_unknown_name(trouble: ServerTrouble) -> bool:
    """Whether no server of that name exists, as far as this machine can find out."""
    return trouble.code.startswith(_UNKNOWN_NAME)


def seen_and_next(trouble: ServerTrouble) -> tuple[str, str]:
    """What a server's trouble means, in a sentence, and what to do about it.

    Args:
        trouble: as the page tells it; where the browser has named no code, its own words are all there is.
    """
    if is_unknown_name(trouble):
        host = urlsplit(trouble.address).hostname or trouble.address
        return (
            f"No server called {host} was found. Is it spelled right?",
            f"Correct the handle, or check whether other pages open; {_ELSEWHERE}. Then {AGAIN}; {_NOT_TWICE}",
        )
    cause = next((cause for cause in _CAUSES if trouble.code.startswith(cause.codes)), None)
    if cause:
        seen = str(trouble) if cause.seen in str(trouble) else f"{trouble} {cause.seen}"
        return seen, f"{cause.next_} {AGAIN}; {_NOT_TWICE}"
    later = f"after {trouble.again_at}" if trouble.again_at else "later"
    if trouble.again_at and trouble.again_at.isdigit():  # RFC 9110: a number is of seconds
        later = f"in {trouble.again_at} s"
    return str(trouble), f"Check the address, then {AGAIN} {later}; {_NOT_TWICE}"
