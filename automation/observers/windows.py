"""The windows of a headed run: two side by side on a wide screen, otherwise one window with two tabs."""

from dataclasses import dataclass

from playwright.sync_api import Page, ViewportSize

from automation.outline import Side

# Each half is wide enough for the web app to show its navigation panel and the compose box (SCREENS.md: 1175 px).
_WIDE = 2 * 1180
_SIZE = "() => ({ width: innerWidth, height: innerHeight })"
_WITHIN_MS = 2_000


@dataclass(frozen=True)
class Screen:
    """The part of the screen that windows can use, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def of(cls, page: Page) -> "Screen":
        """The screen that a page's window is on."""
        return cls(
            *page.evaluate("[screen.availLeft ?? 0, screen.availTop ?? 0, screen.availWidth, screen.availHeight]")
        )

    @property
    def wide(self) -> bool:
        """Whether there is room for two windows side by side."""
        return self.width >= _WIDE


def size_of(page: Page) -> ViewportSize:
    """The size of a page's visible area, in pixels. In a headed run the user may have resized the window."""
    # A locator has a timeout; `page.evaluate` would wait forever for a page that does not respond.
    return page.viewport_size or page.locator("html").evaluate(_SIZE, timeout=_WITHIN_MS)


def place(page: Page, side: Side, screen: Screen) -> None:
    """Move a page's window to its half of a wide screen: the old server on the left, the new one on the right.

    On a narrower screen, the window fills the screen.
    """
    width = screen.width // 2 if screen.wide else screen.width
    left = screen.left + (width if screen.wide and side is Side.NEW else 0)
    session = page.context.new_cdp_session(page)
    window = session.send("Browser.getWindowForTarget")["windowId"]
    bounds = {"left": left, "top": screen.top, "width": width, "height": screen.height}
    session.send("Browser.setWindowBounds", {"windowId": window, "bounds": {"windowState": "normal"}})
    session.send("Browser.setWindowBounds", {"windowId": window, "bounds": bounds})
    session.detach()
