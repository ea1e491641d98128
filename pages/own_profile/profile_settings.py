"""Profile, `/settings/profile`: a form up to 4.5; in 4.6, a notice with a link to the web app's editor."""

from pathlib import Path

from pages.browser.actions import BoundControl
from pages.own_profile.featured_hashtags import FeaturedHashtagsForm
from pages.own_profile.profile_display import ProfileDisplay
from pages.own_profile.profile_editor import ProfileEditor
from pages.own_profile.profile_texts import ProfileField, ProfileTexts, picture_address
from pages.screen import Answer, Control, Screen
from pages.settings.preference_pages import ProfileSwitchesPage, VerificationPage
from pages.settings.screen import SettingsScreen


class ProfileForm(SettingsScreen):
    """The form `#edit_profile` (3.5 to 4.5). Nothing is saved until `save`."""

    title = "Profile"
    address = "/settings/profile"

    display_name = loaded = Control("form#edit_profile #account_display_name")
    note = Control("form#edit_profile #account_note")
    field_names = Control('form#edit_profile input[id^="account_fields_attributes_"][id$="_name"]')
    field_name = Control("form#edit_profile #account_fields_attributes_{row}_name")
    field_value = Control("form#edit_profile #account_fields_attributes_{row}_value")
    avatar = Control("form#edit_profile #account_avatar")
    header = Control("form#edit_profile #account_header")
    avatar_picture = Control("form#edit_profile :is(#account_avatar-preview, .card .avatar img)")
    header_picture = Control("form#edit_profile :is(#account_header-preview, .card .card__img img)")
    locked = Control("form#edit_profile #account_locked")
    save_changes = Control("form#edit_profile .actions button[type=submit]")

    def read(self) -> ProfileTexts:
        """The texts as typed, and the addresses of the pictures."""
        rows = [self._row(number) for number in range(self.field_count())]
        fields = (ProfileField(name.locator.input_value(), value.locator.input_value()) for name, value in rows)
        return ProfileTexts(
            self.display_name.locator.input_value(),
            self.note.locator.input_value(),
            tuple(field for field in fields if field.name or field.value),
            picture_address(self.avatar_picture),
            picture_address(self.header_picture),
        )

    def shows_picture(self, name: str) -> bool:
        """Whether the form shows the picture or its placeholder, as Mastodon's own does.

        Args:
            name: `avatar` or `header`.
        """
        return (self.avatar_picture if name == "avatar" else self.header_picture).present()

    def is_locked(self) -> bool:
        """Whether new followers need approval. Up to 4.1, this form has the checkbox; later, it is always False."""
        return self.locked.present() and self.locked.locator.is_checked()

    def field_count(self) -> int:
        """How many fields the profile can have: four, unless the server allows more."""
        return self.field_names.locator.count()

    def display_name_limit(self) -> int | None:
        """How many characters a display name can have, or None if the form does not say."""
        limit = self.display_name.locator.get_attribute("maxlength")
        return int(limit) if limit else None

    def type_display_name(self, text: str) -> None:
        """Type the display name."""
        self.actor.fill(self.display_name, text)

    def type_note(self, text: str) -> None:
        """Type the bio."""
        self.actor.fill(self.note, text)

    def type_fields(self, fields: tuple[ProfileField, ...]) -> None:
        """Type the fields, row by row. Further rows remain unchanged."""
        for number, field in enumerate(fields):
            name, value = self._row(number)
            self.actor.fill(name, field.name)
            self.actor.fill(value, field.value)

    def choose_avatar(self, picture: Path) -> None:
        """Choose a file for the profile picture."""
        self.actor.upload(self.avatar, picture)

    def choose_header(self, picture: Path) -> None:
        """Choose a file for the banner."""
        self.actor.upload(self.header, picture)

    def save(self) -> Answer:
        """Click "Save changes".

        Returns:
            The messages of the page.
        """
        self.actor.follow(self.save_changes)
        return self.wait().answer()

    def _row(self, number: int) -> tuple[BoundControl, BoundControl]:
        return (
            ProfileForm.field_name.bind(self, row=str(number)),
            ProfileForm.field_value.bind(self, row=str(number)),
        )


class ProfileSettingsPage(Screen):
    """The page behind "Profile" in the left panel: the form, or the link to the web app's editor (3.5 to 4.7)."""

    title = "Profile"
    address = "/settings/profile"

    form = Control("form#edit_profile")
    editor_link = Control('.content a[href$="/profile/edit"]')
    verification = Control('.content__heading__tabs a[href$="/settings/verification"]')
    # Up to 4.1 in the left panel, later a tab.
    featured_hashtags = Control(
        '.sidebar ul li#profile ul a[href$="/settings/featured_tags"],'
        ' .content__heading__tabs a[href$="/settings/featured_tags"]'
    )
    profile_form = loaded = Control('form#edit_profile, .content a[href$="/profile/edit"]')

    def open_verification(self) -> VerificationPage | None:
        """Click the tab "Verification"; None if this release has none, as up to 4.1."""
        if not self.verification.present():
            return None
        self.actor.follow(self.verification)
        return VerificationPage(self.actor).wait()

    def open_featured_hashtags(self) -> FeaturedHashtagsForm | None:
        """Click "Featured hashtags"; None if they are in the web app's editor, as since 4.6."""
        self.actor.follow(self.featured_hashtags)
        if self.editor_link.present():
            return None
        return FeaturedHashtagsForm(self.actor).wait()

    def switches(self) -> ProfileSwitchesPage | ProfileDisplay:
        """The switches of this form, or those of the editor that the page links to."""
        if self.form.visible():
            return ProfileSwitchesPage(self.actor).wait()
        self.actor.follow(self.editor_link)
        return ProfileDisplay(self.actor).wait()

    def edit(self) -> ProfileForm | ProfileEditor:
        """The form on this page, or the editor that the page links to."""
        if self.form.visible():
            return ProfileForm(self.actor).wait()
        self.actor.follow(self.editor_link)
        return ProfileEditor(self.actor).wait()
