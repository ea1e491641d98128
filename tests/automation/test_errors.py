"""Each cause for which no page comes has a sentence of its own."""

import pytest

from automation.errors import from_page
from pages.errors import ServerTrouble


@pytest.mark.parametrize(
    ("code", "seen", "next_"),
    [
        ("CERT_DATE_INVALID", "has expired", "Check this computer's date"),
        ("CERT_COMMON_NAME_INVALID", "for a different name", "--old-url"),
        ("CERT_AUTHORITY_INVALID", "does not trust", "another network"),
        ("SSL_PROTOCOL_ERROR", "No encrypted connection", "its port"),
        ("TUNNEL_CONNECTION_FAILED", "The proxy", "NO_PROXY"),
        ("PROXY_CONNECTION_FAILED", "The proxy", "NO_PROXY"),
        ("NAME_NOT_RESOLVED", "No server called old.example was found", "Correct the handle"),
        ("INTERNET_DISCONNECTED", "This computer has no connection", "Connect to the internet"),
        ("CONNECTION_REFUSED", "nothing answers", "wait a few minutes"),
        ("CONNECTION_TIMED_OUT", "did not answer in time", "--timeout"),
        ("CONNECTION_RESET", "connection was lost", "wait a few minutes"),
        ("TOO_MANY_REDIRECTS", "redirects in a loop", "--old-url"),
        ("BLOCKED_BY_ADMINISTRATOR", "A rule of this computer", "ask them"),
        ("FAILED", "ERR_FAILED", "Check the address"),
    ],
)
def test_each_cause(code: str, seen: str, next_: str) -> None:
    problem = from_page(ServerTrouble("https://old.example/", None, f"ERR_{code}.", code=code))
    assert seen in problem.seen
    assert next_ in problem.next_


@pytest.mark.parametrize(("code", "passing"), [("CERT_DATE_INVALID", False), ("CONNECTION_RESET", True)])
def test_a_certificate_does_not_mend_by_waiting(code: str, passing: bool) -> None:
    assert ServerTrouble("https://old.example/", None, "", code=code).passing is passing
