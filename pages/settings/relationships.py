"""The page of follows and followers by name, `/relationships`."""

from typing import Self
from urllib.parse import parse_qs, urlsplit

from pages.screen import Control
from pages.settings.screen import SettingsScreen


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

    def read(self) -> list[str]:
        """The accounts on this page, newest first, as `alice@other.example`; those of this server without a domain."""
        return [name.strip().removeprefix("@") for name in self.accounts.locator.all_text_contents()]

    def next_page(self) -> Self | None:
        """Click "Next"; None on the last page.

        Raises:
            ServerTrouble: the server did not answer, or allows no more pages for now.
        """
        if not self.next.present():
            return None
        self.actor.follow(self.next)
        return self.wait()

    def number(self) -> int:
        """The number of this page, from 1."""
        return int(parse_qs(urlsplit(self.actor.page.url).query).get("page", ["1"])[0])

    def open_followers_page(self, number: int) -> Self:
        """Open a page of the followers by its address: one that an earlier run had reached."""
        self.actor.open(f"{self.address}?page={number}&relationship=followed_by", self.title)
        return self.wait()
