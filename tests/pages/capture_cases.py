"""Which controls are on which page of a real server (4.0.2 and 4.6.5)."""

import pytest

from pages.access.two_factor import TwoFactorMethodsPage
from pages.own_profile.featured_hashtags import FeaturedHashtagsEditor, FeaturedHashtagsForm
from pages.own_profile.profile_display import ProfileDisplay
from pages.own_profile.profile_editor import ProfileEditor
from pages.own_profile.profile_settings import ProfileForm, ProfileSettingsPage
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.screen import Control, Region
from pages.settings.account import AccountPage
from pages.settings.aliases import AliasesPage
from pages.settings.export import ExportPage
from pages.settings.filters import FilterForm, FiltersPage
from pages.settings.imports import ConfirmImportPage, ImportPage
from pages.settings.migration import MigrationPage
from pages.settings.preference_pages import (
    AppearancePage,
    NotificationsPage,
    OtherPreferencesPage,
    PostDeletionPage,
    PostingDefaultsPage,
    ProfileSwitchesPage,
    VerificationPage,
)
from pages.settings.preferences import PreferencesPage
from pages.settings.privacy import PrivacyPage
from pages.settings.relationships import RelationshipsPage
from pages.sign_in import ChallengePage, SignInPage, TwoFactorPage
from pages.web_app.account_note import AccountNotePage
from pages.web_app.compose import ComposeForm
from pages.web_app.hashtags import FollowedHashtagsPage, HashtagPage
from pages.web_app.home import HomePage
from pages.web_app.lists import ListForm, ListPage, ListsPage
from pages.web_app.profile import ProfilePage
from pages.web_app.search_box import SearchBox
from pages.web_app.start import StartPage


def sees(capture: str, screen: type[Region], *controls: Control, **names: str) -> object:
    """A test case: on this capture each of these controls of the screen is there, once."""
    expected = controls or (screen.__dict__["loaded"],)
    return pytest.param(capture, screen, expected, names, id=f"{capture}-{screen.__name__}")


PANEL = (
    LeftPanel.back,
    LeftPanel.profile,
    LeftPanel.preferences,
    LeftPanel.account,
    LeftPanel.import_and_export,
    LeftPanel.sign_out_,
    LeftPanel.toggle,
)
UPLOAD = (ImportPage.type_, ImportPage.file, ImportPage.merge, ImportPage.overwrite, ImportPage.upload_)
MIGRATE = (MigrationPage.new_account, MigrationPage.password, MigrationPage.move_followers, MigrationPage.redirects_to)
CASES = [
    *(
        sees(capture, screen, *controls)
        for release, page in (("4.0.2", "01-sign-in"), ("4.6.5", "01-sign-in"), ("4.0.2", "02-sign-in-wrong-password"))
        for capture, screen, controls in [
            (f"{release}/{page}", SignInPage, (SignInPage.email, SignInPage.password, SignInPage.log_in))
        ]
    ),
    *(
        sees(capture, TwoFactorPage, TwoFactorPage.code, TwoFactorPage.submit)
        for capture in ("4.0.2/04-two-factor-prompt", "4.6.5/41-two-factor-prompt")
    ),
    *(
        sees(capture, ChallengePage, ChallengePage.password, ChallengePage.proceed)
        for capture in ("4.0.2/29-challenge", "4.6.5/44-challenge-page")
    ),
    *(
        sees(capture, HomePage, HomePage.loaded, HomePage.rendered)
        for capture in ("4.0.2/10-home", "4.6.5/03-home-after-login")
    ),
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
        sees(capture, ComposeForm, ComposeForm.text, ComposeForm.publish, ComposeForm.public)
        for capture in ("4.0.2/11-compose-with-text", "4.6.5/50-compose-with-text")
    ),
    *(
        sees(capture, PreferencesPage)
        for capture in ("4.0.2/20-preferences", "4.6.5/10-preferences-appearance", "4.0.2/21-preferences-other")
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
    *(
        sees(capture, RelationshipsPage, RelationshipsPage.form, RelationshipsPage.followers)
        for capture in ("4.0.2/200-relationships", "4.6.5/200-relationships", "4.6.5/260-relationships-many")
    ),
    *(
        sees(capture, RelationshipsPage, RelationshipsPage.form)
        for capture in ("4.0.2/201-relationships-followers", "4.6.5/201-relationships-followers")
    ),
    sees("4.6.5/261-relationships-many-page-2", RelationshipsPage, RelationshipsPage.next),
    *(sees(capture, LeftPanel, LeftPanel.relationships) for capture in ("4.0.2/25-export", "4.6.5/12-export")),
    *(
        sees(f"4.0.2/{page}", HashtagPage, HashtagPage.follow, name=name)
        for page, name in (("230-tag-followed", "bikes"), ("231-tag-not-followed", "books"))
    ),
    *(
        sees(f"{release}/210-filters", FiltersPage, FiltersPage.add_new, FiltersPage.one, number="2")
        for release in ("4.0.2", "4.6.5")
    ),
    sees("4.6.5/266-filters-empty", FiltersPage, FiltersPage.add_new),
    *(
        sees(
            f"{release}/212-filter-new-second-row",
            FilterForm,
            FilterForm.form,
            FilterForm.name,
            FilterForm.expires_in,
            FilterForm.last_keyword,
            FilterForm.last_whole_word,
            FilterForm.row,
            FilterForm.add_keyword,
            FilterForm.save_filter,
            number="2",
        )
        for release in ("4.0.2", "4.6.5")
    ),
    *(
        sees(f"{release}/211-filter-new", FilterForm, control, value=value)
        for release in ("4.0.2", "4.6.5")
        for control, value in ((FilterForm.context, "thread"), (FilterForm.action, "hide"))
    ),
    *(
        sees(f"{release}/{capture}", page, page.form, page.save_in_heading)
        for release, capture, page in (
            ("4.0.2", "220-preferences-notifications", NotificationsPage),
            ("4.0.2", "221-preferences-appearance", AppearancePage),
            ("4.0.2", "222-preferences-other", OtherPreferencesPage),
            ("4.0.2", "228-profile-settings", ProfileSwitchesPage),
            ("4.6.5", "221-preferences-appearance", AppearancePage),
            ("4.6.5", "222-preferences-notifications", NotificationsPage),
            ("4.6.5", "223-preferences-other", OtherPreferencesPage),
            ("4.6.5", "224-preferences-posting-defaults", PostingDefaultsPage),
        )
    ),
    *(
        sees(capture, PostDeletionPage, PostDeletionPage.form, PostDeletionPage.save_in_heading)
        for capture in ("4.0.2/225-statuses-cleanup", "4.6.5/227-statuses-cleanup")
    ),
    sees("4.0.2/228-profile-settings", LeftPanel, LeftPanel.post_deletion),
    sees("4.6.5/43-two-factor-methods-enabled", TwoFactorMethodsPage, TwoFactorMethodsPage.disable),
    *(
        sees(capture, LeftPanel, LeftPanel.authorized_apps, LeftPanel.two_factor)
        for capture in ("4.0.2/226-authorized-applications", "4.6.5/22a-authorized-applications")
    ),
    *(
        sees(capture, LeftPanel, LeftPanel.own_applications, LeftPanel.invitations)
        for capture in ("4.0.2/227-invites", "4.6.5/22a-authorized-applications")
    ),
    sees("4.6.5/220-privacy", PrivacyPage, PrivacyPage.form, PrivacyPage.save_below),
    sees("4.6.5/226-verification", VerificationPage, VerificationPage.form, VerificationPage.save_below),
    sees("4.6.5/18-settings-profile", ProfileSettingsPage, ProfileSettingsPage.verification),
    sees("4.6.5/55-profile-edit", ProfileDisplay, ProfileDisplay.automated, ProfileDisplay.customize),
    *(
        sees(capture, LeftPanel, LeftPanel.preference_page, address=address)
        for capture in ("4.0.2/222-preferences-other", "4.6.5/223-preferences-other")
        for address in (AppearancePage.address, NotificationsPage.address, OtherPreferencesPage.address)
    ),
    sees("4.0.2/228-profile-settings", LeftPanel, LeftPanel.profile, LeftPanel.filters),
    sees("4.6.5/210-filters", LeftPanel, LeftPanel.filters),
    sees("4.0.2/230-tag-followed", HashtagPage, HashtagPage.followed, name="bikes"),
    *(
        sees(f"4.6.5/{page}", HashtagPage, HashtagPage.follow, name=name)
        for page, name in (("231-tag-followed", "photography"), ("233-tag-not-followed", "books"))
    ),
    *(
        sees(f"4.0.2/{page}", FeaturedHashtagsForm, FeaturedHashtagsForm.name, FeaturedHashtagsForm.add_new)
        for page in ("223-featured-tags", "224-featured-tags-one")
    ),
    sees("4.6.5/235-profile-featured-tags", FeaturedHashtagsEditor, FeaturedHashtagsEditor.text),
    sees("4.0.2/223-featured-tags", ProfileSettingsPage, ProfileSettingsPage.featured_hashtags),
    sees("4.6.5/225-settings-featured-tags", ProfileSettingsPage, ProfileSettingsPage.featured_hashtags),
    sees("4.6.5/232-tag-menu-open", HashtagPage, HashtagPage.menu, HashtagPage.feature_, name="photography"),
    sees("4.6.5/264-followed-tags-empty", FollowedHashtagsPage),
    *(sees(capture, SearchBox, SearchBox.text) for capture in ("4.0.2/10-home", "4.6.5/03-home-after-login")),
    sees("4.0.2/25-export", ExportPage, ExportPage.loaded, ExportPage.request_archive_),
    sees("4.6.5/12-export", ExportPage, ExportPage.loaded, ExportPage.request_archive_),
    sees("4.0.2/26-export-archive-requested", ExportPage, ExportPage.loaded, ExportPage.archive),
    sees("4.6.5/45-archive-requested-in-progress", ExportPage, ExportPage.loaded, ExportPage.archive),
    sees("4.0.2/27-export-archive-ready", ExportPage, ExportPage.archive, ExportPage.archive_rows),
    sees("4.6.5/46-archive-ready", ExportPage, ExportPage.archive, ExportPage.archive_rows),
    sees(
        "4.0.2/27-export-archive-ready",
        ExportPage,
        ExportPage.archive_download,
        link="/system/backups/dumps/000/000/001/original/archive-20261122204749-a9e1129855d68c6c7fa008f1d509891f.tar.gz",
    ),
    sees("4.6.5/46-archive-ready", ExportPage, ExportPage.archive_download, link="https://old.test/backups/1/download"),
    *(
        sees(release, ExportPage, ExportPage.csv, kind=kind)
        for release in ("4.0.2/25-export", "4.6.5/12-export")
        for kind in ("follows", "lists", "blocks", "mutes", "domain_blocks", "bookmarks")
    ),
    sees("4.6.5/12-export", ExportPage, ExportPage.csv, kind="custom_filters"),
    *(
        sees(capture, ImportPage, *UPLOAD)
        for capture in (
            "4.0.2/40-import-form",
            "4.0.2/41-import-without-file",
            "4.6.5/13-imports-empty",
            "4.6.5/13b-imports-error-no-file",
            "4.6.5/24c-imports-many-types",
        )
    ),
    sees("4.6.5/24c-imports-many-types", ImportPage, ImportPage.recent_import, number="1"),
    *(
        sees(capture, ConfirmImportPage, ConfirmImportPage.confirm_, ConfirmImportPage.cancel_)
        for capture in ("4.6.5/22-import-confirm", "4.6.5/22b-import-confirm-overwrite", "4.6.5/22c-import-mismatch")
    ),
    *(
        sees(
            capture,
            AccountPage,
            AccountPage.loaded,
            AccountPage.move_to_a_different_account,
            AccountPage.moving_from_a_different_account,
        )
        for capture in (
            "4.0.2/23-auth-edit",
            "4.6.5/15-account-auth-edit",
            "4.0.2/73-moved-auth-edit",
            "4.6.5/33-auth-edit-moved",
        )
    ),
    *(
        sees(capture, AliasesPage, AliasesPage.handle, AliasesPage.create_alias_)
        for capture in (
            "4.0.2/50-aliases-empty",
            "4.0.2/54-alias-duplicate",
            "4.6.5/14b-alias-error",
            "4.6.5/29-alias-created",
        )
    ),
    *(
        sees(capture, MigrationPage, *MIGRATE)
        for capture in (
            "4.0.2/60-migration-form",
            "4.6.5/16-migration-form",
            "4.6.5/26-migration-error-alias-missing",
            "4.0.2/61-migration-wrong-password",
        )
    ),
    *(
        sees(
            capture,
            MigrationPage,
            *MIGRATE,
            MigrationPage.cancel_redirect,
            MigrationPage.cooldown,
            MigrationPage.past_migrations,
        )
        for capture in ("4.0.2/67-migration-done", "4.6.5/31-migration-after-move-cooldown")
    ),
    *(
        sees(capture, ProfilePage, ProfilePage.followers, ProfilePage.following, name="alice")
        for capture in ("4.0.2/13-own-profile-logged-in", "4.6.5/54a-profile-own", "4.6.5/75-profile-after-edit")
    ),
    sees("4.0.2/16-profile-with-pinned", ProfilePage, ProfilePage.post, id="f-117662053093639663", name="alice"),
    sees("4.6.5/54-profile-own-pinned", ProfilePage, ProfilePage.post, id="f-117662111789983373", name="alice"),
    *(
        sees("4.0.2/07-first-login-start", screen, *controls, name="newbie")
        for screen, controls in (
            (StartPage, (StartPage.web_app, StartPage.rendered)),
            (NavigationPanel, (NavigationPanel.own_profile,)),
            (ComposeForm, (ComposeForm.text, ComposeForm.publish, ComposeForm.public)),
        )
    ),
    sees(
        "4.0.2/16-profile-with-pinned", ProfilePage, ProfilePage.rendered_post, id="f-117662053093639663", name="alice"
    ),
    sees("4.6.5/54-profile-own-pinned", ProfilePage, ProfilePage.rendered_post, id="117662111789983373", name="alice"),
    sees("4.0.2/260-profile-12-posts-top", ProfilePage, ProfilePage.post, id="117687392575726543", name="alice"),
    sees(
        "4.0.2/262-profile-scrolled-to-end",
        ProfilePage,
        ProfilePage.rendered_post,
        id="117687392549597593",
        name="alice",
    ),
    sees("4.0.2/13-own-profile-logged-in", ProfilePage, ProfilePage.post_menu, id="117662053093639663", name="alice"),
    sees("4.6.5/54a-profile-own", ProfilePage, ProfilePage.post_menu, id="117662073216652554", name="alice"),
    *(
        sees(capture, ProfilePage, ProfilePage.pin)
        for capture in ("4.0.2/14-post-menu", "4.6.5/53-status-menu-pin", "4.6.5/53b-status-menu-unpin")
    ),
    *(
        sees(capture, ProfilePage, ProfilePage.moved_to)
        for capture in (
            "4.0.2/82-moved-profile-signed-out",
            "4.0.2/81-moved-profile-logged-in",
            "4.6.5/36-profile-moved-own-view",
            "4.6.5/37-profile-moved-public",
        )
    ),
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
    *(sees(f"4.6.5/{name}", PrivacyPage, PrivacyPage.loaded) for name in ("11d-privacy-and-reach", "220-privacy")),
    sees("4.6.5/220-privacy", LeftPanel, LeftPanel.privacy),
    sees("4.0.2/22-profile-settings", ProfileSettingsPage, ProfileSettingsPage.loaded, ProfileSettingsPage.form),
    sees("4.6.5/18-settings-profile", ProfileSettingsPage, ProfileSettingsPage.loaded, ProfileSettingsPage.editor_link),
    sees(
        "4.6.5/55-profile-edit",
        ProfileEditor,
        ProfileEditor.loaded,
        ProfileEditor.edit_display_name,
        ProfileEditor.edit_note,
        ProfileEditor.field_buttons,
        ProfileEditor.avatar_picture,
        ProfileEditor.header_picture,
        ProfileEditor.change_avatar,
        ProfileEditor.change_header,
    ),
    sees(
        "4.6.5/71-profile-edit-fresh-account",
        ProfileEditor,
        ProfileEditor.loaded,
        ProfileEditor.edit_display_name,
        ProfileEditor.edit_note,
        ProfileEditor.field_buttons,
        ProfileEditor.avatar_picture,
        ProfileEditor.change_avatar,
        ProfileEditor.change_header,
    ),
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
    *(
        sees(
            capture,
            AccountNotePage,
            AccountNotePage.field,
            AccountNotePage.account_name,
            AccountNotePage.ready,
            name=name,
        )
        for capture, name in (("4.0.2/250-profile-note-empty", "anders"), ("4.0.2/253-profile-note-present", "anders"))
    ),
    sees("4.6.5/251-profile-without-note", AccountNotePage, AccountNotePage.ready, name="cleo"),
    sees(
        "4.6.5/252-profile-menu-open", AccountNotePage, AccountNotePage.add_or_edit, AccountNotePage.ready, name="cleo"
    ),
    sees("4.0.2/241-lists", ListsPage, ListsPage.loaded, ListsPage.new_title, ListsPage.add_list),
    sees("4.6.5/241-lists", ListsPage, ListsPage.loaded, ListsPage.new_list),
    sees("4.6.5/265-lists-empty", ListsPage, ListsPage.loaded, ListsPage.new_list),
    sees("4.0.2/242-list", ListPage, ListPage.show_settings),
    sees("4.0.2/243-list-settings-open", ListPage, ListPage.chosen_replies, ListPage.edit),
    sees("4.0.2/245-list-editor-search", ListPage, ListPage.search, ListPage.found, ListPage.add),
    *(
        sees(capture, ListForm, ListForm.name, ListForm.replies, ListForm.hide, ListForm.hide_label, ListForm.save_list)
        for capture in ("4.6.5/242-list-new", "4.6.5/244-list-edit")
    ),
    sees("4.6.5/244-list-edit", ListForm, ListForm.members_link),
    sees("4.6.5/245-list-members", ListForm, ListForm.members_or_none),
    sees("4.6.5/229-severed-relationships", LeftPanel, LeftPanel.severed_relationships),
]
