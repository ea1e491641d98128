"""The web app: the React page behind `/`, and the navigation panel that all of its screens share."""

from typing import TYPE_CHECKING

from pages.compose import ComposeForm
from pages.errors import ScreenNotRecognised
from pages.preferences import PreferencesPage
from pages.screen import Control, Screen

if TYPE_CHECKING:
    from pages.profile import ProfilePage

# The app renders after its document has loaded, "over a second even on an idle server" (SCREENS.md).
_RENDERED_WITHIN_MS = 15_000


class WebAppScreen(Screen):
    """A screen of the web app, 4.0 to 4.6; the panel is on its right."""

    preferences = Control(
        '.navigation-panel a[href="/settings/preferences"], .drawer__header a[href="/settings/preferences"]'
    )
    own_profile = Control(
        '.compose-form .navigation-bar a.account__display-name[href="/@{name}"],'
        ' .navigation-bar a[href="/@{name}"]:has(.navigation-bar__profile-account)'
    )

    def open_preferences(self) -> PreferencesPage:
        """Click "Preferences" in the panel; open it by its address where there is no panel to click in."""
        if not self.preferences.appears(_RENDERED_WITHIN_MS):
            return PreferencesPage.open(self.hand)
        self.hand.follow(self.preferences)
        return PreferencesPage(self.hand).wait()

    @property
    def compose(self) -> ComposeForm:
        """The compose box, beside every column of a wide window; a narrow one has it on a screen of its own."""
        compose = ComposeForm(self.hand)
        if not compose.text.appears(_RENDERED_WITHIN_MS):
            self.hand.open("/publish", compose.title)
        return compose

    def open_own_profile(self, name: str) -> "ProfilePage":
        """Click the own name; open the profile by its address where the layout does not show it."""
        from pages.profile import ProfilePage

        control = WebAppScreen.own_profile.bind(self, name=name)
        if not control.appears(_RENDERED_WITHIN_MS):
            return ProfilePage.open_of(self.hand, name)
        self.hand.click(control)
        try:
            return ProfilePage(self.hand, name=name).wait()
        except ScreenNotRecognised:
            return ProfilePage.open_of(self.hand, name)
