"""A profile in the web app, `/@name`: counts, posts with the pinned ones first, and whether the account has moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from pages.browser.actions import BoundControl
from pages.browser.actor import Actor
from pages.numbers import Count
from pages.screen import Control
from pages.web_app.screen import WebAppScreen

# How long the feed may take to mark the pinned posts, which need a request of their own.
_PINS_WITHIN_MS = 3_000
# How long a server may take to look up an account on another server.
_FOUND_WITHIN_MS = 5_000
# A picture that loads late can push a post out of the window again.
_RENDER_TRIES = 3
_PINNED = "f-"
# In the multi-column layout, other columns have posts, too.
_COLUMN = '.column:has(a[href$="/@{name}/followers" i])'

_RENDERED = ':not([style*="opacity: 0"])'
_TEXTS = """articles => Object.fromEntries(articles.map(
  article => [article.dataset.id, (article.querySelector('.status__content__text') || article).innerText]))"""

# A number: exact if the link or (4.6) its list item has a title, otherwise as displayed.
_COUNT = "link => link.title || link.closest('li')?.title || (link.querySelector('strong') || link).innerText"
_ACCOUNT = "link => (link.querySelector('.display-name__account') || link).innerText"


@dataclass(frozen=True)
class Post:
    """A post as the profile shows it.

    Args:
        id: its id.
        text: its text, without formatting.
        pinned: whether it is pinned to the profile.
    """

    id: str
    text: str
    pinned: bool


class ProfilePage(WebAppScreen):
    """A profile (3.5 to 4.7). Its `name` is `alice` on its own server, `alice@other.example` on other servers.

    Up to 3.5, this address is a public page rendered by the server, with the counts and the moved notice. Posts can
    only be pinned in the web app's own profile, whose address is below `/web`.
    """

    title = "Profile"

    # The addresses of profiles are case-insensitive. Up to 3.5, the page has a second set of links for narrow windows.
    followers = loaded = Control(
        'a:is([href$="/@{name}/followers" i], [href$="/users/{name}/followers" i])'
        ":not(.public-account-header__extra__links > a)"
    )
    following = Control(
        'a:is([href$="/@{name}/following" i], [href$="/users/{name}/following" i])'
        ":not(.public-account-header__extra__links > a)"
    )
    moved_to = Control(
        'a.button[href^="/@"], .account__moved-note a.detailed-status__display-name, .moved-account-widget a.mention'
    )
    # A field is marked as verified at its value (up to 4.1), at its row (4.2) or with an icon (4.6).
    verified_links = Control(":is(dl.verified dd, dd.verified, dl > div:has(svg.icon-verified) > dd) a[href]")
    feed = Control(f"{_COLUMN} :is([role=feed]:has(article), .empty-column-indicator)")
    posts = Control(f"{_COLUMN} [role=feed] article[data-id]")
    # A pinned post appears twice: first as an article whose id begins with "f-", then in its usual place, unmarked.
    post = Control(_COLUMN + ' [role=feed] article[data-id="{id}"]')
    # Outside the window, an article keeps its height but has neither text nor buttons.
    rendered_posts = Control(f"{_COLUMN} [role=feed] article[data-id]{_RENDERED}")
    rendered_post = Control(_COLUMN + ' [role=feed] article[data-id="{id}"]' + _RENDERED)
    # Since 4.6, only one of several pinned posts is shown until this is clicked.
    all_pinned = Control(f"{_COLUMN} [role=feed] button:has(> svg.icon-pinned)")
    post_menu = Control(
        _COLUMN
        + ' [role=feed] article[data-id="{id}"] .status__action-bar button:has(i.fa-ellipsis-h, svg.icon-ellipsis-h)'
    )
    # The entries have no names. This is the last one in the second of the menu's groups, which separators divide. Those
    # that delete are in the last group, and marked (4.6).
    pin = Control(
        ".dropdown-menu__container__list"
        " li.dropdown-menu__separator ~ li.dropdown-menu__item:not(.dropdown-menu__item--dangerous)"
        ":has(+ li.dropdown-menu__separator)"
        ":not(li.dropdown-menu__separator ~ li.dropdown-menu__separator ~ li) :is(a[role=button], button)"
    )

    @classmethod
    def open_of(cls, actor: Actor, name: str) -> Self:
        """Open a profile by its address.

        Raises:
            PageError: as `wait` raises it.
        """
        cls.open_in_app(actor, f"/@{name}")
        return cls(actor, name=name).wait()

    @classmethod
    def open_in_web_app(cls, actor: Actor, name: str, render_timeout_ms: float | None = None) -> Self:
        """Open a profile in the web app by its address, without waiting for the app to render the profile.

        Args:
            actor: the actor of the browser page.
            name: `alice` on its own server, `alice@other.example` on other servers.
            render_timeout_ms: how long the app may take to render, in milliseconds; by default, the actor's limit.
        """
        cls.open_by_address(actor, f"/@{name}", render_timeout_ms)
        return cls(actor, name=name)

    @classmethod
    def look_for(cls, actor: Actor, name: str) -> "Self | None":
        """Open the profile of `alice@other.example`. Returns None if the server does not show it."""
        profile = cls.open_in_web_app(actor, name, _FOUND_WITHIN_MS)
        return profile if profile.followers.appears(_FOUND_WITHIN_MS) else None

    def look_again(self) -> Self:
        """Load the profile again, even if the browser is elsewhere, as after writing a post in a narrow window."""
        path = urlsplit(self.actor.page.url).path
        if path.endswith(f"/@{self.names['name']}"):
            self.open_in_app(self.actor, path)
            return self.wait()
        return self.open_in_web_app(self.actor, self.names["name"]).wait()

    def follower_count(self) -> Count:
        """The number of followers that the page shows."""
        return _count(self.followers)

    def following_count(self) -> Count:
        """The number of followed accounts that the page shows."""
        return _count(self.following)

    def verified(self) -> list[str]:
        """The addresses of the links that are marked as verified."""
        return [link.get_attribute("href") or "" for link in self.verified_links.locator.all()]

    def read_posts(self, newest: int) -> Iterator[Post]:
        """The pinned posts, then the newest others that the profile shows.

        The feed renders only the posts in the window, so this scrolls to each post in turn. Stop iterating as soon as
        you have found the one you need.

        Args:
            newest: how many posts to read besides the pinned ones, at most.
        """
        self.actor.wait_for(self.feed)
        if self.all_pinned.present():
            self.actor.click(self.all_pinned)
        shown: list[str] = self.posts.locator.evaluate_all("articles => articles.map(article => article.dataset.id)")
        pinned = [key for key in shown if key.startswith(_PINNED)]
        others = [key for key in shown if not key.startswith(_PINNED) and _PINNED + key not in pinned]
        texts: dict[str, str] = {}
        for key in (*pinned, *others[:newest]):
            for _ in range(_RENDER_TRIES):
                if key not in texts:
                    self._scroll_to(key)
                    texts |= self.rendered_posts.locator.evaluate_all(_TEXTS)
            yield Post(key.removeprefix(_PINNED), texts.get(key, ""), key in pinned)

    def _scroll_to(self, key: str) -> None:
        """Scroll to a post, and wait until its text and buttons are there."""
        self.actor.look(ProfilePage.post.bind(self, id=key))
        self.actor.wait_for(ProfilePage.rendered_post.bind(self, id=key))

    def shows_pinned(self, post_id: str) -> bool:
        """Whether the profile shows this post as pinned. Waits a few seconds for the feed to mark it."""
        pinned = ProfilePage.post.bind(self, id=_PINNED + post_id)
        if not pinned.appears(_PINS_WITHIN_MS) and self.all_pinned.present():
            self.actor.click(self.all_pinned)
            return pinned.appears(_PINS_WITHIN_MS)
        return pinned.present()

    def pin_post(self, post_id: str) -> Self:
        """Open the post's menu, click "Pin on profile", and load the profile again.

        Raises:
            ServerTrouble: the server did not answer, or refused to pin the post.
        """
        self._scroll_to(post_id)
        self.actor.click(ProfilePage.post_menu.bind(self, id=post_id))
        self.actor.click_and_await_response(self.pin, "/pin")
        return self.look_again()

    def look_at_moved_notice(self) -> None:
        """Scroll to the moved notice."""
        self.actor.look(self.moved_to)

    def moved_notice(self) -> str | None:
        """The handle in the moved notice's link, or None if there is no notice.

        The notice is part of the profile's header and rendered together with it.
        """
        if not self.moved_to.appears(_PINS_WITHIN_MS):
            return None
        link = self.moved_to.locator
        href = link.get_attribute("href") or ""
        if href.startswith("/@"):
            return href.removeprefix("/@") or None
        # Up to 3.5, the link leads to the new server, whose address may differ from the handle's domain.
        text: str = link.evaluate(_ACCOUNT)
        return text.strip().removeprefix("@") or None


def _count(link: BoundControl) -> Count:
    """The number in a link."""
    text: str = link.locator.evaluate(_COUNT)
    return Count.read(text)
