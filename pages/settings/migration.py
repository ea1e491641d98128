"""Account migration, `/settings/migration`."""

from dataclasses import dataclass

from pages.numbers import numbers_in
from pages.screen import Answer, Control
from pages.settings.screen import SettingsScreen

_MIGRATIONS = """rows => rows.map(row => ({
  target: row.querySelector('a.name-tag').title || row.querySelector('.username').innerText,
  at: row.querySelector('time')?.dateTime || ''}))"""


@dataclass(frozen=True)
class PastMigration:
    """A row of the table of past migrations.

    Args:
        target: the handle of the account that this one moved to.
        at: when, in ISO 8601 as written in the page; empty if the page does not have it.
    """

    target: str
    at: str


class MigrationPage(SettingsScreen):
    """The current redirect, the form that moves the followers, and past migrations (3.5 to 4.7)."""

    title = "Account migration"
    address = "/settings/migration"

    new_account = loaded = Control("form#new_account_migration #account_migration_acct")
    password = Control("form#new_account_migration #account_migration_current_password")
    username = Control("form#new_account_migration #account_migration_current_username")
    move_followers = Control("form#new_account_migration button.button--destructive[type=submit]", irreversible=True)
    redirects_to = Control(".positive-hint")
    cancel_redirect = Control('a[data-method=delete][href$="/settings/migration/redirect"]')
    cooldown = Control("form#new_account_migration p.hint > .warning-hint")
    past_migrations = Control("table tr:has(a.name-tag)")

    def redirecting(self) -> bool:
        """Whether the account redirects to another account, so that the page has a link to undo it."""
        return self.cancel_redirect.visible()

    def undo_redirect(self) -> Answer:
        """Click the link that undoes the redirect.

        Returns:
            The messages of the page.
        """
        self.actor.follow_method_link(self.cancel_redirect)
        return self.wait().answer()

    def redirect_words(self) -> str:
        """The text about the redirect at the top of the page, in the page's language."""
        return self.redirects_to.locator.inner_text().strip()

    def on_cooldown(self) -> bool:
        """Whether the form is disabled because the account moved within the last 30 days."""
        return self.move_followers.locator.is_disabled()

    def cooldown_words(self) -> tuple[str, int | None]:
        """The text about the cooldown, and the number of days left, or None if the text does not state it."""
        words = self.cooldown.locator.inner_text().strip() if self.cooldown.visible() else ""
        days = numbers_in(words)
        return words, days[-1] if days else None

    def read_past_migrations(self) -> list[PastMigration]:
        """The table of past migrations, newest first."""
        rows: list[dict[str, str]] = self.past_migrations.locator.evaluate_all(_MIGRATIONS)
        return [PastMigration(row["target"].strip().lstrip("@"), row["at"]) for row in rows]

    def type_new_account(self, handle: str) -> None:
        """Type the handle of the new account, as `@user@server`, into the left field."""
        self.actor.fill(self.new_account, handle)

    def type_password(self, password: str) -> None:
        """Type the password of the old account into the right field. After an error, the field is empty again.

        Raises:
            WrongOrigin: the page belongs to another server; nothing was typed.
        """
        self.actor.fill_secret(self.password, password)

    def asks_for_username(self) -> bool:
        """Whether the right field asks for the username, because the account has no password."""
        return self.username.visible()

    def type_username(self, username: str) -> None:
        """Type the username of the old account into the right field."""
        self.actor.fill(self.username, username)

    def press_move_followers(self) -> Answer:
        """Click "Move followers".

        Returns:
            The messages of the page.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        self.actor.follow(self.move_followers)
        return self.wait().answer()
