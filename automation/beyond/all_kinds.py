"""All kinds, in the order in which they are done. Their names are in `automation.settings`, too."""

from collections.abc import Sequence
from typing import Any

from automation.beyond.kind import REQUESTS, Kind
from automation.beyond.kinds.featured import FeaturedHashtags
from automation.beyond.kinds.filters import Filters
from automation.beyond.kinds.hashtags import FollowedHashtags
from automation.beyond.kinds.lists import Lists
from automation.beyond.kinds.notes import Notes
from automation.beyond.kinds.post_deletion import PostDeletion
from automation.beyond.kinds.preferences import Preferences
from automation.beyond.kinds.privacy import Privacy
from automation.beyond.kinds.reminders import Reminders
from automation.outline import Side
from automation.run.move import Move
from automation.run.rate_limit import RateLimiter
from automation.settings import ALL_ALSO

KINDS: tuple[type[Kind[Any]], ...] = (
    FollowedHashtags,
    Privacy,
    Preferences,
    Filters,
    FeaturedHashtags,
    Lists,
    Reminders,
    PostDeletion,
    Notes,  # the slowest
)


def names_of(also: Sequence[str]) -> list[str]:
    """The names of the kinds that a setting asks for, in their order."""
    return [kind.name for kind in KINDS if kind.name in also or ALL_ALSO in also]


def nouns_of(also: Sequence[str]) -> list[str]:
    """What a setting asks for, in words."""
    return [kind.noun for kind in KINDS if kind.name in names_of(also)]


def kinds_of(move: Move) -> list[Kind[Any]]:
    """The kinds that the user asks for; all of them if none is named."""
    limiters = {side: RateLimiter(move, side, REQUESTS) for side in Side}
    also = move.settings.also or (ALL_ALSO,)
    wanted = names_of(also)
    return [kind(move, limiters, named=kind.name in also) for kind in KINDS if kind.name in wanted]
