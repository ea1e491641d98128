"""Pictures of the page for evidence and report: without what this program itself shows, and without secrets."""

from typing import Literal

from playwright.sync_api import Page

# Whatever Playwright draws over a page (marks, pointer, captions) is in this element of its own.
_OVERLAYS = "x-pw-glass"
# Fields that show what is typed into them, although it is a secret.
_FIELDS_WITH_SECRETS = "input[type=password], input[name*=otp], input[name*=token]"
_ALL_FIELDS = "input, textarea, [contenteditable]"
_UNREADABLE = (
    "color: transparent !important; -webkit-text-fill-color: transparent !important; text-shadow: none !important"
)


def picture(
    page: Page,
    *,
    known: bool,
    type: Literal["png", "jpeg", "webp"] = "png",
    quality: int | None = None,
    timeout: float = 5_000,
) -> bytes:
    """Take a picture of what a person would see of the page itself; nothing of it is changed.

    Args:
        page: the browser page.
        known: whether it is known which of its fields hold secrets; else nothing that is typed can be read on it.
        type: the kind of picture.
        quality: 0 to 100, of a kind that has one.
        timeout: milliseconds that it may take.

    Raises:
        playwright.sync_api.Error: the page is gone, or does not come to rest.
    """
    fields = _FIELDS_WITH_SECRETS if known else _ALL_FIELDS
    style = f"{_OVERLAYS} {{ display: none !important }} {fields} {{ {_UNREADABLE} }}"
    return page.screenshot(style=style, animations="disabled", type=type, quality=quality, timeout=timeout)
