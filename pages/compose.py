"""The compose box."""

from typing import Self

from pages.screen import Control, Region


class ComposeForm(Region):
    """Text, who may see it, and the button that publishes (3.5 to 4.7).

    It is a form since 4.0; before, and in glitch-soc up to 4.2, it is none, and its buttons are of no type. The
    redesign that 4.7 brings along, switched off, has a round button for it, which opens a menu, and a dialog.
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
    new = Control("#mastodon :is(button[aria-haspopup=menu]:has(+ main), nav > button[aria-haspopup=menu])")
    new_post = Control("button[name=post]")

    def begin_post(self) -> Self:
        """Open the redesign's dialog for a new post."""
        self.actor.click(self.new)
        self.actor.click(self.new_post)
        self.actor.wait_for(self.text)
        return self

    def is_public(self) -> bool | None:
        """Whether everybody may see the post, which is so unless the person's own setting says otherwise.

        None in the redesign, where only words tell.
        """
        return None if self.redesigned.present() else self.public.visible()

    def publish_post(self, text: str) -> None:
        """Write a post and publish it; the box is empty again, or gone, once the server has it."""
        self.actor.fill(self.text, text)
        self.actor.click_until_answered(self.publish, "/statuses")
        self.actor.wait_for(self.written, "hidden")
