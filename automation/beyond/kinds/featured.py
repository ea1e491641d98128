"""Featured hashtags, which a profile shows. Up to 4.5 a form adds them, since 4.6 the page of each hashtag."""

from collections.abc import Mapping, Sequence

from automation.beyond.kind import PAGE_LOAD, Change, Place, refusal
from automation.beyond.kinds.hashtags import Hashtags, HashtagsKind
from automation.beyond.kinds.tag_names import tag_key
from automation.outline import Side
from automation.run.move import Move
from automation.run.rate_limit import RateLimiter
from pages.own_profile.featured_hashtags import FeaturedHashtagsEditor, FeaturedHashtagsForm
from pages.own_profile.profile_settings import ProfileSettingsPage

# A profile can have so many (SCREENS-MORE.md).
_ALLOWED = 10
_FULL = f"a profile can feature {_ALLOWED} hashtags"
_NOBODY = "it has no page on the new server"


class FeaturedHashtags(HashtagsKind):
    """Featured hashtags. Those that the new account features stay, and count towards the ten."""

    name = "featured"
    noun = "featured hashtags"
    reading = Place("Read the hashtags that your profile features", ProfileSettingsPage, None)
    writing = Place("Feature the same hashtags", FeaturedHashtagsForm, FeaturedHashtagsForm.add_new)

    def __init__(self, move: Move, limiters: Mapping[Side, RateLimiter], *, named: bool) -> None:
        super().__init__(move, limiters, named=named)
        self._in_editor: dict[Side, bool] = {}  # servers that have the editor rather than the form

    def read(self, side: Side, like: Hashtags | None = None) -> Hashtags:
        """Read the form's page or, since 4.6, the editor's."""
        return Hashtags(names=self._open_list(side).read())

    def missing(self, old: Hashtags, new: Hashtags) -> list[Change]:
        """The hashtags that only the old account features, in its order, with whether there is room."""
        present = set(map(tag_key, new.names))
        names = [name for name in old.names if tag_key(name) not in present]
        room = _ALLOWED - len(new.names)
        return [Change(f"#{name}", (name, number < room)) for number, name in enumerate(names)]

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Feature these hashtags."""
        left = {change: _FULL for change in changes if not change.what[1]}
        for change in changes:
            name, fits = change.what
            if fits and not self._feature(name):
                left[change] = _NOBODY
        return left

    def _feature(self, name: str) -> bool:
        """Feature one hashtag. Returns False if it has no page."""
        page = self._open_list(Side.NEW)
        if isinstance(page, FeaturedHashtagsForm):
            answer = page.add(name)
            if answer.refused:
                raise refusal(f"#{name}", answer)
            return True
        hashtag = self.open_hashtag(name)
        if hashtag is not None:
            hashtag.feature()
        return hashtag is not None

    def _open_list(self, side: Side) -> FeaturedHashtagsForm | FeaturedHashtagsEditor:
        if self._in_editor.get(side):
            self.limiters[side].take(PAGE_LOAD, self.noun)
            return FeaturedHashtagsEditor.open_list(self.actor(side))
        form = self.panel(side).open_profile().open_featured_hashtags()
        if form is not None:
            return form
        self._in_editor[side] = True
        return self._open_list(side)
