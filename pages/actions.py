"""An action on a page's control, and the observers that are told of it."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.execution import Performer

WaitState = Literal["attached", "detached", "hidden", "visible"]


@dataclass(frozen=True)
class BoundControl:
    """A control on an actor's page: where it is, and what to call it."""

    screen: str
    name: str
    locator: Locator

    def visible(self) -> bool:
        """Whether a person sees it now."""
        return self.locator.is_visible()

    def present(self) -> bool:
        """Whether it is on the page at all, in view or folded away."""
        return self.locator.count() > 0

    def texts(self) -> list[str]:
        """What each of them shows, where they are few, on a page that stays as it is.

        `all_inner_texts` asks in the page's own world, and so loads all of Playwright's script into it: once for every
        document, and for longer than it takes to read a handful one by one in the world apart.
        """
        return [one.inner_text().strip() for one in self.locator.all()]

    def appears(self, within: float) -> bool:
        """Whether it comes into view within so many milliseconds."""
        try:
            self.locator.wait_for(state="visible", timeout=within)
        except PlaywrightTimeout:
            return False
        return True


@dataclass(frozen=True)
class Action:
    """One thing that a person would do: what, on which screen, with which control.

    `kind` is one of open, reload, leave, look, click, fill, secret, check, choose, upload, download. The text that
    is filled in is not part of it, so that no observer can leak a secret.
    """

    kind: str
    screen: str
    control: str
    page: Page = field(compare=False, repr=False)
    locator: Locator | None = field(default=None, compare=False, repr=False)


class ActionObserver(Protocol):
    """Is told of every action: to show it, to step it, to record it."""

    def before(self, action: Action) -> Performer:
        """Called with the control there, before anything is done; returns who performs it, the actor or the person."""

    def after(self, action: Action) -> None:
        """Called when the action has been done."""
