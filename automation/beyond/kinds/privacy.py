"""Privacy and reach: who can find the account, and what its profile shows (SCREENS-MORE.md, "Privacy and reach")."""

from automation.beyond.kind import Place
from automation.beyond.kinds.switches import Setting, SettingsKind, Spot
from pages.settings.privacy import PrivacyPage


class Privacy(SettingsKind):
    """Privacy and reach. Whether followers must ask has to wait: they would all have to be accepted by hand."""

    name = "privacy"
    noun = "privacy settings"
    reading = Place("Read who can find you, and what your profile shows", PrivacyPage, None)
    writing = Place("Choose the same for your new account", PrivacyPage, PrivacyPage.save_below)
    later = Place("Choose whether you approve followers yourself", PrivacyPage, PrivacyPage.save_below)
    settings = (
        Setting(
            "suggest the account to others",
            (Spot("privacy", "account[discoverable]"), Spot("profile", "account[discoverable]")),
        ),
        Setting("show posts in search results", (Spot("privacy", "account[indexable]"),)),
        Setting(
            "show the profile in search engines",
            (Spot("privacy", "account[settings][indexable]"), Spot("other", "user[setting_noindex]", inverted=True)),
        ),
        Setting(
            "hide follows and followers",
            (
                Spot("privacy", "account[show_collections]", inverted=True),
                Spot("profile", "account[hide_collections]"),
                Spot("profile", "hide_collections"),
            ),
        ),
        Setting(
            "show which app a post was sent from",
            (Spot("privacy", "account[settings][show_application]"), Spot("other", "user[setting_show_application]")),
        ),
        Setting("automated account", (Spot("profile", "account[bot]"), Spot("profile", "bot"))),
        Setting("websites that may credit you", (Spot("verification", "account[attribution_domains]"),), lines=True),
        Setting(
            "approve followers yourself",
            (Spot("privacy", "account[unlocked]", inverted=True), Spot("profile", "account[locked]")),
            later=True,
        ),
    )
