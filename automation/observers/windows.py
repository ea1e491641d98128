"""Where the windows of a headed run stand: two side by side on a wide screen, else one with two tabs."""

from dataclasses import dataclass

from playwright.sync_api import Page, ViewportSize

from automation.steps import Side

# From this on each half is wide enough for the web app to show its panel and the compose box (SCREENS.md: 1175 px).
_WIDE = 2 * 1180
_SIZE = "() => ({ width: innerWidth, height: innerHeight })"
_WITHIN_MS = 2_000


@dataclass(frozen=True)
class Screen:
    """What of the screen windows can use, in pixels."""

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
    """How much of a page its window shows, in pixels; a window that the person can resize is asked."""
    # By a locator, which has a timeout: a page that waits for an answer may never evaluate anything.
    return page.viewport_size or page.locator("html").evaluate(_SIZE, timeout=_WITHIN_MS)


def place(page: Page, side: Side, screen: Screen) -> None:
    """Move a page's window to its half of a wide screen: the old server on the left, the new one on the right.

    On any other screen the window takes all of it.
    """
    width = screen.width // 2 if screen.wide else screen.width
    left = screen.left + (width if screen.wide and side is Side.NEW else 0)
    session = page.context.new_cdp_session(page)
    window = session.send("Browser.getWindowForTarget")["windowId"]
    bounds = {"left": left, "top": screen.top, "width": width, "height": screen.height}
    session.send("Browser.setWindowBounds", {"windowId": window, "bounds": {"windowState": "normal"}})
    session.send("Browser.setWindowBounds", {"windowId": window, "bounds": bounds})
    session.detach()
