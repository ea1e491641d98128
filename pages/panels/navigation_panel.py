"""The navigation panel of the web app: the way to the settings and to one's own profile."""

from pages.errors import ControlNotUsable, ScreenNotRecognised
from pages.panels.left_panel import LeftPanel
from pages.screen import Control, Region
from pages.settings.account import AccountPage
from pages.settings.preferences import PreferencesPage
from pages.web_app.compose import ComposeForm
from pages.web_app.profile import ProfilePage
from pages.web_app.screen import WebAppScreen

# Once the app has rendered, everything that the layout has appears within this time.
_SHOWN_WITHIN_MS = 2_000


class NavigationPanel(Region):
    """The panel on the right, or the compose drawer of the multi-column layout (3.5 to 4.7).

    In the redesign of 4.7, these links are in a menu, and "Preferences" opens a new window.
    """

    title = "Web app: navigation panel"

    preferences = Control(
        '.navigation-panel a[href="/settings/preferences"], .drawer__header a[href="/settings/preferences"]'
    )
    redesigned = Control(ComposeForm.new.selector)
    drawn = Control(f"{preferences.selector}, {redesigned.selector}")
    own_profile = Control(
        '.compose-form .navigation-bar a.account__display-name[href$="/@{name}" i],'
        ' .navigation-bar a[href$="/@{name}" i]:has(.navigation-bar__profile-account)'
    )
    rendered = WebAppScreen.rendered

    def shows_preferences(self) -> bool:
        """Whether the panel has "Preferences" once the web app has rendered, if it renders."""
        return self.preferences.appears(self.actor.render_timeout_ms)

    def open_preferences(self) -> PreferencesPage | AccountPage:
        """Click "Preferences" in the panel, or open the page by its address if there is no panel.

        On a settings page, the link is in the left panel. An account that has moved away no longer has preferences;
        its account page leads to its other settings.
        """
        left_panel = LeftPanel(self.actor)
        if left_panel.is_shown():
            return left_panel.open_preferences() if left_panel.preferences.present() else AccountPage(self.actor).wait()
        if not self.drawn.appears(self.actor.render_timeout_ms) or not self.preferences.present():
            return PreferencesPage.open(self.actor)
        try:
            self.actor.follow(self.preferences)
        except ControlNotUsable:  # an overlay of the web app does not matter when opening the address
            return PreferencesPage.open(self.actor)
        if AccountPage(self.actor).is_shown():
            return AccountPage(self.actor).wait()
        return PreferencesPage(self.actor).wait()

    def open_own_profile(self, name: str) -> ProfilePage:
        """Click one's own name, or open the profile by its address if the layout does not show the name.

        Args:
            name: the username, without a domain.
        """
        own_profile = NavigationPanel.own_profile.bind(self, name=name)
        drawn = self.rendered.appears(self.actor.render_timeout_ms) and not self.redesigned.present()
        if not drawn or not own_profile.appears(_SHOWN_WITHIN_MS):
            return ProfilePage.open_in_web_app(self.actor, name).wait()
        self.actor.click(own_profile)
        try:
            return ProfilePage(self.actor, name=name).wait()
        except ScreenNotRecognised:
            return ProfilePage.open_in_web_app(self.actor, name).wait()
