"""Followed hashtags, `/followed_tags`, and the page of one hashtag, `/tags/NAME`, in the web app."""

from typing import Self
from urllib.parse import quote

from pages.browser.actor import Actor
from pages.screen import Control
from pages.web_app.screen import WebAppScreen
from pages.web_app.search_box import SearchBox

_NO_SUCH_PAGE = 404


class FollowedHashtagsPage(WebAppScreen):
    """The list of followed hashtags (4.1 to 4.7). It loads 100 at a time."""

    title = "Followed hashtags"
    address = "/followed_tags"

    hashtags = Control("[role=feed] > article[data-id]:has(.trends__item)")
    list_or_none = loaded = Control(f"{hashtags.selector}, .scrollable > .empty-column-indicator")
    load_more = Control("button.load-more")
    # The next hashtag, or the list without a button for more. Not to find one by place, but to know that it is drawn.
    more_or_end = Control(
        "[role=feed] > article:nth-of-type({number}),"
        " [role=feed]:not(:has(button.load-more)):not(:has(> article:nth-of-type({number})))"
    )

    @classmethod
    def open_list(cls, actor: Actor) -> Self | None:
        """Open the list by its address; None if the server has no such page, as in 4.0.

        Raises:
            PageError: as `wait` raises it.
        """
        cls.open_in_app(actor, cls.address)
        return None if actor.documents.status == _NO_SUCH_PAGE else cls(actor).wait()

    def read(self) -> list[str]:
        """All hashtags, without "#", newest first. Their spelling is the server's, in lower case up to 4.5."""
        while self.load_more.present():
            count = self.hashtags.locator.count()
            if self.load_more.visible():
                self.actor.click(self.load_more)
            self.actor.wait_for(FollowedHashtagsPage.more_or_end.bind(self, number=str(count + 1)), "attached")
        names: list[str] = self.hashtags.locator.evaluate_all("items => items.map(item => item.dataset.id)")
        return names


class HashtagPage(WebAppScreen):
    """The posts with one hashtag, and the button that follows it (4.0 to 4.7).

    Up to 4.1, the button's icon shows whether the hashtag is followed. Later only its text does, in the page's
    language, so that the list of followed hashtags has to be read before the button is clicked.
    """

    title = "Hashtag"

    follow = loaded = Control(
        '#mastodon:has(.column[aria-label="#{name}" i])'
        " :is(.column-header__button:has(i.fa-user-plus, i.fa-user-times), .hashtag-header .button)"
    )
    column = Control('.column[aria-label="#{name}" i]')
    menu = Control('#mastodon:has(.column[aria-label="#{name}" i]) .hashtag-header__header__buttons button.icon-button')
    # The only entry that is no link (to the pages of moderators). Nothing else marks it, and its text is in the page's
    # language; the request that follows tells whether it was this. If there are several, none is clicked.
    feature_ = Control(
        ".dropdown-menu__container__list > li.dropdown-menu__item:not(.dropdown-menu__item--dangerous) > button"
    )
    followed = Control('#mastodon:has(.column[aria-label="#{name}" i]) .column-header__button i.fa-user-times')

    @classmethod
    def open_inside(cls, actor: Actor, name: str) -> Self | None:
        """Open the page of a hashtag through the search box, which also works for one that nobody has used (4.2).

        Args:
            actor: the actor of the browser page, on a screen of the web app.
            name: the hashtag, without "#".

        Returns:
            The page; None if the search box does not offer hashtags, as up to 4.1, or in a narrow window.
        """
        if not SearchBox(actor).go_to(f"#{name}"):
            return None
        page = cls(actor, name=name)
        actor.wait_for(page.column)  # not the page of an earlier hashtag
        return page.wait()

    @classmethod
    def open_hashtag(cls, actor: Actor, name: str) -> Self | None:
        """Open the page of a hashtag by its address.

        Args:
            actor: the actor of the browser page.
            name: the hashtag, without "#".

        Returns:
            The page; None if nobody on the server has used the hashtag yet, because it has no address then.
        """
        cls.open_in_app(actor, f"/tags/{quote(name)}")
        return None if actor.documents.status == _NO_SUCH_PAGE else cls(actor, name=name).wait()

    @classmethod
    def are_offered(cls, actor: Actor) -> bool:
        """Whether hashtags can be followed: not up to 3.5, whose web app is below `/web`."""
        cls.open_in_app(actor, "/home")
        return actor.documents.status != _NO_SUCH_PAGE

    def is_followed(self) -> bool:
        """Whether the hashtag is followed. Only up to 4.1; later this is always False."""
        return self.followed.present()

    def feature(self) -> None:
        """Choose "Feature on profile" in the menu (4.4 and later). On a featured hashtag it would do the opposite.

        Raises:
            ServerTrouble: the server did not answer, or refused, as after ten hashtags.
        """
        self.actor.click(self.menu)
        self.actor.click_and_await_response(self.feature_, "/feature")

    def follow_hashtag(self) -> None:
        """Click the button, and wait for the server's answer. On a followed hashtag it would do the opposite.

        Raises:
            ServerTrouble: the server did not answer, or refused, as after 400 hashtags in a day.
        """
        self.actor.click_and_await_response(self.follow, "/follow")
