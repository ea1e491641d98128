"""Leaving an action to the person: waiting until it is seen to be done in the browser.

The page is only listened to: nothing is prevented, nothing is changed, and nothing that the page's script calls is
trusted to have been the person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator

from pages.errors import LeftUndone

# "done": the person was quicker than the actor, and the page has moved on to another document.
Performer = Literal["actor", "person", "done"]

# Comes to its end with what the control holds once the person has done it: at once where that is so already.
_DONE = """(element, [event, wanted, within]) => new Promise((resolve, reject) => {
  const holds = () => ['radio', 'checkbox'].includes(element.type) ? String(element.checked) : element.value ?? '';
  if (wanted !== null && holds() === wanted) return resolve(holds());
  const seen = event => event.isTrusted && (resolve(holds()), element.removeEventListener(event.type, seen, true));
  element.addEventListener(event, seen, true);
  setTimeout(() => reject(new Error('left undone')), within);
})"""


@dataclass(frozen=True)
class Execution:
    """How an action is performed: by the actor at once, or by the person, who is waited for.

    Args:
        performer: who performs it.
        within: milliseconds that the person may take.
    """

    performer: Performer
    within: float

    def click(self, locator: Locator, act: Callable[[], object]) -> None:
        """Click, or wait for the person's click: where nothing but the click itself tells that it is done.

        Args:
            locator: what is clicked.
            act: clicks it.
        """
        if self.performer == "person":
            self._see(locator, "click", None)
        elif self.performer == "actor":
            act()

    def click_for(self, act: Callable[[], object]) -> None:
        """Click for the sake of what comes of it: the caller waits for that in either case."""
        if self.performer != "person":
            act()

    def asked_for(self, click: Callable[[], None]) -> Callable[[], None]:
        """A click that loads a new document; nothing, where that document is on its way or there already."""
        return _nothing if self.performer == "done" else click

    def change(self, locator: Locator, act: Callable[[], object], wanted: str | None = None) -> str | None:
        """Change a field, or wait until the person has: then what it holds, None where the page has moved on.

        Args:
            locator: the field.
            act: changes it.
            wanted: what it holds then, where that is known; a field that holds it already needs no doing.

        Raises:
            LeftUndone: the person did not do it in time.
        """
        if self.performer == "actor":
            act()
            return wanted
        return self._see(locator, "change", wanted) if self.performer == "person" else None

    def _see(self, locator: Locator, event: str, wanted: str | None) -> str | None:
        try:
            held: str = locator.evaluate(_DONE, [event, wanted, self.within])
        except PlaywrightError as error:
            if "left undone" in error.message:
                raise LeftUndone(self.within / 1000) from error
            if "context was destroyed" not in error.message:
                raise
            return None
        return held


def _nothing() -> None: ...
