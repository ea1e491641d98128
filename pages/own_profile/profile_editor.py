"""The web app's profile editor, `/profile/edit` (4.6): each part has its own modal, which saves immediately."""

from pathlib import Path

from pages.browser.actions import BoundControl
from pages.own_profile.profile_texts import ProfileField, ProfileTexts, picture_address
from pages.screen import Control
from pages.web_app.screen import WebAppScreen

# A modal opens immediately. If it does not have the expected field by then, it is a different modal.
_MODAL_WITHIN_MS = 3_000


class ProfileEditor(WebAppScreen):
    """Display name, bio, fields, banner and picture (4.6).

    The ids are generated for each page view, so that the locators use icons and structure instead.
    """

    title = "Profile editor"
    address = "/profile/edit"

    banner_and_picture = loaded = Control(".scrollable > header:has(.account__avatar)")
    # The sections have neither names nor ids: display name, bio and fields are the first three after the pictures. What
    # is in the modal tells whether it is the right one.
    edit_display_name = Control(".scrollable > header + section > header button")
    edit_note = Control(".scrollable > header + section + section > header button")
    field_buttons = Control(".scrollable > header + section + section + section > header button")
    field_labels = Control(".scrollable > header + section + section + section li:has(svg.icon-pencil) h2")
    field_pencils = Control(".scrollable > header + section + section + section li button:has(svg.icon-pencil)")
    avatar_picture = Control(".scrollable > header .account__avatar img")
    header_picture = Control(".scrollable > header > div:not(:has(.account__avatar)) > img")
    change_avatar = Control(".scrollable > header > div:has(.account__avatar) > button:has(svg.icon-camera)")
    change_header = Control(".scrollable > header > div:not(:has(.account__avatar)) > button:has(svg.icon-camera)")
    replace_image = Control(".dropdown-menu__container__list button:has(svg.icon-replace-image)")

    menu_or_modal = Control(".dropdown-menu__container__list, .modal-root__modal")
    modal = Control(".modal-root__modal")
    modal_text = Control(".modal-root__modal input[type=text]:not([name])")
    modal_note = Control(".modal-root__modal textarea")
    modal_label = Control(".modal-root__modal input[name=label]")
    modal_value = Control(".modal-root__modal input[name=value]")
    modal_save = Control(".modal-root__modal button[type=submit]")
    modal_cancel = Control(
        ".safety-action-modal__actions button.link-button, .dialog-modal button.dialog-modal__header__close"
    )
    modal_file = Control(".modal-root__modal input[type=file]")
    modal_crop = Control(".modal-root__modal .reactEasyCrop_Container")
    modal_alt_text = Control(".modal-root__modal .dialog-modal__content textarea")
    modal_next = Control(".modal-root__modal .dialog-modal__content button.button:not(.button-secondary)")

    def read(self) -> ProfileTexts:
        """The texts as typed, read from the modals, and the addresses of the pictures."""
        self._open(self.edit_display_name)
        display_name = self.modal_text.locator.input_value()
        self._cancel()
        self._open(self.edit_note)
        note = self.modal_note.locator.input_value()
        self._cancel()
        return ProfileTexts(
            display_name,
            note,
            self._fields(),
            picture_address(self.avatar_picture),
            picture_address(self.header_picture),
        )

    def save_display_name(self, text: str) -> None:
        """Change the display name in its modal."""
        self._open(self.edit_display_name)
        self.actor.fill(self.modal_text, text)
        self._save()

    def save_note(self, text: str) -> None:
        """Change the bio in its modal."""
        self._open(self.edit_note)
        self.actor.fill(self.modal_note, text)
        self._save()

    def save_field(self, field: ProfileField) -> bool:
        """Change the field with this label, or add it. Returns False if the profile has no room for another field."""
        names = self.field_labels.texts()
        if field.name.strip() in names:
            self._open(self._pencils()[names.index(field.name.strip())])
        elif not self._open_new_field():
            return False
        self.actor.fill(self.modal_label, field.name)
        self.actor.fill(self.modal_value, field.value)
        self._save()
        return True

    def save_avatar(self, picture: Path) -> None:
        """Upload a profile picture: choose the file, then accept the cropping and the alt text."""
        self._save_picture(self.change_avatar, picture)

    def save_header(self, picture: Path) -> None:
        """Upload a banner: choose the file, then accept the cropping and the alt text."""
        self._save_picture(self.change_header, picture)

    def _fields(self) -> tuple[ProfileField, ...]:
        """The fields, read from their modals, which have the texts as typed."""
        found = []
        for pencil in self._pencils():
            self._open(pencil)
            found.append(ProfileField(self.modal_label.locator.input_value(), self.modal_value.locator.input_value()))
            self._cancel()
        return tuple(found)

    def _pencils(self) -> list[BoundControl]:
        return [BoundControl(self.title, "edit field", locator) for locator in self.field_pencils.locator.all()]

    def _open_new_field(self) -> bool:
        """Click the button that adds a field: the one whose modal asks for a label. Returns False if there is none."""
        for locator in reversed(self.field_buttons.locator.all()):
            self._open(BoundControl(self.title, "add field", locator))
            if self.modal_label.appears(_MODAL_WITHIN_MS):
                return True
            self._cancel()
        return False

    def _save_picture(self, change: BoundControl, picture: Path) -> None:
        self.actor.click(change)
        # If there is a picture already, the button opens a menu; otherwise it opens the modal.
        self.actor.wait_for(self.menu_or_modal)
        if self.replace_image.visible():
            self.actor.click(self.replace_image)
        self.actor.upload(self.modal_file, picture)
        self.actor.wait_for(self.modal_crop)
        self.actor.click(self.modal_next)
        self.actor.wait_for(self.modal_alt_text)
        self._save(self.modal_next)

    def _open(self, button: BoundControl) -> None:
        self.actor.click(button)
        self.actor.wait_for(self.modal)

    def _cancel(self) -> None:
        self.actor.click(self.modal_cancel)
        self.actor.wait_for(self.modal, "detached")

    def _save(self, button: BoundControl | None = None) -> None:
        """Save, and wait until the modal closes, which means that the server has saved the change."""
        self.actor.click(button or self.modal_save)
        self.actor.wait_for(self.modal, "detached")
