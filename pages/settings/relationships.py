"""The page of follows and followers by name, `/relationships`."""

from dataclasses import dataclass
from typing import Self

from pages.browser.actor import Actor
from pages.browser.whole_page import WholePage
from pages.errors import ServerTrouble
from pages.screen import Control
from pages.settings.screen import SettingsScreen


@dataclass(frozen=True)
class AccountsOnPage:
    """What one page has.

    Args:
        names: the accounts, newest first, as `alice@other.example`; those of this server without a domain.
        more: whether another page follows.
    """

    names: list[str]
    more: bool


class RelationshipsPage(SettingsScreen):
    """The accounts that one follows, or one's followers, 40 a page (3.5 to 4.7; SCREENS-MORE.md, `/relationships`).

    A server allows 300 of its pages in 15 minutes. An account that has moved away is sent to its account page instead.
    This page object only reads: the buttons of the page would remove followers.
    """

    title = "Follows and followers"
    address = "/relationships"

    form = loaded = Control("form[action='/relationships']")
    followers = Control(".filters .filter-subset a[href$='/relationships?relationship=followed_by']")
    accounts = Control(".batch-table__row .display-name__account")
    next = Control(".pagination .next a[rel=next]")

    def show_followers(self) -> Self:
        """Click the filter "Followers"."""
        self.actor.follow(self.followers)
        return self.wait()

    def read(self) -> AccountsOnPage:
        """What this page has."""
        return AccountsOnPage(_plain(self.accounts.locator.all_text_contents()), self.next.present())

    @classmethod
    def read_followers(cls, actor: Actor, number: int) -> AccountsOnPage:
        """Read a page of the followers as the server sends it. It is opened only if the page shown cannot ask for it.

        Args:
            actor: the actor of the browser page.
            number: the number of the page, from 1.

        Raises:
            PageError: the server did not answer, allows no more pages for now, or sent another page.
        """
        path = f"{cls.address}?page={number}&relationship=followed_by"
        page = WholePage(actor.ask(path, cls.title))
        if not cls._is_shown_by(page):
            page = cls._opened(actor, path)
        return AccountsOnPage(_plain(page.texts(cls.accounts.selector)), page.has(cls.next.selector))

    @classmethod
    def _is_shown_by(cls, page: WholePage) -> bool:
        return page.is_whole and page.has(cls.form.selector)

    @classmethod
    def _opened(cls, actor: Actor, path: str) -> WholePage:
        page = WholePage(actor.read(path, cls.title))
        if page.is_whole and not cls._is_shown_by(page):
            # Such as the page that asks for the password. What it leads to may be another page of the list.
            cls(actor).wait()
            page = WholePage(actor.read(path, cls.title))
        if not page.is_whole:
            raise ServerTrouble(actor.page.url, None, "Only a part of the page arrived.", reading=True)
        if not page.has(cls.form.selector):
            raise actor.documents.missing(cls.title, cls.form.name)
        return page


def _plain(names: list[str]) -> list[str]:
    return [name.strip().removeprefix("@") for name in names]
