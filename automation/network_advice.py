"""What to do when a page does not load: advice for each of Chromium's network error codes."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pages.errors import ServerTrouble

AGAIN = "run the same command again"
_NOT_TWICE = "completed steps are not repeated."
_ELSEWHERE = "if the server's web address differs from the handle's domain, set it with --old-url or --new-url"


@dataclass(frozen=True)
class _Cause:
    """Error codes (their beginnings, without `ERR_`), what they mean, and what to do."""

    codes: tuple[str, ...]
    seen: str
    next_: str


_UNKNOWN_NAME = ("NAME_", "DNS_", "ICANN_NAME_")

# The first match counts.
_CAUSES = (
    _Cause(
        ("CERT_DATE_INVALID", "CERT_VALIDITY_TOO_LONG"),
        "The server's certificate has expired, or this computer's clock is wrong.",
        "Check this computer's date and time. If they are right, the server's administrators must renew the "
        "certificate. Then",
    ),
    _Cause(
        ("CERT_COMMON_NAME_INVALID",),
        "The server's certificate is for a different name.",
        f"Check the address; {_ELSEWHERE}. Then",
    ),
    _Cause(
        ("CERT_AUTHORITY_INVALID", "CERT_REVOKED", "CERT_"),
        "The browser does not trust the server's certificate, so nothing is typed there.",
        "Open the address in your usual browser. If it shows a warning too, use another network, or write to the "
        "server's administrators. If it does not, this computer trusts a certificate authority that Chromium does not "
        "know, such as your company's: add it to Chromium (on Linux: certutil -d sql:$HOME/.pki/nssdb). Then",
    ),
    _Cause(
        ("SSL_", "BAD_SSL_", "QUIC_"),
        "No encrypted connection could be made.",
        f"Check the address and its port; {_ELSEWHERE}. Then",
    ),
    _Cause(
        ("PROXY_", "TUNNEL_", "SOCKS_", "MANDATORY_PROXY_", "NO_SUPPORTED_PROXIES", "UNEXPECTED_PROXY_", "PAC_"),
        "The proxy did not answer, or it blocks the connection.",
        "Check the proxy in the system settings, or in HTTPS_PROXY and ALL_PROXY. NO_PROXY lists servers to reach "
        "without it. Then",
    ),
    _Cause(
        ("INTERNET_DISCONNECTED", "NETWORK_", "ADDRESS_UNREACHABLE"),
        "This computer has no connection to the server's network.",
        "Connect to the internet, and check whether other pages open. Then",
    ),
    _Cause(
        ("CONNECTION_REFUSED",),
        "The connection was refused: nothing answers at that address and port.",
        f"Check the address; {_ELSEWHERE}. The server may be restarting: wait a few minutes, then",
    ),
    _Cause(
        ("TIMED_OUT", "CONNECTION_TIMED_OUT"),
        "The server did not answer in time.",
        "Check whether it opens in your usual browser. If it is only slow, --timeout 120 gives it two minutes. Then",
    ),
    _Cause(
        ("CONNECTION_", "EMPTY_RESPONSE", "INCOMPLETE_", "CONTENT_LENGTH_MISMATCH", "HTTP2_", "INVALID_"),
        "The connection was lost.",
        "Check whether other pages open. If they do, the server has a problem: wait a few minutes, then",
    ),
    _Cause(
        ("TOO_MANY_REDIRECTS",),
        "The server redirects in a loop.",
        f"Check the address; {_ELSEWHERE}. Then",
    ),
    _Cause(
        ("BLOCKED_BY_", "UNSAFE_PORT", "ACCESS_DENIED"),
        "A rule of this computer, or of the browser itself, blocks that address.",
        "Check the address and its port. If somebody else manages this computer, ask them. Then",
    ),
)  # fmt: skip


def is_unknown_name(trouble: ServerTrouble) -> bool:
    """Whether the server's name could not be resolved."""
    return trouble.code.startswith(_UNKNOWN_NAME)


def seen_and_next(trouble: ServerTrouble) -> tuple[str, str]:
    """Explain a server's trouble, and say what to do about it.

    Args:
        trouble: The error of a page object. If the browser gave no code, its own words are used.

    Returns:
        One sentence that says what was seen, and one that says what to do next.
    """
    if is_unknown_name(trouble):
        host = urlsplit(trouble.address).hostname or trouble.address
        return (
            f"No server called {host} was found. Is it spelled correctly?",
            f"Correct the handle, or check whether other pages open; {_ELSEWHERE}. Then {AGAIN}; {_NOT_TWICE}",
        )
    cause = next((cause for cause in _CAUSES if trouble.code.startswith(cause.codes)), None)
    if cause:
        seen = str(trouble) if cause.seen in str(trouble) else f"{trouble} {cause.seen}"
        return seen, f"{cause.next_} {AGAIN}; {_NOT_TWICE}"
    later = f"after {trouble.again_at}" if trouble.again_at else "later"
    if trouble.again_at and trouble.again_at.isdecimal():  # RFC 9110: a number means seconds
        later = f"in {trouble.again_at} s"
    return str(trouble), f"Check the address, then {AGAIN} {later}; {_NOT_TWICE}"
