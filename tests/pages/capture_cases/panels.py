"""Cases of captures: the panels."""

from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.preference_pages import AppearancePage, NotificationsPage, OtherPreferencesPage
from tests.pages.capture_cases.case import sees

PANEL = (
    LeftPanel.back,
    LeftPanel.profile,
    LeftPanel.preferences,
    LeftPanel.account,
    LeftPanel.import_and_export,
    LeftPanel.sign_out_,
    LeftPanel.toggle,
)
CASES = [
    *(
        sees(capture, NavigationPanel, NavigationPanel.preferences)
        for capture in (
            "4.0.2/10-home",
            "4.6.5/03-home-after-login",
            "4.6.5/54a-profile-own",
            "4.0.2/07-first-login-start",
        )
    ),
    *(
        sees(capture, NavigationPanel, NavigationPanel.own_profile, name="alice")
        for capture in ("4.0.2/10-home", "4.6.5/03-home-after-login", "4.0.2/13-own-profile-logged-in")
    ),
    *(
        sees(capture, LeftPanel, *PANEL)
        for capture in (
            "4.0.2/20-preferences",
            "4.6.5/10-preferences-appearance",
            "4.0.2/25-export",
            "4.6.5/18-settings-profile",
        )
    ),
    *(
        sees(capture, LeftPanel, LeftPanel.back, LeftPanel.account, LeftPanel.import_and_export, LeftPanel.sign_out_)
        for capture in ("4.6.5/33-auth-edit-moved", "4.0.2/73-moved-auth-edit")
    ),
    *(sees(capture, LeftPanel, LeftPanel.import_) for capture in ("4.0.2/25-export", "4.6.5/12-export")),
    *(sees(capture, LeftPanel, LeftPanel.relationships) for capture in ("4.0.2/25-export", "4.6.5/12-export")),
    sees("4.0.2/228-profile-settings", LeftPanel, LeftPanel.post_deletion),
    *(
        sees(capture, LeftPanel, LeftPanel.authorized_apps, LeftPanel.two_factor)
        for capture in ("4.0.2/226-authorized-applications", "4.6.5/22a-authorized-applications")
    ),
    *(
        sees(capture, LeftPanel, LeftPanel.own_applications, LeftPanel.invitations)
        for capture in ("4.0.2/227-invites", "4.6.5/22a-authorized-applications")
    ),
    *(
        sees(capture, LeftPanel, LeftPanel.preference_page, address=address)
        for capture in ("4.0.2/222-preferences-other", "4.6.5/223-preferences-other")
        for address in (AppearancePage.address, NotificationsPage.address, OtherPreferencesPage.address)
    ),
    sees("4.0.2/228-profile-settings", LeftPanel, LeftPanel.profile, LeftPanel.filters),
    sees("4.6.5/210-filters", LeftPanel, LeftPanel.filters),
    sees("4.6.5/220-privacy", LeftPanel, LeftPanel.privacy),
    sees("4.6.5/229-severed-relationships", LeftPanel, LeftPanel.severed_relationships),
]
