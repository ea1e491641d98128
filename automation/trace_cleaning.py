"""Cleaning Playwright's traces of secrets before they are written to their place.

Playwright records what is typed, request bodies, cookies and headers, and does not redact them. So every file in a
trace is cleaned, and a trace in which a known secret is still found is not kept at all.
"""

import re
import zipfile
from pathlib import Path

from automation.files import atomically
from automation.secrets import Secrets

# Cookies as the trace has them: in headers, and as name and value.
_HEADERS = rb"cookie|set-cookie|x-csrf-token|authorization"
_COOKIES = re.compile(rb'("name":"(?:' + _HEADERS + rb')","value":")[^"]*', re.IGNORECASE)
_VALUES = re.compile(r'"(?:__playwright_value_|value|content)":"([^"]+)"')


def clean(raw: Path, target: Path, secrets: Secrets) -> bool:
    """Write the cleaned trace to its place; False, and nothing there, where a secret would have been left in it."""
    with zipfile.ZipFile(raw) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for data in members.values():
        secrets.note_tokens(data.decode("utf-8", errors="ignore").replace('\\"', '"'))
        secrets.add(*_snapshot_tokens(data))
    cleaned = {name: secrets.scrub_bytes(_COOKIES.sub(rb"\1[removed]", data)) for name, data in members.items()}
    if any(secrets.found_in(data) for data in cleaned.values()):
        return False
    with atomically(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in cleaned.items():
            archive.writestr(name, data)
    return True


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
