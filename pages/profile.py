"""A profile in the web app, `/@name`: counts, posts, the pinned ones first, and whether the account has moved."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from pages.actions import BoundControl
from pages.hand import Hand
from pages.numbers import Count
from pages.screen import Control
from pages.web_app import WebAppScreen

# How long the feed may take to mark the pinned posts, which it asks the server for separately.
_PINS_WITHIN_MS = 3_000
# How long a server may take to look up somebody of another one.
_FOUND_WITHIN_MS = 5_000
_PINNED = "f-"
# In the multi-column layout other columns have posts, too.
_COLUMN = '.column:has(a[href$="/@{name}/followers" i])'


@dataclass(frozen=True)
class Post:
    """A post as the profile shows it."""

    id: str
    text: str
    pinned: bool


class ProfilePage(WebAppScreen):
    """A profile, 3.5 to 4.6. Its `name` is `alice` on its own server, `alice@other.example` elsewhere.

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
    pinned_post = Control(_COLUMN + ' [role=feed] article[data-id="f-{id}"]')
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
    def open_of(cls, hand: Hand, name: str) -> Self:
        """Open a profile by its address."""
        hand.open(f"/@{name}", cls.title)
        return cls(hand, name=name).wait()

    @classmethod
    def open_in_web_app(cls, hand: Hand, name: str) -> Self:
        """Open a profile as the web app shows it, by its address; it may be drawn a while later, or never."""
        hand.open(f"/@{name}", cls.title)
        profile = cls(hand, name=name)
        if not profile.web_app.present():
            hand.open(f"/web/@{name}", cls.title)
        return profile

    @classmethod
    def look_for(cls, hand: Hand, name: str) -> "Self | None":
        """Open somebody's profile, `alice@other.example`; None where the server does not show one."""
        profile = cls.open_in_web_app(hand, name)
        return profile if profile.followers.appears(_FOUND_WITHIN_MS) else None

    def look_again(self) -> Self:
        """Load the profile again; a narrow window may have led elsewhere for writing a post."""
        if urlsplit(self.hand.page.url).path.endswith(f"/@{self.names['name']}"):
            self.hand.reload(self.title)
            return self.wait()
        return self.open_in_web_app(self.hand, self.names["name"]).wait()

    def follower_count(self) -> Count:
        """How many follow this account, as the page shows it."""
        return _count(self.followers)

    def following_count(self) -> Count:
        """How many this account follows, as the page shows it."""
        return _count(self.following)

    def read_posts(self) -> list[Post]:
        """The posts that the profile shows, each once, with whether it is pinned."""
        self.hand.wait_for(self.feed)
        found: list[dict[str, str]] = self.posts.locator.evaluate_all(
            """articles => articles.map(article => ({
                 id: article.dataset.id,
                 text: (article.querySelector('.status__content__text') || article).innerText}))"""
        )
        marked = {post["id"].removeprefix(_PINNED) for post in found if post["id"].startswith(_PINNED)}
        # The later of two articles of one post may be folded up, so that the first one's text counts.
        texts = {post["id"].removeprefix(_PINNED): post["text"] for post in reversed(found)}
        return [Post(key, text, key in marked) for key, text in texts.items()]

    def shows_pinned(self, post_id: str) -> bool:
        """Whether this post has the mark of a pinned one, allowing the feed the time to draw it."""
        return ProfilePage.pinned_post.bind(self, id=post_id).appears(_PINS_WITHIN_MS)

    def pin_post(self, post_id: str) -> Self:
        """Open the post's menu, click "Pin on profile", and load the profile again, which then shows it pinned."""
        self.hand.click(ProfilePage.post_menu.bind(self, id=post_id))
        self.hand.click_until_answered(self.pin, "/pin")
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
