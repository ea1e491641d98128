"""The compose box."""

from pages.screen import Control, Region


class ComposeForm(Region):
    """Text, who may see it, and the button that publishes (3.5 to 4.6).

    It is a form since 4.0; before, and in glitch-soc up to 4.2, it is none, and its buttons are of no type.
    """

    title = "Home: compose box"

    text = Control(".compose-form textarea.autosuggest-textarea__textarea")
    written = Control(".compose-form textarea.autosuggest-textarea__textarea:not(:placeholder-shown)")
    publish = Control(
        ".compose-form :is(button[type=submit], .compose-form__publish-button-wrapper button:not(.side_arm))"
    )
    public = Control(".compose-form :is(.privacy-dropdown__value i.fa-globe, .dropdown-button svg.icon-globe)")

    def is_public(self) -> bool:
        """Whether everybody may see the post, which is so unless the person's own setting says otherwise."""
        return self.public.visible()

    def publish_post(self, text: str) -> None:
        """Write a post and publish it; the box is empty again, or gone, once the server has it."""
        self.hand.fill(self.text, text)
        self.hand.click_until_answered(self.publish, "/statuses")
        self.hand.wait_for(self.written, "hidden")
