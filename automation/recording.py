"""Playwright's traces, cleaned of secrets before they are written to their place.

Playwright records what is typed, request bodies, cookies and headers, and does not redact them. So a trace is
written to a temporary folder first, every file in it is cleaned, and a trace in which a known secret is still found
is not kept at all.
"""

import re
import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import BrowserContext

from automation.files import atomically, private_folder
from automation.secrets import Secrets

# Cookies as the trace has them: in headers, and as name and value.
_HEADERS = rb"cookie|set-cookie|x-csrf-token|authorization"
_COOKIES = re.compile(rb'("name":"(?:' + _HEADERS + rb')","value":")[^"]*', re.IGNORECASE)
_VALUES = re.compile(r'"(?:__playwright_value_|value|content)":"([^"]+)"')


def start(context: BrowserContext) -> None:
    """Begin to record a browser context."""
    context.tracing.start(screenshots=True, snapshots=True, sources=False)


def stop(context: BrowserContext, target: Path, secrets: Secrets) -> Path | None:
    """End the recording, clean it and keep it. Returns where, None where a secret would have been left in it."""
    for cookie in context.cookies():
        secrets.add(cookie.get("value"))
    private_folder(target.parent)
    with tempfile.TemporaryDirectory(prefix="mastodon-move-") as place:
        raw = Path(place) / "trace.zip"
        context.tracing.stop(path=raw)
        with zipfile.ZipFile(raw) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    for data in members.values():
        secrets.note_tokens(data.decode("utf-8", errors="ignore").replace('\\"', '"'))
        secrets.add(*_snapshot_tokens(data))
    cleaned = {name: secrets.scrub_bytes(_COOKIES.sub(rb"\1[removed]", data)) for name, data in members.items()}
    if any(secrets.found_in(data) for data in cleaned.values()):
        return None
    with atomically(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in cleaned.items():
            archive.writestr(name, data)
    return target


def _snapshot_tokens(data: bytes) -> list[str]:
    """Form tokens as they stand in Playwright's snapshots (attributes as JSON) and in request bodies."""
    text = data.decode("utf-8", errors="ignore")
    found = re.findall(r'\{[^{}]*"(?:authenticity_token|csrf-token)"[^{}]*\}', text)
    values = [
        value
        for attributes in found
        for value in re.findall(r'"(?:__playwright_value_|value|content)":"([^"]+)"', attributes)
    ]
    return [*values, *re.findall(r"authenticity_token=([^&\s\"]+)", text)]
