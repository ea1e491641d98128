"""The web app's navigation panel, which leads to the settings and to the own profile."""

from pages.account import AccountPage
from pages.compose import ComposeForm
from pages.errors import ControlNotUsable, ScreenNotRecognised
from pages.left_panel import LeftPanel
from pages.preferences import PreferencesPage
from pages.profile import ProfilePage
from pages.screen import Control, Region
from pages.web_app import WebAppScreen

# What a rendered app shows at all is there within a moment.
_DRAWN_WITHIN_MS = 2_000


class NavigationPanel(Region):
    """The panel on the right, or the compose drawer of the multi-column layout (3.5 to 4.7).

    In the redesign of 4.7 these links are in a menu, and the one to preferences opens a window of its own.
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
    rendered = Control(WebAppScreen.rendered.selector)

    def open_preferences(self) -> PreferencesPage | AccountPage:
        """Click "Preferences" in the panel; open it by its address where there is no panel to click in.

        On a settings page it is in the left panel. An account that has moved away has no preferences any more, and
        finds its other settings on its account page.
        """
        beside = LeftPanel(self.actor)
        if beside.is_shown():
            return beside.open_preferences() if beside.preferences.present() else AccountPage(self.actor).wait()
        if not self.drawn.appears(self.actor.drawn_within_ms) or not self.preferences.present():
            return PreferencesPage.open(self.actor)
        try:
            self.actor.follow(self.preferences)
        except ControlNotUsable:  # by its address no layer over the web app is in the way
            return PreferencesPage.open(self.actor)
        if AccountPage(self.actor).is_shown():
            return AccountPage(self.actor).wait()
        return PreferencesPage(self.actor).wait()

    def open_own_profile(self, name: str) -> ProfilePage:
        """Click the own name; open the profile by its address where the layout does not show it."""
        own_profile = NavigationPanel.own_profile.bind(self, name=name)
        drawn = self.rendered.appears(self.actor.drawn_within_ms) and not self.redesigned.present()
        if not drawn or not own_profile.appears(_DRAWN_WITHIN_MS):
            return ProfilePage.open_in_web_app(self.actor, name).wait()
        self.actor.click(own_profile)
        try:
            return ProfilePage(self.actor, name=name).wait()
        except ScreenNotRecognised:
            return ProfilePage.open_in_web_app(self.actor, name).wait()
