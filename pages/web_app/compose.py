"""The compose box of the web app."""

from typing import Self

from pages.screen import Control, Region


class ComposeForm(Region):
    """The text, its visibility, and the button that publishes it (3.5 to 4.7).

    The box is a form since 4.0. Before that, and in glitch-soc up to 4.2, it is not, and its buttons have no type. The
    redesign in 4.7, which is off by default, has a round button instead: it opens a menu, which opens a dialog.
    """

    title = "Home: compose box"

    text = Control(".compose-form textarea.autosuggest-textarea__textarea, #composer-text")
    written = Control(
        ":is(.compose-form textarea.autosuggest-textarea__textarea, #composer-text):not(:placeholder-shown)"
    )
    publish = Control(
        ".compose-form :is(button[type=submit], .compose-form__publish-button-wrapper button:not(.side_arm)),"
        " form[role=dialog]:has(#composer-text) footer button[type=submit]"
    )
    public = Control(".compose-form :is(.privacy-dropdown__value i.fa-globe, .dropdown-button svg.icon-globe)")
    redesigned = Control("form[role=dialog] #composer-text")
    # The button has no name: it stands before the page's main part, or in the navigation.
    new = Control("#mastodon :is(button[aria-haspopup=menu]:has(+ main), nav > button[aria-haspopup=menu])")
    new_post = Control("button[name=post]")

    def begin_post(self) -> Self:
        """Open the dialog for a new post. Only the redesign of 4.7 has one."""
        self.actor.click(self.new)
        self.actor.click(self.new_post)
        self.actor.wait_for(self.text)
        return self

    def is_public(self) -> bool | None:
        """Whether the post will be public, which is the default unless the user has changed that setting.

        None in the redesign of 4.7, which shows the visibility only in words.
        """
        return None if self.redesigned.present() else self.public.visible()

    def publish_post(self, text: str) -> None:
        """Write and publish a post. Returns once the box is empty or gone, which means that the server has the post.

        Raises:
            ServerTrouble: the server did not answer, or refused the post.
        """
        self.actor.fill(self.text, text)
        self.actor.click_and_await_response(self.publish, "/statuses")
        self.actor.wait_for(self.written, "hidden")
