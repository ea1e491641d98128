"""Featured hashtags, which a profile shows: a form up to 4.5, a page of the web app's profile editor since 4.6."""

from typing import Self

from pages.browser.actor import Actor
from pages.screen import Answer, Control
from pages.settings.screen import SettingsScreen
from pages.web_app.screen import WebAppScreen

# The heading of an entry: the hashtag, then its date and a link in a part of their own.
_NAMES = """headings => headings.map(heading => [...heading.childNodes]
  .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.textContent).join('').trim())"""


class FeaturedHashtagsForm(SettingsScreen):
    """The form and the entries, `/settings/featured_tags` (3.5 to 4.5). This page object never removes one."""

    title = "Featured hashtags"
    address = "/settings/featured_tags"

    name = loaded = Control("form#new_featured_tag #featured_tag_name")
    add_new = Control("form#new_featured_tag .actions button[type=submit]")
    headings = Control(".directory__tag h4")

    def read(self) -> list[str]:
        """The hashtags, without "#"."""
        names: list[str] = self.headings.locator.evaluate_all(_NAMES)
        return names

    def add(self, name: str) -> Answer:
        """Type a hashtag, and click "Add new". Success has no message.

        Args:
            name: the hashtag, without "#".

        Returns:
            The messages of the page, such as that there are ten already.
        """
        self.actor.fill(self.name, name)
        self.actor.follow(self.add_new)
        return self.wait().answer()


class FeaturedHashtagsEditor(WebAppScreen):
    """The list in the web app, `/profile/featured_tags` (4.6 and later). Hashtags are added on their own pages."""

    title = "Profile editor: featured hashtags"
    address = "/profile/featured_tags"

    text = loaded = Control(".column .scrollable input[type=search][role=combobox]")
    headings = Control(".column .scrollable ul > li:has(button svg.icon-delete) h4")

    @classmethod
    def open_list(cls, actor: Actor) -> Self:
        """Open the list by its address.

        Raises:
            PageError: as `wait` raises it.
        """
        cls.open_in_app(actor, cls.address)
        return cls(actor).wait()

    def read(self) -> list[str]:
        """The hashtags, without "#"."""
        return [text.removeprefix("#") for text in self.headings.texts()]
