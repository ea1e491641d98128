"""Filters, read and made by the form that servers have since 4.0.

4.6 can import a file of filters, too. It is not used here, because such an import makes a filter again that is already
there, and runs in the background, so that a run that was killed could not tell whether to repeat it.
"""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from automation.beyond.kind import Change, Kind, NotSupported, Place, refusal
from automation.outline import Side
from pages.settings.filters import FilterForm, FiltersPage, FilterTexts

_NO_FORM = "its release has another form for filters (this one requires Mastodon 4.0 or later)"
_NO_ACTION = (
    "the new server cannot blur media instead of hiding posts (this needs Mastodon 4.4): decide yourself whether to "
    "hide the posts"
)
_BLUR = "blur"


class Filter(BaseModel):
    """A filter. `expires_in` is empty, or the seconds left, rounded up to a choice of the form."""

    title: str
    expires_in: str = ""
    contexts: tuple[str, ...]
    action: str
    keywords: tuple[tuple[str, bool], ...]
    has_posts: bool = False

    def covers(self, other: "Filter") -> bool:
        """Whether this filter does at least what another one with the same title does."""
        return (
            (self.title, self.action) == (other.title, other.action)
            and set(self.contexts) >= set(other.contexts)
            and set(self.keywords) >= set(other.keywords)
        )


class FilterList(BaseModel):
    """The filters of an account, newest first, without those that have expired, which are only named."""

    filters: list[Filter]
    expired: list[str] = []
    blurs: bool = False


class Filters(Kind[FilterList]):
    """Filters. None is changed: a filter that differs from one with the same title is added beside it."""

    name = "filters"
    noun = "filters"
    model = FilterList
    reading = Place("Read your filters", FiltersPage, None)
    writing = Place("Add the same filters", FilterForm, FilterForm.save_filter)

    def read(self, side: Side, like: FilterList | None = None) -> FilterList:
        """Read each filter from its form."""
        page = self._open(side)
        found = FilterList(filters=[])
        if side is Side.NEW and like and any(one.action == _BLUR for one in like.filters):
            found.blurs = page.open_new().offers(_BLUR)
            page = self._open(side)
        numbers = page.numbers()
        for count, (number, expired) in enumerate(numbers, start=1):
            self.move.progress.note(f"reading filters: {count} of {len(numbers)}")
            texts = page.open_filter(number).read()
            if expired:
                found.expired.append(texts.title)
            else:
                found.filters.append(Filter.model_validate(texts, from_attributes=True))
            page = self._open(side)
        return found

    def count(self, state: FilterList) -> int:
        """How many filters are in force."""
        return len(state.filters)

    def missing(self, old: FilterList, new: FilterList) -> list[Change]:
        """The filters that no filter on the new account covers, oldest first."""
        missing = [one for one in reversed(old.filters) if not any(other.covers(one) for other in new.filters)]
        return [Change(f"“{one.title}”", (one, one.action != _BLUR or new.blurs)) for one in missing]

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Make these filters, one form after the other."""
        left = {}
        for change in changes:
            one, possible = change.what
            if possible:
                self._make(one)
            else:
                left[change] = _NO_ACTION
        return left

    def remarks(self, old: FilterList, new: FilterList | None) -> list[str]:
        """What is not exact: expiry, filtered posts and filters that have expired."""
        expiring = [one.title for one in old.filters if one.expires_in]
        with_posts = [one.title for one in old.filters if one.has_posts]
        remarks = {
            "the form only shows roughly when these expire, so they may last longer on the new account": expiring,
            "these also hide single posts, which cannot be copied": with_posts,
            "these have expired and are skipped": old.expired,
        }
        return [f"{words}: {', '.join(titles)}" for words, titles in remarks.items() if titles]

    def _open(self, side: Side) -> FiltersPage:
        page = self.panel(side).open_filters()
        if not page.offers_forms():
            raise NotSupported(_NO_FORM)
        return page

    def _make(self, one: Filter) -> None:
        form = self._open(Side.NEW).open_new()
        form.fill_in(FilterTexts(one.title, one.expires_in, one.contexts, one.action, one.keywords))
        answer = form.save()
        if answer.refused:
            raise refusal(f"The filter “{one.title}”", answer)
