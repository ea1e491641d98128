"""Filters: the list, `/filters`, and the form of one filter."""

from dataclasses import dataclass
from typing import Any

from pages.browser.actions import BoundControl
from pages.screen import Answer, Control
from pages.settings.screen import SettingsScreen

_READ = """form => ({
  title: form.querySelector('#custom_filter_title').value,
  expires_in: form.querySelector('#custom_filter_expires_in').value,
  contexts: [...form.querySelectorAll('[name="custom_filter[context][]"]:checked')].map(box => box.value),
  action: form.querySelector('[name="custom_filter[filter_action]"]:checked').value,
  keywords: [...form.querySelectorAll('.keywords-table tbody tr.nested-fields')].map(row =>
    [row.querySelector('input[type=text]').value, row.querySelector('input[type=checkbox]').checked]),
  has_posts: form.querySelector('a[href$="/statuses"]') !== null,
})"""
_NUMBERS = """links => links.map(link => [
  link.getAttribute('href').match(/\\/filters\\/(\\d+)\\/edit$/)[1], link.closest('.expired') !== null])"""


@dataclass(frozen=True)
class FilterTexts:
    """A filter, as its form has it.

    Args:
        title: its title.
        expires_in: seconds until it expires, rounded up to one of the form's choices; empty if it never does.
        contexts: where it applies: home, notifications, public, thread, account.
        action: what happens: warn, hide or, since 4.4, blur.
        keywords: the words, each with whether only whole words count.
        has_posts: whether it also applies to single posts, which the form does not show.
    """

    title: str
    expires_in: str
    contexts: tuple[str, ...]
    action: str
    keywords: tuple[tuple[str, bool], ...]
    has_posts: bool = False


class FilterForm(SettingsScreen):
    """The form of a new or an existing filter (4.0 to 4.7)."""

    title = "Filter"

    form = Control("form:has(#custom_filter_title)")
    name = loaded = Control("#custom_filter_title")
    expires_in = Control("#custom_filter_expires_in")
    context = Control('[name="custom_filter[context][]"][value="{value}"]')
    action = Control('[name="custom_filter[filter_action]"][value="{value}"]')
    # The names in a new row contain a time stamp, so that it is found as the last one.
    last_keyword = Control('.keywords-table tbody tr.nested-fields:last-of-type input[name$="[keyword]"]')
    last_whole_word = Control(
        '.keywords-table tbody tr.nested-fields:last-of-type input[type=checkbox][name$="[whole_word]"]'
    )
    # Not to find a row by place, but to know that so many are there.
    row = Control(".keywords-table tbody tr.nested-fields:nth-of-type({number})")
    add_keyword = Control(".keywords-table tfoot a.add_fields")
    save_filter = Control("form:has(#custom_filter_title) .actions button[type=submit]")

    def read(self) -> FilterTexts:
        """The filter in the form."""
        found: dict[str, Any] = self.form.locator.evaluate(_READ)
        keywords = tuple((str(word), bool(whole)) for word, whole in found.pop("keywords"))
        return FilterTexts(contexts=tuple(found.pop("contexts")), keywords=keywords, **found)

    def offers(self, action: str) -> bool:
        """Whether the form has this action."""
        return self._action(action).present()

    def fill_in(self, texts: FilterTexts) -> None:
        """Fill in the empty form of a new filter. A row for each further keyword needs the page's script."""
        self.actor.fill(self.name, texts.title)
        if texts.expires_in:
            self.actor.choose(self.expires_in, texts.expires_in)
        for context in texts.contexts:
            self.actor.check(FilterForm.context.bind(self, value=context))
        self.actor.check(self._action(texts.action))
        for number, (keyword, whole_word) in enumerate(texts.keywords, start=1):
            if number > 1:
                self.actor.click(self.add_keyword, needs_script=True)
                self.actor.wait_for(FilterForm.row.bind(self, number=str(number)))
            self.actor.fill(self.last_keyword, keyword)
            self.actor.check(self.last_whole_word, on=whole_word)

    def save(self) -> Answer:
        """Click "Save filter". Success leads to the list, without a message; otherwise the form stays.

        Returns:
            The errors at the fields, if there are any.
        """
        self.actor.follow(self.save_filter)
        return self.answer()

    def _action(self, value: str) -> BoundControl:
        return FilterForm.action.bind(self, value=value)


class FiltersPage(SettingsScreen):
    """All filters, newest first (4.0 to 4.7). This page object never deletes one."""

    title = "Filters"
    address = "/filters"

    add_new = Control('.content__heading__actions a[href$="/filters/new"]')
    titles = Control('.filters-list__item a.filters-list__item__title[href*="/filters/"]')
    one = Control('.filters-list__item a.filters-list__item__title[href$="/filters/{number}/edit"]')

    def offers_forms(self) -> bool:
        """Whether the page has the forms of 4.0 and later."""
        return self.add_new.present()

    def numbers(self) -> list[tuple[str, bool]]:
        """The filters' numbers, each with whether the filter has expired."""
        found: list[tuple[str, bool]] = [tuple(one) for one in self.titles.locator.evaluate_all(_NUMBERS)]
        return found

    def open_filter(self, number: str) -> FilterForm:
        """Click a filter's title."""
        self.actor.follow(FiltersPage.one.bind(self, number=number))
        return FilterForm(self.actor).wait()

    def open_new(self) -> FilterForm:
        """Click "Add new filter"."""
        self.actor.follow(self.add_new)
        return FilterForm(self.actor).wait()
