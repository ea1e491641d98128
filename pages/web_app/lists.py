"""Lists, `/lists`, and the list of one list's members and settings, in the web app.

Up to 4.3, a list's page has its settings folded in its header, and a dialog with its members. Since 4.4, both are pages
of their own.
"""

import re
from dataclasses import dataclass
from typing import Self

from pages.browser.actions import BoundControl
from pages.browser.actor import Actor
from pages.screen import Control
from pages.web_app.screen import WebAppScreen

_ENTRIES = """links => links.map(link => [
  link.getAttribute('href').match(/\\/lists\\/(\\d+)$/)[1], (link.querySelector('span') || link).textContent])"""
_MEMBERS = """entries => entries.map(entry => entry.querySelector('.display-name__account').textContent.slice(1))"""
# How long the people take to be drawn whom a search has found.
_DRAWN_WITHIN_MS = 1_000


@dataclass(frozen=True)
class ListSettings:
    """The settings of a list.

    Args:
        replies: whose replies it shows: none, list or followed.
        exclusive: whether its members are hidden from the home timeline; None if the release cannot do that (4.2 can).
    """

    replies: str
    exclusive: bool | None


class ListsPage(WebAppScreen):
    """All lists (3.5 to 4.7). A new one is made in a form there (up to 4.3), or on a page of its own (4.4)."""

    title = "Lists"
    address = "/lists"

    entries = Control('.column [role=feed] article a[href*="/lists/"]')
    none = Control(".column .scrollable > .empty-column-indicator")
    loaded = Control(f".column:is(:has([role=feed] article), :has({none.selector.removeprefix('.column ')}))")
    new_title = Control("form.column-inline-form input.setting-text")
    add_list = Control("form.column-inline-form button")
    # In the column's header, which is above the column.
    new_list = Control('.column-header__buttons a[href$="/lists/new"]')

    @classmethod
    def open_all(cls, actor: Actor) -> Self:
        """Open the lists by their address.

        Raises:
            PageError: as `wait` raises it.
        """
        cls.open_by_address(actor, cls.address)
        return cls(actor).wait()

    def read(self) -> dict[str, str]:
        """The titles, by the numbers in the addresses of the lists."""
        found: list[list[str]] = self.entries.locator.evaluate_all(_ENTRIES)
        return {number: title.strip() for number, title in found}

    def has_pages(self) -> bool:
        """Whether lists have pages of their own to be changed on (4.4 and later)."""
        return self.new_list.present()

    def create(self, title: str) -> None:
        """Make a list, and wait until the server has it.

        Raises:
            ServerTrouble: the server did not answer, or refused the list, as after fifty.
        """
        if self.has_pages():
            self.actor.click(self.new_list)
            form = ListForm(self.actor)
            self.actor.fill(form.name, title)
            self.actor.click_and_await_response(form.save_list, "/lists")
            return
        self.actor.fill(self.new_title, title)
        self.actor.click_and_await_response(self.add_list, "/lists")


class ListForm(WebAppScreen):
    """The form of a new or an existing list, `/lists/ID/edit` (4.4 and later), and its members, `/lists/ID/members`."""

    title = "Edit list"

    name = loaded = Control("form #list_title")
    replies = Control("form #list_replies_policy")
    hide = Control("form:has(#list_title) input[type=checkbox]")
    hide_label = Control("form:has(#list_title) label:has(input[type=checkbox])")
    save_list = Control("form:has(#list_title) button[type=submit]")
    members_link = Control('form:has(#list_title) a[href$="/members"]')
    members = Control(".column:has(.column-search-header) [role=feed] article")
    members_or_none = Control(
        ".column:has(.column-search-header):is(:has([role=feed] article), :has(.scrollable .empty-column-indicator))"
    )

    @classmethod
    def open_list(cls, actor: Actor, number: str) -> Self:
        """Open the form of a list by its address.

        Raises:
            PageError: as `wait` raises it.
        """
        cls.open_in_app(actor, f"/lists/{number}/edit")
        return cls(actor).wait()

    def settings(self) -> ListSettings:
        """The list's settings."""
        return ListSettings(self.replies.locator.input_value(), self.hide.locator.is_checked())

    def change(self, wanted: ListSettings) -> None:
        """Choose the settings, and save them.

        Raises:
            ServerTrouble: the server did not answer, or refused.
        """
        self.actor.choose(self.replies, wanted.replies)
        if wanted.exclusive is not None and wanted.exclusive != self.hide.locator.is_checked():
            self.actor.click(self.hide_label)
        self.actor.click_and_await_response(self.save_list, "/lists/")

    def read_members(self) -> list[str]:
        """Open the members by their link. They are `alice`, or `alice@other.example`."""
        self.actor.click(self.members_link)
        self.actor.wait_for(self.members_or_none, "attached")
        found: list[str] = self.members.locator.evaluate_all(_MEMBERS)
        return found


class ListPage(WebAppScreen):
    """A list's page up to 4.3. It also has a button that deletes the list, which is never clicked."""

    title = "List"

    show_settings = loaded = Control(
        ".column-header__buttons button.column-header__button:has(i.fa-sliders, svg.icon-sliders)"
    )
    chosen_replies = Control("input[name=order]:checked")
    replies = Control('label.radio-button:has(input[name=order][value="{value}"])')
    hide = Control('input[id^="list-"][id$="-exclusive"]')
    hide_label = Control('label[for^="list-"][for$="-exclusive"]')
    edit = Control(".column-header__links button:has(i.fa-pencil, svg.icon-pencil)")
    # The dialog: first the members, then, behind a curtain, the people that a search has found.
    search = Control(".list-editor .list-editor__search input.search__input")
    members = Control(".list-editor .list-editor__accounts .account")
    # Not to find a member by place, but to know that so many are drawn.
    last_member = Control(".list-editor .list-editor__accounts .account:nth-child({count})")
    found = Control(".list-editor .drawer__inner.backdrop .account")
    address_found = Control(".display-name__account")
    add = Control(".account__relationship button:has(i.fa-plus, svg.icon-plus)")

    @classmethod
    def open_list(cls, actor: Actor, number: str) -> Self:
        """Open a list by its address, and unfold its settings.

        Raises:
            PageError: as `wait` raises it.
        """
        cls.open_by_address(actor, f"/lists/{number}")
        page = cls(actor).wait()
        actor.click(page.show_settings)
        actor.wait_for(page.chosen_replies, "attached")
        return page

    def settings(self) -> ListSettings:
        """The list's settings."""
        exclusive = self.hide.locator.is_checked() if self.hide.present() else None
        return ListSettings(self.chosen_replies.locator.input_value(), exclusive)

    def change(self, wanted: ListSettings) -> None:
        """Choose the settings, each of which is saved at once.

        Raises:
            ServerTrouble: the server did not answer, or refused.
        """
        now = self.settings()
        if wanted.replies != now.replies:
            self.actor.click_and_await_response(ListPage.replies.bind(self, value=wanted.replies), "/lists/")
        if None not in {wanted.exclusive, now.exclusive} and wanted.exclusive != now.exclusive:
            self.actor.click_and_await_response(self.hide_label, "/lists/")

    def read_members(self) -> list[str]:
        """Open the dialog. The members are `alice`, or `alice@other.example`."""
        answer = self.actor.click_and_await_response(self.edit, "/accounts", reading=True)
        if count := len(answer.json()):
            self.actor.wait_for(ListPage.last_member.bind(self, count=str(count)))
        found: list[str] = self.members.locator.evaluate_all(_MEMBERS)
        return found

    def put_on_list(self, name: str) -> bool:
        """Search for somebody among the people who are followed, and put them on the list.

        Args:
            name: `alice` on her own server, `alice@other.example` on other servers.

        Returns:
            Whether they were found: not if they are not followed, or have not accepted that yet.

        Raises:
            ServerTrouble: the server did not answer, or refused.
        """
        if not self.search.visible():
            self.actor.click(self.edit)
        self.actor.search(self.search, name, "/accounts/search")
        # Only the whole address counts, and not a name that looks like one, so that it is nobody else's.
        whole = re.compile(rf"^\s*@{re.escape(name)}\s*$", re.IGNORECASE)
        entry = self.found.locator.filter(has=self.address_found.locator.filter(has_text=whole))
        button = BoundControl(self.title, self.add.name, entry.locator(ListPage.add.selector))
        if not button.appears(_DRAWN_WITHIN_MS):
            return False
        self.actor.click_and_await_response(button, "/accounts")
        return True
