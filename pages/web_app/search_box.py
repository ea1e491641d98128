"""The search box of the web app."""

from pages.screen import Control, Region

# The quick actions appear while one types, without a request.
_OFFERED_WITHIN_MS = 2_000


class SearchBox(Region):
    """The search box, which is on most screens of a wide window (4.0 to 4.7). Quick actions exist since 4.2."""

    title = "Web app: search"

    text = Control(".search input.search__input")
    # The first section lists the quick actions as soon as there is a text; the first one leads to the hashtag.
    first_quick_action = Control(
        ".search .search__popout > h4:first-child + .search__popout__menu"
        " > button.search__popout__menu__item:first-child:has(mark)"
    )
    marked = Control(f"{first_quick_action.selector} mark")
    column = Control('.column[aria-label="#{name}" i]')

    def open_hashtag(self, name: str) -> bool:
        """Type a hashtag, and click "Go to hashtag". This works for hashtags that nobody has used yet, too.

        Args:
            name: the hashtag, without "#".

        Returns:
            Whether the box offered the hashtag.
        """
        if not self.text.visible():
            return False
        self.actor.fill(self.text, f"#{name}")
        if not self.first_quick_action.appears(_OFFERED_WITHIN_MS) or self.marked.texts() != [f"#{name}"]:
            return False
        self.actor.click(self.first_quick_action)
        self.actor.wait_for(SearchBox.column.bind(self, name=name))
        return True
