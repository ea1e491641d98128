"""The error details of a failed step: a screenshot, the page's HTML and its logs, all without secrets."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request

from automation.observers.pictures import expect_answer, picture
from automation.secrets import REMOVED, Secrets, final_scan, named_values
from automation.system.files import atomically, private_folder
from automation.text import printable
from pages.browser.actor import Actor
from pages.browser.visitor import origin_of

_MOST_LINES = 100
# A page that does not respond may never evaluate anything.
_WITHIN_MS = 5_000
_LONGEST_LINE = 500

# Scripts can copy typed text into the page's attributes.
_WITHOUT_VALUES = """root => {
  const copy = root.cloneNode(true);
  copy.querySelectorAll('input').forEach(input => input.removeAttribute('value'));
  return '<!DOCTYPE html>' + copy.outerHTML; }"""


def keep(actor: Actor, folder: Path, name: str, secrets: Secrets) -> list[str]:
    """Save a screenshot, the page's HTML, and the last lines of its console and network log.

    A file that cannot be made is skipped. If the browser was closed, no file can be made.

    Args:
        actor: The actor on the page.
        folder: The move's folder.
        name: The files' name, without ending.
        secrets: The secrets to remove.

    Returns:
        The files that were saved.
    """
    target = private_folder(folder / "error-details")
    page = actor.page
    made: dict[str, Callable[[], bytes]] = {
        ".png": lambda: _picture(actor),
        ".html": lambda: clean_html(
            page.locator("html").evaluate(_WITHOUT_VALUES, timeout=_WITHIN_MS), secrets
        ).encode(),
        ".log": lambda: "\n".join(_lines(page, secrets)).encode(),
    }
    kept = []
    for ending, make in made.items():
        file = target / f"{name}{ending}"
        try:
            with atomically(file) as temporary:
                temporary.write_bytes(make())
        except PlaywrightError:
            continue
        if not final_scan.delete_if_secret(file, secrets):
            kept.append(str(file))
    return kept


def _picture(actor: Actor) -> bytes:
    expect_answer(actor.page)
    return picture(actor.page, known=_is_known(actor))


def _is_known(actor: Actor) -> bool:
    """Whether the secret fields of the page are known: not on sign-in pages or another server's pages."""
    return origin_of(actor.page.url) == actor.origin and not urlsplit(actor.page.url).path.startswith("/auth/")


def clean_html(page: str, secrets: Secrets) -> str:
    """A page's HTML without form tokens, secrets and scripts."""
    secrets.note_tokens(page)
    page = re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL | re.IGNORECASE)
    return secrets.scrub(named_values.without_tokens(page, REMOVED))


def _lines(page: Page, secrets: Secrets) -> Iterator[str]:
    """The last lines of the page's console, its script errors and its network requests."""
    yield "Console"
    for message in page.console_messages(filter="all")[-_MOST_LINES:]:
        where = message.location
        yield _line(f"{message.type}: {message.text} ({_address(where['url'])}:{where['lineNumber']})", secrets)
    yield "\nScript errors"
    for error in page.page_errors(filter="all")[-_MOST_LINES:]:
        yield _line(error.message, secrets)
    yield "\nNetwork"
    for request in page.requests()[-_MOST_LINES:]:
        yield _line(f"{request.method} {_address(request.url)} {_outcome(request)}", secrets)


def _line(text: str, secrets: Secrets) -> str:
    without = secrets.scrub(
        named_values.without_tokens(text, REMOVED)
    )  # before it is shortened: half a secret would not be recognised
    return "  " + printable(" ".join(without.split()))[:_LONGEST_LINE]


def _address(url: str) -> str:
    """An address with the names in its query, but without the values, which can be tokens."""
    parts = urlsplit(url)
    if not parts.netloc:
        return f"{parts.scheme}:…" if parts.scheme else ""
    query = "&".join(f"{name}=…" for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" + (f"?{query}" if query else "")


def _outcome(request: Request) -> str:
    if request.failure:
        return request.failure
    response = request.existing_response
    return str(response.status) if response else "no answer yet"
