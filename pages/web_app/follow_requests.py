"""Follow requests, `/follow_requests`, in the web app."""

from typing import Self

from pages.browser.actor import Actor
from pages.screen import Control
from pages.web_app.screen import WebAppScreen


class FollowRequestsPage(WebAppScreen):
    """The list of follow requests, newest first (3.5 to 4.7). This page object never answers them."""

    title = "Follow requests"

    people = Control(".account-authorize .display-name__account")
    list_or_none = loaded = Control(".account-authorize, .scrollable > .empty-column-indicator")

    @classmethod
    def open_list(cls, actor: Actor) -> Self:
        """Open the list by its address.

        Raises:
            ScreenNotRecognised: the web app does not show the list.
        """
        cls.open_by_address(actor, "/follow_requests")
        return cls(actor).wait()

    def read(self) -> list[str]:
        """The accounts that ask to follow, as `alice` or `alice@other.example`. Of a long list, only the beginning."""
        return [text.removeprefix("@") for text in self.people.texts()]
