"""Pictures of pages, without secrets and without captions."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Literal

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from automation.observers.isolated_world import World
from automation.observers.overlay import ELEMENT

# Playwright's pointer and this program's captions.
_DRAWN = f"x-pw-glass, {ELEMENT} {{ display: none !important; }}"
_WITHIN_MS = 5_000
# Hide even the dots, because they show how long a secret is.
_UNREADABLE = "{ color: transparent !important; -webkit-text-fill-color: transparent !important; }"
# Fields whose text is secret; and all fields, for pages on which these are not known.
_HIDDEN = "input:is([type=password], [name*=password], [name*=otp], [name*=token])"
_ALL = "input, textarea, [contenteditable]"

# A constructed style sheet, because a content security policy would block the one that a screenshot's `style` makes.
# The global object of the world lasts as long as the document.
_PUT_ON = """(rules => {
  globalThis.forPictures = new CSSStyleSheet();
  forPictures.replaceSync(rules);
  document.adoptedStyleSheets.push(forPictures); })(%s)"""
_TAKE_OFF = "document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== forPictures)"


def mask(context: BrowserContext, origins: Sequence[str], *, private: bool) -> None:
    """Make every page of a context show one-time codes and passwords as dots, for pictures and videos.

    Args:
        context: A browser context without pages.
        origins: The servers' origins. On other pages, such as single sign-on, everything typed is shown as dots.
        private: Whether to blur handles, e-mail addresses and everything typed as well.
    """
    context.add_init_script(f"{_script()}({json.dumps({'blur': private, 'origins': origins})})")


def picture(
    page: Page, *, known: bool = True, type: Literal["jpeg", "png"] = "png", quality: int | None = None
) -> bytes:
    """Take a picture of what the window shows.

    A page with a script that never ends would block this call. If that is possible, call `expect_answer` first.

    Args:
        page: The browser page.
        known: Whether the page is one of Mastodon's, whose secret fields are known. Otherwise all fields are hidden.
        type: The picture's format.
        quality: The quality of a JPEG, up to 100.

    Returns:
        The picture's bytes.
    """
    with _put_on(page, f"{_DRAWN} {_HIDDEN if known else _ALL} {_UNREADABLE}"):
        return page.screenshot(type=type, quality=quality, animations="disabled", timeout=_WITHIN_MS)


def expect_answer(page: Page) -> None:
    """Check that a page responds at all.

    Raises:
        PlaywrightTimeout: The page does not respond: its script does not end.
    """
    page.locator("html").wait_for(state="attached", timeout=_WITHIN_MS)


@contextmanager
def _put_on(page: Page, rules: str) -> Iterator[None]:
    world = World(page)
    try:
        world.evaluate(_PUT_ON % json.dumps(rules))
        try:
            yield
        except PlaywrightTimeout:
            expect_answer(page)
            world.evaluate(_TAKE_OFF)
            raise
        world.evaluate(_TAKE_OFF)
    finally:
        world.close()


@cache
def _script() -> str:
    text = files("automation.observers").joinpath("mask.js").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))
