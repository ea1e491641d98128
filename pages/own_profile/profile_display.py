"""How the profile is shown, and whether the account is automated: switches of the web app's profile editor (4.6)."""

from pages.browser.actions import BoundControl
from pages.screen import Answer, Control
from pages.settings.form import FieldValue
from pages.web_app.screen import WebAppScreen


class ProfileDisplay(WebAppScreen):
    """The switches in `/profile/edit` (4.6 and later). Each saves as soon as it is clicked.

    The switch `hide_collections` is shown the other way round: it is on if the profile shows follows and followers.
    """

    title = "Profile editor: display"
    address = "/profile/edit"

    # Ids are generated for each page view, and only the switches in the modal have names: this is the only one outside
    # of it, in the last section. The section before that has the button that opens the modal.
    automated = loaded = Control(".scrollable > header ~ section input[type=checkbox]")
    customize = Control(".scrollable > section:has(+ section input[type=checkbox]) > header button")
    shows_follows = Control(".modal-root__modal input[type=checkbox][name=hide_collections]")
    close = Control(".modal-root__modal button.dialog-modal__header__close")
    modal = Control(".modal-root__modal")
    at_rest = Control(".modal-root__modal input[type=checkbox][name=hide_collections]:enabled")

    def fields(self) -> tuple[dict[str, FieldValue], dict[str, list[str]]]:
        """The switches by their names, `bot` and `hide_collections`; no other field has choices."""
        found: dict[str, FieldValue] = {"bot": self.automated.locator.is_checked()}
        self._open()
        found["hide_collections"] = not self.shows_follows.locator.is_checked()
        self._close()
        return found, {}

    def set_field(self, name: str, value: FieldValue) -> None:
        """Turn a switch, and wait until the server has saved it.

        Args:
            name: `bot` or `hide_collections`.
            value: whether it is to be so.

        Raises:
            ServerTrouble: the server did not answer, or refused the change.
        """
        if name == "bot":
            self._turn(self.automated, on=bool(value))
            return
        self._open()
        self._turn(self.shows_follows, on=not value)
        self.actor.wait_for(self.at_rest)
        self._close()

    def save(self) -> Answer:
        """Nothing is left to save: each switch has saved itself."""
        return Answer()

    def _turn(self, switch: BoundControl, *, on: bool) -> None:
        if switch.locator.is_checked() != on:
            self.actor.click_and_await_response(switch, "/profile")

    def _open(self) -> None:
        self.actor.click(self.customize)
        self.actor.wait_for(self.shows_follows)

    def _close(self) -> None:
        self.actor.click(self.close)
        self.actor.wait_for(self.modal, "detached")
