"""A profile in the web app, `/@name`: counts, posts, the pinned ones first, and whether the account has moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from pages.actions import BoundControl
from pages.actor import Actor
from pages.numbers import Count
from pages.screen import Control
from pages.web_app import WebAppScreen

# How long the feed may take to mark the pinned posts, which it asks the server for separately.
_PINS_WITHIN_MS = 3_000
# How long a server may take to look up somebody of another one.
_FOUND_WITHIN_MS = 5_000
# A picture that comes in late can push a post out of the window again.
_DRAWING_TRIES = 3
_PINNED = "f-"
# In the multi-column layout other columns have posts, too.
_COLUMN = '.column:has(a[href$="/@{name}/followers" i])'

_DRAWN = ':not([style*="opacity: 0"])'
_TEXTS = """articles => Object.fromEntries(articles.map(
  article => [article.dataset.id, (article.querySelector('.status__content__text') || article).innerText]))"""


@dataclass(frozen=True)
class Post:
    """A post as the profile shows it."""

    id: str
    text: str
    pinned: bool


class ProfilePage(WebAppScreen):
    """A profile, 3.5 to 4.7. Its `name` is `alice` on its own server, `alice@other.example` elsewhere.

    Up to 3.5 the address is a page for strangers, rendered by the server, with the counts and the moved notice; what
    can be done with posts is to be had in the web app's own profile below `/web`.
    """

    title = "Profile"

    web_app = Control("div.app-holder#mastodon")
    # Addresses of people are the same in any case. Up to 3.5 a narrow window's links stand on the page once more.
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
    feed = Control(f"{_COLUMN} :is([role=feed]:has(article), .empty-column-indicator)")
    posts = Control(f"{_COLUMN} [role=feed] article[data-id]")
    # A pinned post stands first as an article of its own, whose id begins with "f-"; below it once more, unmarked.
    post = Control(_COLUMN + ' [role=feed] article[data-id="{id}"]')
    # Out of the window an article is folded up: as high as it was, but with neither text nor buttons.
    drawn_posts = Control(f"{_COLUMN} [role=feed] article[data-id]{_DRAWN}")
    drawn_post = Control(_COLUMN + ' [role=feed] article[data-id="{id}"]' + _DRAWN)
    # Since 4.6 only one of several pinned posts is shown before this is clicked.
    all_pinned = Control(f"{_COLUMN} [role=feed] button:has(> svg.icon-pinned)")
    post_menu = Control(
        _COLUMN
        + ' [role=feed] article[data-id="{id}"] .status__action-bar button:has(i.fa-ellipsis-h, svg.icon-ellipsis-h)'
    )
    # The last entry of the second of the menu's groups, which separators part. No entry has a name of its own.
    pin = Control(
        ".dropdown-menu__container__list li.dropdown-menu__separator ~ li.dropdown-menu__item"
        ":has(+ li.dropdown-menu__separator)"
        ":not(li.dropdown-menu__separator ~ li.dropdown-menu__separator ~ li) :is(a[role=button], button)"
    )

    @classmethod
    def open_of(cls, actor: Actor, name: str) -> Self:
        """Open a profile by its address."""
        cls.open_in_app(actor, f"/@{name}")
        return cls(actor, name=name).wait()

    @classmethod
    def open_in_web_app(cls, actor: Actor, name: str, drawn_within_ms: float | None = None) -> Self:
        """Open a profile as the web app shows it, by its address; it may be drawn a while later, or never."""
        cls.open_in_app(actor, f"/@{name}", drawn_within_ms)
        profile = cls(actor, name=name)
        if not profile.web_app.present():
            cls.open_in_app(actor, f"/web/@{name}", drawn_within_ms)
        return profile

    @classmethod
    def look_for(cls, actor: Actor, name: str) -> "Self | None":
        """Open somebody's profile, `alice@other.example`; None where the server does not show one."""
        profile = cls.open_in_web_app(actor, name, _FOUND_WITHIN_MS)
        return profile if profile.followers.appears(_FOUND_WITHIN_MS) else None

    def look_again(self) -> Self:
        """Load the profile again; a narrow window may have led elsewhere for writing a post."""
        path = urlsplit(self.actor.page.url).path
        if path.endswith(f"/@{self.names['name']}"):
            self.open_in_app(self.actor, path)
            return self.wait()
        return self.open_in_web_app(self.actor, self.names["name"]).wait()

    def follower_count(self) -> Count:
        """How many follow this account, as the page shows it."""
        return _count(self.followers)

    def following_count(self) -> Count:
        """How many this account follows, as the page shows it."""
        return _count(self.following)

    def read_posts(self, newest: int) -> Iterator[Post]:
        """The pinned posts, and so many of the newest others that the profile shows, one after the other.

        Each is scrolled to, for a list draws only what is in the window: who has found the right one stops there.
        """
        self.actor.wait_for(self.feed)
        if self.all_pinned.present():
            self.actor.click(self.all_pinned)
        shown: list[str] = self.posts.locator.evaluate_all("articles => articles.map(article => article.dataset.id)")
        pinned = [key for key in shown if key.startswith(_PINNED)]
        others = [key for key in shown if not key.startswith(_PINNED) and _PINNED + key not in pinned]
        texts: dict[str, str] = {}
        for key in (*pinned, *others[:newest]):
            for _ in range(_DRAWING_TRIES):
                if key not in texts:
                    self._draw(key)
                    texts |= self.drawn_posts.locator.evaluate_all(_TEXTS)
            yield Post(key.removeprefix(_PINNED), texts.get(key, ""), key in pinned)

    def _draw(self, key: str) -> None:
        """Scroll to a post, and wait until it has its text and its buttons."""
        self.actor.look(ProfilePage.post.bind(self, id=key))
        self.actor.wait_for(ProfilePage.drawn_post.bind(self, id=key))

    def shows_pinned(self, post_id: str) -> bool:
        """Whether this post has the mark of a pinned one, allowing the feed the time to mark it."""
        pinned = ProfilePage.post.bind(self, id=_PINNED + post_id)
        if not pinned.appears(_PINS_WITHIN_MS) and self.all_pinned.present():
            self.actor.click(self.all_pinned)
            return pinned.appears(_PINS_WITHIN_MS)
        return pinned.present()

    def pin_post(self, post_id: str) -> Self:
        """Open the post's menu, click "Pin on profile", and load the profile again, which then shows it pinned."""
        self._draw(post_id)
        self.actor.click(ProfilePage.post_menu.bind(self, id=post_id))
        self.actor.click_until_answered(self.pin, "/pin")
        return self.look_again()

    def moved_notice(self) -> str | None:
        """The handle that the moved notice leads to, as its link has it; None where there is no notice.

        The notice is part of the profile's header and drawn with it, so it is there once the profile is.
        """
        if not self.moved_to.appears(_PINS_WITHIN_MS):
            return None
        link = self.moved_to.locator
        href = link.get_attribute("href") or ""
        if href.startswith("/@"):
            return href.removeprefix("/@") or None
        # Up to 3.5 the link leads to the new server, whose address is not always the handle's domain.
        text: str = link.evaluate("link => (link.querySelector('.display-name__account') || link).innerText")
        return text.strip().removeprefix("@") or None


def _count(link: BoundControl) -> Count:
    """The number in a link: in full in a title (the link's own, or in 4.6 its list item's), else as it is drawn."""
    text: str = link.locator.evaluate(
        """link => link.title || link.closest('li')?.title || (link.querySelector('strong') || link).innerText"""
    )
    return Count.read(text)
