"""Cases of captures: the screens of one's own profile."""

from pages.own_profile.featured_hashtags import FeaturedHashtagsEditor, FeaturedHashtagsForm
from pages.own_profile.profile_display import ProfileDisplay
from pages.own_profile.profile_editor import ProfileEditor
from pages.own_profile.profile_settings import ProfileForm, ProfileSettingsPage
from tests.pages.capture_cases.case import sees

EDITOR = (
    ProfileEditor.loaded,
    ProfileEditor.edit_display_name,
    ProfileEditor.edit_note,
    ProfileEditor.field_buttons,
    ProfileEditor.avatar_picture,
    ProfileEditor.change_avatar,
    ProfileEditor.change_header,
)
CASES = [
    sees("4.6.5/18-settings-profile", ProfileSettingsPage, ProfileSettingsPage.verification),
    sees("4.6.5/55-profile-edit", ProfileDisplay, ProfileDisplay.automated, ProfileDisplay.customize),
    *(
        sees(f"4.0.2/{page}", FeaturedHashtagsForm, FeaturedHashtagsForm.name, FeaturedHashtagsForm.add_new)
        for page in ("223-featured-tags", "224-featured-tags-one")
    ),
    sees("4.6.5/235-profile-featured-tags", FeaturedHashtagsEditor, FeaturedHashtagsEditor.text),
    sees("4.0.2/223-featured-tags", ProfileSettingsPage, ProfileSettingsPage.featured_hashtags),
    sees("4.6.5/225-settings-featured-tags", ProfileSettingsPage, ProfileSettingsPage.featured_hashtags),
    *(
        sees(
            capture,
            ProfileForm,
            ProfileForm.display_name,
            ProfileForm.note,
            ProfileForm.avatar,
            ProfileForm.header,
            ProfileForm.avatar_picture,
            ProfileForm.header_picture,
            ProfileForm.save_changes,
            ProfileForm.field_name,
            ProfileForm.field_value,
            row="3",
        )
        for capture in ("4.0.2/22-profile-settings", "4.0.2/93-profile-saved", "4.0.2/94-profile-bad-avatar")
    ),
    sees("4.0.2/22-profile-settings", ProfileForm, ProfileForm.locked),
    sees("4.0.2/22-profile-settings", ProfileSettingsPage, ProfileSettingsPage.loaded, ProfileSettingsPage.form),
    sees("4.6.5/18-settings-profile", ProfileSettingsPage, ProfileSettingsPage.loaded, ProfileSettingsPage.editor_link),
    sees("4.6.5/55-profile-edit", ProfileEditor, *EDITOR, ProfileEditor.header_picture),
    sees("4.6.5/71-profile-edit-fresh-account", ProfileEditor, *EDITOR),
    sees(
        "4.6.5/56-profile-edit-name-modal",
        ProfileEditor,
        ProfileEditor.modal,
        ProfileEditor.modal_text,
        ProfileEditor.modal_save,
        ProfileEditor.modal_cancel,
    ),
    sees("4.6.5/57-profile-edit-bio-modal", ProfileEditor, ProfileEditor.modal_note, ProfileEditor.modal_save),
    sees(
        "4.6.5/58-profile-edit-field-modal",
        ProfileEditor,
        ProfileEditor.modal_label,
        ProfileEditor.modal_value,
        ProfileEditor.modal_save,
        ProfileEditor.modal_cancel,
    ),
    sees("4.6.5/59-profile-edit-image-menu", ProfileEditor, ProfileEditor.replace_image, ProfileEditor.menu_or_modal),
    *(
        sees(f"4.6.5/{step}", ProfileEditor, *controls)
        for picture in ("avatar", "header")
        for step, controls in (
            (f"72-profile-edit-{picture}-step1", (ProfileEditor.modal_file, ProfileEditor.modal_cancel)),
            (f"73-profile-edit-{picture}-crop", (ProfileEditor.modal_crop, ProfileEditor.modal_next)),
        )
    ),
    sees("4.6.5/74-profile-edit-avatar-after0", ProfileEditor, ProfileEditor.modal_alt_text, ProfileEditor.modal_next),
]
