"""The time after a move in which an account cannot move again, as its migration page tells it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pages.settings.migration import MigrationPage

# Mastodon's period has 30 days. Whatever number a page shows, it is looked at again after this time.
_LONGEST_DAYS = 31


@dataclass(frozen=True)
class WaitingPeriod:
    """A waiting period.

    Args:
        words: What the page says.
        days: How many days are left; None if the page does not say it.
    """

    words: str
    days: int | None

    @classmethod
    def on(cls, page: MigrationPage) -> "WaitingPeriod":
        """The one that a page shows."""
        return cls(*page.cooldown_words())

    @property
    def due(self) -> datetime | None:
        """When it makes sense to try again; None if that is not known."""
        return datetime.now(UTC) + timedelta(days=min(self.days, _LONGEST_DAYS)) if self.days else None

    def advice(self) -> str:
        """What to do, in a sentence."""
        if self.days:
            return f"Try again in {self.days} days."
        return "Try again after the waiting period shown on the page."
