"""Controls bound to a page, actions on them, and the observers that are notified of each action."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser.execution import Performer

WaitState = Literal["attached", "detached", "hidden", "visible"]


@dataclass(frozen=True)
class BoundControl:
    """A control on an actor's page.

    Args:
        screen: the title of its screen.
        name: its name, for messages.
        locator: where it is.
        irreversible: whether a click on it cannot be taken back.
    """

    screen: str
    name: str
    locator: Locator
    irreversible: bool = False

    def visible(self) -> bool:
        """Whether it is visible now."""
        return self.locator.is_visible()

    def present(self) -> bool:
        """Whether it is on the page, visible or not."""
        return self.locator.count() > 0

    def texts(self) -> list[str]:
        """The text of each match. Use it for a few matches on a page that does not change meanwhile.

        `all_inner_texts` runs in the page's main world and loads Playwright's script into it for every document. That
        takes longer than reading a few elements one by one in the isolated world.
        """
        return [one.inner_text().strip() for one in self.locator.all()]

    def appears(self, within: float) -> bool:
        """Whether it becomes visible within a number of milliseconds."""
        try:
            self.locator.wait_for(state="visible", timeout=within)
        except PlaywrightTimeout:
            return False
        return True


@dataclass(frozen=True)
class Action:
    """One thing that a person would do on a page.

    The text to type is not included, so that no observer can leak a secret.

    Args:
        kind: open, reload, leave, look, click, fill, secret, check, uncheck, choose, upload or download.
        screen: the title of the screen.
        control: the name of the control, or the address to open.
        page: the browser page.
        locator: the control, if there is one.
        irreversible: whether it cannot be taken back.
    """

    kind: str
    screen: str
    control: str
    page: Page = field(compare=False, repr=False)
    locator: Locator | None = field(default=None, compare=False, repr=False)
    irreversible: bool = False


class ActionObserver(Protocol):
    """Is notified of every action, in order to show it, to pause before it, or to record it."""

    def before(self, action: Action) -> Performer:
        """Called before the action, when its control is on the page. Returns who is to perform the action."""

    def after(self, action: Action) -> None:
        """Called after the action."""
