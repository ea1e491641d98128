"""Automated post deletion: named, and only set on the new account if the user asks for it by its name."""

from collections.abc import Mapping, Sequence

from automation.beyond.kind import Change, Place, refusal
from automation.beyond.kinds.switches import Setting, SettingsKind, SettingValues, Spot
from automation.outline import Side
from pages.settings.preference_pages import PostDeletionPage

_ENABLED = "delete old posts"
_MEANINGS = {
    "enabled": _ENABLED,
    "min_status_age": "age of the posts, in seconds",
    "keep_pinned": "keep pinned posts",
    "keep_direct": "keep direct messages",
    "keep_self_fav": "keep posts that you marked as favourites",
    "keep_self_bookmark": "keep posts that you bookmarked",
    "keep_polls": "keep polls",
    "keep_media": "keep posts with media",
    "min_favs": "keep posts with at least this many favourites",
    "min_reblogs": "keep posts with at least this many boosts",
}


def _field(key: str) -> str:
    return f"account_statuses_cleanup_policy[{key}]"


_SWITCH = _field("enabled")


class PostDeletion(SettingsKind):
    """The policy for deleting old posts (3.5 to 4.7)."""

    name = "deletion"
    noun = "automated post deletion"
    reading = Place("Check whether the old account deletes old posts", PostDeletionPage, None)
    writing = Place("Set up the same post deletion, if requested", PostDeletionPage, None)
    settings = tuple(Setting(meaning, (Spot("post deletion", _field(key)),)) for key, meaning in _MEANINGS.items())

    def missing(self, old: SettingValues, new: SettingValues) -> list[Change]:
        """What differs; nothing if the old account deletes no posts, or if this was not asked for by name."""
        if not (self.named and self._is_on(old)):
            return []
        changes = super().missing(old, new)
        # While it is off, the page does not show the rest: then the whole policy is set.
        whole = {key: value for key, value in old.by_key.items() if key != _SWITCH}
        return changes if self._is_on(new) else [Change(f"{_ENABLED}: off → on", (_SWITCH, whole))]

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Turn it on, and set the rest."""
        wanted = {
            key: one
            for change in changes
            for key, one in (change.what[1].items() if change.what[0] == _SWITCH else [change.what])
        }
        page = self.panel(Side.NEW).open_post_deletion()
        page.turn_on(_SWITCH)
        for setting in self.settings:
            if setting.key in wanted:
                page.set_field(setting.key, wanted[setting.key])
        answer = page.save()
        if answer.refused:
            raise refusal("The policy", answer)
        return {}

    def skip_reason(self, old: SettingValues) -> str:
        """That posts are deleted on the old account, unless this was asked for by name."""
        if self.named or not self._is_on(old):
            return ""
        return "the old account deletes old posts; to do the same on the new one, run: mastodon-move also deletion"

    def _is_on(self, state: SettingValues) -> bool:
        return state.by_key.get(_SWITCH) is True
