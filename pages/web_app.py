"""The web app: the React page behind `/`, and the navigation panel that all of its screens share."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pages.account import AccountPage
from pages.compose import ComposeForm
from pages.errors import ControlNotUsable, ScreenNotRecognised
from pages.hand import Hand
from pages.preferences import PreferencesPage
from pages.screen import Control, Region, Screen
from pages.settings import SettingsScreen
from pages.start import StartPage

if TYPE_CHECKING:
    from pages.profile import ProfilePage

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


class WebAppScreen(Screen):
    """A screen of the web app, 3.5 to 4.7."""

    rendered = Control("#mastodon .ui")

    def open_preferences(self) -> SettingsScreen:
        """Click "Preferences" in the panel; open it by its address where there is no panel to click in.

        An account that has moved away is led to its account page instead.
        """
        panel = NavigationPanel(self.hand)
        if not panel.drawn.appears(self.hand.drawn_within_ms) or not panel.preferences.present():
            return PreferencesPage.open(self.hand)
        try:
            self.hand.follow(panel.preferences)
        except ControlNotUsable:  # by its address no layer over the web app is in the way
            return PreferencesPage.open(self.hand)
        if AccountPage(self.hand).is_shown():
            return AccountPage(self.hand).wait()
        return PreferencesPage(self.hand).wait()

    @classmethod
    def open_in_app(cls, hand: Hand, path: str, drawn_within_ms: float | None = None) -> None:
        """Open an address of the web app, past an account's first launch, which leads to `/start` instead.

        Args:
            hand: whose page it is.
            path: the address.
            drawn_within_ms: how long the app may take to draw itself, in milliseconds; by default the hand's.
        """
        StartPage.pass_by(hand, path, cls.title, drawn_within_ms or hand.drawn_within_ms)

    @property
    def compose(self) -> ComposeForm:
        """The compose box: beside every column of a wide window, or on a screen of its own, or behind a button."""
        compose = ComposeForm(self.hand)
        self.hand.wait_for(self.rendered, "attached")
        if compose.new.present():
            return compose.begin_post()
        if not compose.text.appears(_DRAWN_WITHIN_MS):
            self.open_in_app(self.hand, self._path("/publish"))
            self.hand.wait_for(compose.text)
        return compose

    def _path(self, path: str) -> str:
        """An address of the web app, which 3.5 has below `/web`."""
        here = urlsplit(self.hand.page.url).path
        return f"/web{path}" if here.startswith("/web/") else path

    def open_own_profile(self, name: str) -> "ProfilePage":
        """Click the own name; open the profile by its address where the layout does not show it."""
        from pages.profile import ProfilePage

        panel = NavigationPanel(self.hand, name=name)
        drawn = self.rendered.appears(self.hand.drawn_within_ms) and not panel.redesigned.present()
        if not drawn or not panel.own_profile.appears(_DRAWN_WITHIN_MS):
            return ProfilePage.open_in_web_app(self.hand, name).wait()
        self.hand.click(panel.own_profile)
        try:
            return ProfilePage(self.hand, name=name).wait()
        except ScreenNotRecognised:
            return ProfilePage.open_in_web_app(self.hand, name).wait()
