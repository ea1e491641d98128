"""Pictures of pages, without secrets and without the captions drawn above the page."""

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
# Not even as dots, of which there would be as many as letters.
_UNREADABLE = "{ color: transparent !important; -webkit-text-fill-color: transparent !important; }"
# Fields whose text is secret; and all, where it is not known which are.
_HIDDEN = "input:is([type=password], [name*=password], [name*=otp], [name*=token])"
_ALL = "input, textarea, [contenteditable]"

# A constructed style sheet: a page's content security policy would strip the one that a screenshot's `style` makes.
# The world's global object lasts as long as its document.
_PUT_ON = """(rules => {
  globalThis.forPictures = new CSSStyleSheet();
  forPictures.replaceSync(rules);
  document.adoptedStyleSheets.push(forPictures); })(%s)"""
_TAKE_OFF = "document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== forPictures)"


def mask(context: BrowserContext, origins: Sequence[str], *, private: bool) -> None:
    """Let every page of a context draw one-time codes and passwords as dots, in pictures and in videos alike.

    Args:
        context: before its first page.
        origins: of the servers; on pages of others, single sign-on's for one, all that is typed is drawn as dots.
        private: blur handles, e-mail addresses and all that is typed, too.
    """
    context.add_init_script(f"{_script()}({json.dumps({'blur': private, 'origins': origins})})")


def picture(
    page: Page, *, known: bool = True, type: Literal["jpeg", "png"] = "png", quality: int | None = None
) -> bytes:
    """A picture of what the window shows.

    A page whose script never ends would block this: call `expect_answer` first where that is possible.

    Args:
        page: the browser page.
        known: whether it is known which fields hold secrets; where it is not, none shows what is typed.
        type: of the picture.
        quality: of a JPEG, up to 100.
    """
    with _put_on(page, f"{_DRAWN} {_HIDDEN if known else _ALL} {_UNREADABLE}"):
        return page.screenshot(type=type, quality=quality, animations="disabled", timeout=_WITHIN_MS)


def expect_answer(page: Page) -> None:
    """Make sure that a page answers at all, rather than wait for it without end.

    Raises:
        PlaywrightTimeout: its script does not end.
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
