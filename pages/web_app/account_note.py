"""The note on an account, on its profile in the web app."""

from typing import Self
from urllib.parse import parse_qs, urlsplit

from pages.browser.actor import Actor
from pages.errors import ServerTrouble
from pages.screen import Control
from pages.web_app.screen import WebAppScreen
from pages.web_app.search_box import SearchBox

# The column of the profile: in the multi-column layout, others have profiles, too.
_COLUMN = '.column:has(a[href$="/@{name}/followers" i])'
_FIELD = "textarea.account__header__account-note__content"
_MENU = "button.icon-button:has(svg.icon-ellipsis-v)"


class AccountNotePage(WebAppScreen):
    """A profile with one's note on the account, which nobody else sees (3.5 to 4.7). Its `name` is `ProfilePage`'s.

    Up to 4.5, it is a field that is saved when it is left. Since 4.6, a note is shown above the bio, and the profile's
    menu opens a dialog that changes it. The note arrives after the profile; until then the field is disabled (up to
    4.5), and the button beside the menu shows that it is loading (4.6 and later).
    """

    title = "Note on an account"

    field = Control(f"{_COLUMN} {_FIELD}")
    account_name = Control(f"{_COLUMN} .account__header__tabs__name h1")
    # The text has no name: it comes after the heading of its callout.
    shown = Control(f"{_COLUMN} aside:has(button svg.icon-edit) h3 + div")
    # It is there twice, for wide and for narrow windows.
    menu = Control(f"{_COLUMN} {_MENU}:visible")
    # The only entry with a description below its words.
    add_or_edit = Control(".dropdown-menu__container__list li:has(.dropdown-menu__item-subtitle) > button")
    text = Control(".modal-root form textarea")
    save = Control(".modal-root form:has(textarea) button[type=submit]")
    not_found = Control(".column .error-column")
    ready = loaded = Control(
        f"{_COLUMN}:is(:has({_FIELD}:enabled),"
        f" :has(button.button:not(:has(.loading-indicator)) ~ {_MENU}):not(:has(.account__header__extra__links))),"
        f" {not_found.selector}"
    )

    @classmethod
    def open_inside(cls, actor: Actor, name: str) -> Self | None:
        """Open a profile through the search box, without loading the web app again (4.2 and later).

        Args:
            actor: the actor of the browser page, on a screen of the web app.
            name: `alice` on her own server, `alice@other.example` on other servers.

        Returns:
            The profile, or the notice that there is none; None if the search box does not offer it.
        """
        page = cls(actor, name=name)
        # The notice of an account that was not found would be taken for this one's.
        if page.not_found.present() or not SearchBox(actor).go_to(f"@{name}"):
            return None
        actor.wait_for(page.ready, "attached")
        return page

    @classmethod
    def open_profile(cls, actor: Actor, name: str) -> Self:
        """Open a profile by its address.

        Args:
            actor: the actor of the browser page.
            name: `alice` on her own server, `alice@other.example` on other servers.

        Raises:
            PageError: as `wait` raises it.
        """
        cls.open_by_address(actor, f"/@{name}")
        return cls(actor, name=name).wait()

    def exists(self) -> bool:
        """Whether the server knows the account.

        Raises:
            ServerTrouble: the app found no account because the server failed to answer.
        """
        if not self.not_found.present():
            return True
        asked = [urlsplit(address) for address in self.actor.documents.not_found]
        looked_up = [parse_qs(one.query).get("acct") for one in asked if one.path.endswith("/lookup")]
        if [self.names["name"]] in looked_up:
            return False
        raise ServerTrouble(self.actor.page.url, None, "The profile could not be looked up.", reading=True)

    def read(self) -> str:
        """The note; empty if there is none."""
        if self.field.present():
            return self.field.locator.input_value()
        return (self.shown.locator.text_content() or "") if self.shown.present() else ""

    def write(self, text: str) -> None:
        """Write the note, and wait until the server has saved it.

        Args:
            text: at most 2,000 characters.

        Raises:
            ServerTrouble: the server did not answer, or refused the note.
        """
        if self.field.present():
            self.actor.fill(self.field, text)
            self.actor.click_and_await_response(self.account_name, "/note")  # leaving the field saves it
            return
        self.actor.click(self.menu)
        self.actor.click(self.add_or_edit)
        self.actor.fill(self.text, text)
        self.actor.click_and_await_response(self.save, "/note")
        self.actor.wait_for(self.shown)
