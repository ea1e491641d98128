"""Recording a browser context as a Playwright trace, which is cleaned before it is kept."""

import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext

from automation.files import private_folder
from automation.secrets import Secrets
from automation.trace_cleaning import clean


def start(context: BrowserContext) -> None:
    """Begin to record a browser context."""
    context.tracing.start(screenshots=True, snapshots=True, sources=False)


def stop(context: BrowserContext, target: Path, secrets: Secrets) -> Path | None:
    """End the recording, clean it and keep it. Returns where, None where a secret would have been left in it."""
    secrets.add_tokens(*(cookie.get("value") for cookie in context.cookies()))
    private_folder(target.parent)
    with tempfile.TemporaryDirectory(prefix="mastodon-move-") as place:
        raw = Path(place) / "trace.zip"
        context.tracing.stop(path=raw)
        return target if clean(raw, target, secrets) else None
