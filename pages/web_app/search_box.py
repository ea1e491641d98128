"""The search box of the web app."""

from pages.screen import Control, Region

# The quick actions appear while one types, without a request.
_OFFERED_WITHIN_MS = 2_000


class SearchBox(Region):
    """The search box, which is on most screens of a wide window (4.0 to 4.7). Quick actions exist since 4.2."""

    title = "Web app: search"

    text = Control(".search input.search__input")
    # The first section lists the quick actions as soon as there is a text; the first leads to a hashtag or an account.
    # Neither has a name, so that the marked text is compared before the click.
    first_quick_action = Control(
        ".search .search__popout > h4:first-child + .search__popout__menu"
        " > button.search__popout__menu__item:first-child:has(mark)"
    )
    marked = Control(f"{first_quick_action.selector} mark")

    def go_to(self, name: str) -> bool:
        """Type a hashtag or an account, and click "Go to hashtag" or "Go to profile".

        This works for hashtags that nobody has used yet, too.

        Args:
            name: `#hashtag`, `@alice` or `@alice@other.example`.

        Returns:
            Whether the box offered it.
        """
        if not self.text.visible():
            return False
        self.actor.fill(self.text, name)
        if not self.first_quick_action.appears(_OFFERED_WITHIN_MS) or self.marked.texts() != [name]:
            return False
        self.actor.click(self.first_quick_action)
        return True
