"""Followed hashtags: read from their list on the old account, and followed on the new one, click by click."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from automation.beyond.kind import PAGE_LOAD, Change, Kind, NotSupported, Place
from automation.beyond.kinds.tag_names import tag_key
from automation.outline import Side
from pages.web_app.hashtags import FollowedHashtagsPage, HashtagPage

_NOBODY = "nobody on the new server has used it yet, so it has no page there; follow it yourself once it has"
# Requests of the web app for a hashtag that is opened without loading the app again.
_INSIDE = 4


class Hashtags(BaseModel):
    """The hashtags that an account follows, without "#"."""

    names: list[str]


class HashtagsKind(Kind[Hashtags]):
    """A kind whose things are hashtags, most of which have a page of their own on the new server."""

    model = Hashtags
    _offered_inside = True  # until the search box has not offered one

    def count(self, state: Hashtags) -> int:
        """How many hashtags there are."""
        return len(state.names)

    def open_hashtag(self, name: str) -> HashtagPage | None:
        """Open a hashtag on the new server; None if it has no page for it."""
        if self._offered_inside:
            self.limiters[Side.NEW].take(_INSIDE, self.noun)
            if page := HashtagPage.open_inside(self.actor(Side.NEW), name):
                return page
            self._offered_inside = False
        self.limiters[Side.NEW].take(PAGE_LOAD, self.noun)
        return HashtagPage.open_hashtag(self.actor(Side.NEW), name)


class FollowedHashtags(HashtagsKind):
    """Followed hashtags: readable from 4.1 on, and followed from 4.0 on."""

    name = "hashtags"
    noun = "followed hashtags"
    done = "followed"
    reading = Place("Read the hashtags that you follow", FollowedHashtagsPage, None)
    writing = Place("Follow the same hashtags", HashtagPage, HashtagPage.follow)

    def read(self, side: Side, like: Hashtags | None = None) -> Hashtags:
        """Read the list. A server without it (4.0) is asked about each of the old account's hashtags."""
        self.limiters[side].take(PAGE_LOAD, self.noun)
        page = FollowedHashtagsPage.open_list(self.actor(side))
        if page is not None:
            return Hashtags(names=page.read())
        if like is None:
            raise NotSupported("its release has no list of followed hashtags (this requires Mastodon 4.1 or later)")
        if not HashtagPage.are_offered(self.actor(side)):
            raise NotSupported("its release cannot follow hashtags (this requires Mastodon 4.0 or later)")
        return Hashtags(names=[name for name in like.names if self._is_followed(name)])

    def missing(self, old: Hashtags, new: Hashtags) -> list[Change]:
        """The hashtags that only the old account follows, oldest first, so that the new list has the same order."""
        present = set(map(tag_key, new.names))
        return [Change(f"#{name}", name) for name in reversed(old.names) if tag_key(name) not in present]

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Follow these hashtags. The pages have just been read, so that the button follows and does not unfollow."""
        left = {}
        for number, change in enumerate(changes, start=1):
            self.move.progress.note(f"following {change.words} ({number} of {len(changes)})")
            page = self.open_hashtag(change.what)
            if page is None:
                left[change] = _NOBODY
            elif not page.is_followed():
                page.follow_hashtag()
        return left

    def _is_followed(self, name: str) -> bool:
        page = self.open_hashtag(name)
        return page is not None and page.is_followed()
