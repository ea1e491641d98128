"""Follow requests, `/follow_requests`, in the web app: who waits for the person's answer."""

from typing import Self

from pages.actor import Actor
from pages.screen import Control
from pages.web_app import WebAppScreen


class FollowRequestsPage(WebAppScreen):
    """The list, which begins with the newest requests (3.5 to 4.7). Nothing is answered from here."""

    title = "Follow requests"

    web_app = Control("div.app-holder#mastodon")
    people = Control(".account-authorize .display-name__account")
    list_or_none = loaded = Control(".account-authorize, .scrollable > .empty-column-indicator")

    @classmethod
    def open_list(cls, actor: Actor) -> Self:
        """Open it by its address, which 3.5 has below `/web`.

        Raises:
            ScreenNotRecognised: the web app does not show it.
        """
        cls.open_in_app(actor, "/follow_requests")
        page = cls(actor)
        if not page.web_app.present():
            actor.open("/web/follow_requests", cls.title)
        return page.wait()

    def read(self) -> list[str]:
        """Who waits: `alice`, or `alice@other.example`; of a long list the beginning."""
        return [text.removeprefix("@") for text in self.people.texts()]
