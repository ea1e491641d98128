"""Preferences: appearance, e-mail notifications, posting defaults (SCREENS-MORE.md, "Preferences").

The fields have one name up to 4.1 and another since 4.2, and posting defaults have a page of their own since 4.5.
"""

from collections.abc import Iterator

from automation.beyond.kind import Place
from automation.beyond.kinds.switches import Setting, SettingsKind, Spot
from pages.panels.left_panel import LeftPanel
from pages.settings.preference_pages import AppearancePage, PostingDefaultsPage

_APPEARANCE = {
    "theme": "theme",
    "web.color_scheme": "colours",
    "web.contrast": "contrast",
    "web.emoji_style": "emoji style",
    "web.advanced_layout": "advanced (multi-column) layout",
    "web.use_pending_items": "show new posts only when you click",
    "web.auto_play": "play animations",
    "web.reduce_motion": "reduce motion",
    "web.disable_swiping": "disable swiping",
    "web.disable_hover_cards": "disable profile previews",
    "web.use_system_font": "system font",
    "web.use_system_scrollbars": "system scrollbars",
    "web.crop_images": "crop pictures",
    "web.trends": "show trends",
    "web.unfollow_modal": "ask before unfollowing",
    "web.reblog_modal": "ask before boosting",
    "web.quick_boosting": "boost with one click",
    "web.delete_modal": "ask before deleting",
    "web.missing_alt_text_modal": "ask if a picture has no description",
    "web.display_media": "show media",
    "web.use_blurhash": "colourful previews of hidden media",
    "web.expand_content_warnings": "always expand content warnings",
}
_MAILS = {
    "follow": "e-mail when someone follows you",
    "follow_request": "e-mail when someone asks to follow you",
    "reblog": "e-mail when someone boosts you",
    "favourite": "e-mail when someone favourites your post",
    "mention": "e-mail when someone mentions you",
    "quote": "e-mail when someone quotes you",
}
_POSTING = {
    "default_quote_policy": "who can quote",
    "default_language": "language of posts",
    "default_sensitive": "mark media as sensitive",
}
# Where 4.2 has another name.
_UP_TO_4_1 = {
    "web.auto_play": "auto_play_gif",
    "web.use_system_font": "system_font_ui",
    "web.reblog_modal": "boost_modal",
    "web.expand_content_warnings": "expand_spoilers",
}


def _since_4_2(key: str) -> str:
    return f"user[settings_attributes][{key}]"


def _up_to_4_1(key: str) -> str:
    return f"user[setting_{_UP_TO_4_1.get(key, key.removeprefix('web.'))}]"


def _on(page: str, key: str) -> tuple[Spot, Spot]:
    return Spot(page, _since_4_2(key)), Spot(page, _up_to_4_1(key))


def _posting(key: str) -> tuple[Spot, ...]:
    return (*_on("other", key), Spot("posting defaults", _since_4_2(key)))


def _all() -> Iterator[Setting]:
    yield Setting("language of the pages", (Spot("appearance", "user[locale]"),))
    yield Setting("time zone", (Spot("appearance", "user[time_zone]"),))
    for key, meaning in _APPEARANCE.items():
        yield Setting(meaning, _on("appearance", key))
    for key, meaning in _MAILS.items():
        spots = _since_4_2(f"notification_emails.{key}"), f"user[notification_emails][{key}]"
        yield Setting(meaning, tuple(Spot("notifications", field) for field in spots))
    yield Setting("send e-mail even while you are online", _on("notifications", "always_send_emails"))
    yield Setting("group boosts", _on("other", "aggregate_reblogs"))
    yield Setting("languages of public timelines", (Spot("other", "user[chosen_languages][]"),))
    for key, meaning in _POSTING.items():
        yield Setting(meaning, _posting(key))
    yield Setting("visibility of posts", _posting("default_privacy"), later=True)


class Preferences(SettingsKind):
    """Preferences. The default visibility has to wait, because it would hide the post about the move."""

    name = "preferences"
    noun = "preferences"
    reading = Place("Read your preferences", LeftPanel, LeftPanel.preferences)
    writing = Place("Choose the same preferences", AppearancePage, AppearancePage.save_in_heading)
    later = Place(
        "Choose the same default visibility of posts", PostingDefaultsPage, PostingDefaultsPage.save_in_heading
    )
    settings = tuple(_all())
