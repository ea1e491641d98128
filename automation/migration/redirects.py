"""Where the old account redirects, as its migration page says, and whether that is in the way of the move."""

import re
from enum import Enum, auto

from automation.errors import ConditionNotMet
from automation.handles import Handle, with_domain
from pages.settings.migration import MigrationPage


class Redirect(Enum):
    """Where the old account redirects, according to its migration page."""

    NOWHERE = auto()
    MOVED = auto()  # to the new account, and its followers have been moved there
    ONLY = auto()  # to the new account, without its followers
    ELSEWHERE = auto()


_IN_THE_WAY = {
    Redirect.ONLY: (
        "The old account redirects to the new one, but its followers have not been moved.",
        "Mastodon cannot move followers while the redirect exists. Undo it (mastodon-move move --undo), then run this "
        "command again.",
    ),
    Redirect.ELSEWHERE: (
        "The old account redirects to another account.",
        "If that is your new account, write its handle as the page shows it (--new). If not, undo the redirect first.",
    ),
}


def redirect_of(page: MigrationPage, old: Handle, new: Handle) -> Redirect:
    """Where the old account redirects. Only a row of its past migrations proves that followers were moved."""
    if not page.redirecting():
        return Redirect.NOWHERE
    past = page.read_past_migrations()
    moved = bool(past) and new.same_as(with_domain(past[0].target, old.domain))
    words = page.redirect_words()
    if any(_names(words, form) for form in new.spellings(old.domain)):
        return Redirect.MOVED if moved else Redirect.ONLY
    return Redirect.MOVED if moved and "@" not in words else Redirect.ELSEWHERE


def in_the_way(redirect: Redirect, page: MigrationPage) -> ConditionNotMet | None:
    """The error for a redirect with which followers cannot be moved; None if they can be, or have been."""
    if redirect not in _IN_THE_WAY:
        return None
    said, next_ = _IN_THE_WAY[redirect]
    return ConditionNotMet(f"{said} The page says: {page.redirect_words()}", next_=next_)


def _names(words: str, form: str) -> bool:
    """Whether a sentence contains this name as a whole. Some languages put no spaces around it."""
    return re.search(rf"(?<![\w.-])@?{re.escape(form)}(?![\w.-]*[\w@])", words, re.ASCII | re.IGNORECASE) is not None
