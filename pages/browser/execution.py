"""How an action is performed: by the actor, or by the user, in which case we wait until it has been done.

The page is only observed. Nothing is prevented or changed, and only trusted events count: those that the page's script
dispatches are not the user's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator

from pages.errors import UserTimedOut

# "done": the user was faster than the actor, and the page has already loaded another document.
Performer = Literal["actor", "person", "done"]

# Resolves with the control's value once the user has used it, or at once if it already has the wanted value.
_WAIT_FOR_EVENT = """(element, [event, wanted, within]) => new Promise((resolve, reject) => {
  const value = () => ['radio', 'checkbox'].includes(element.type) ? String(element.checked) : element.value ?? '';
  if (wanted !== null && value() === wanted) return resolve(value());
  const seen = event => event.isTrusted && (resolve(value()), element.removeEventListener(event.type, seen, true));
  element.addEventListener(event, seen, true);
  setTimeout(() => reject(new Error('left undone')), within);
})"""


@dataclass(frozen=True)
class Execution:
    """How an action is performed.

    Args:
        performer: who performs it.
        within: how long the user may take, in milliseconds.
    """

    performer: Performer
    within: float

    def click(self, locator: Locator, act: Callable[[], object]) -> None:
        """Click, or wait for the user's click. For clicks whose only visible result is the click itself.

        Args:
            locator: what is clicked.
            act: clicks it.

        Raises:
            UserTimedOut: the user did not click in time.
        """
        if self.performer == "person":
            self._wait_for_user(locator, "click", None)
        elif self.performer == "actor":
            act()

    def trigger(self, act: Callable[[], object]) -> None:
        """Click, unless the user does. Either way, the caller waits for the result of the click."""
        if self.performer == "actor":
            act()

    def unless_done(self, click: Callable[[], None]) -> Callable[[], None]:
        """The click that loads a new document, or a function that does nothing if the user has already loaded it."""
        return _nothing if self.performer == "done" else click

    def change(self, locator: Locator, act: Callable[[], object], wanted: str | None = None) -> str | None:
        """Change a field, or wait until the user has changed it.

        Args:
            locator: the field.
            act: changes it.
            wanted: the value that the field is to have, if known. If it has that value already, there is no wait.

        Returns:
            The new value, or None if it is unknown or the page has loaded another document.

        Raises:
            UserTimedOut: the user did not change it in time.
        """
        if self.performer == "actor":
            act()
            return wanted
        return self._wait_for_user(locator, "change", wanted) if self.performer == "person" else None

    def _wait_for_user(self, locator: Locator, event: str, wanted: str | None) -> str | None:
        try:
            value: str = locator.evaluate(_WAIT_FOR_EVENT, [event, wanted, self.within])
        except PlaywrightError as error:
            if "left undone" in error.message:
                raise UserTimedOut(self.within / 1000) from error
            if "context was destroyed" not in error.message:
                raise
            return None
        return value


def _nothing() -> None: ...
