"""Two-factor sign-in, `/settings/two_factor_authentication_methods`, which leads elsewhere while it is not set up."""

from pages.screen import Control
from pages.settings.screen import SettingsScreen


class TwoFactorMethodsPage(SettingsScreen):
    """The methods, or the link that sets up the first one (3.5 to 4.7)."""

    title = "Two-factor sign-in"
    address = "/settings/two_factor_authentication_methods"

    disable = Control('.content a[data-method=post][href$="/settings/two_factor_authentication_methods/disable"]')

    def is_set_up(self) -> bool:
        """Whether it is set up: then it can be turned off."""
        return self.disable.present()
