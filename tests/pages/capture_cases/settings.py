"""Cases of captures: the settings' screens."""

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
from tests.pages.capture_cases.case import sees

UPLOAD = (ImportPage.type_, ImportPage.file, ImportPage.merge, ImportPage.overwrite, ImportPage.upload_)
MIGRATE = (MigrationPage.new_account, MigrationPage.password, MigrationPage.move_followers, MigrationPage.redirects_to)
CASES = [
    *(
        sees(capture, PreferencesPage)
        for capture in ("4.0.2/20-preferences", "4.6.5/10-preferences-appearance", "4.0.2/21-preferences-other")
    ),
    *(
        sees(capture, RelationshipsPage, RelationshipsPage.form, RelationshipsPage.followers)
        for capture in ("4.0.2/200-relationships", "4.6.5/200-relationships", "4.6.5/260-relationships-many")
    ),
    *(
        sees(capture, RelationshipsPage, RelationshipsPage.form)
        for capture in ("4.0.2/201-relationships-followers", "4.6.5/201-relationships-followers")
    ),
    sees("4.6.5/261-relationships-many-page-2", RelationshipsPage, RelationshipsPage.next),
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
    sees("4.6.5/220-privacy", PrivacyPage, PrivacyPage.form, PrivacyPage.save_below),
    sees("4.6.5/226-verification", VerificationPage, VerificationPage.form, VerificationPage.save_below),
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
    *(sees(f"4.6.5/{name}", PrivacyPage, PrivacyPage.loaded) for name in ("11d-privacy-and-reach", "220-privacy")),
]
