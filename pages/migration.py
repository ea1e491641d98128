"""Account migration, `/settings/migration`."""

from dataclasses import dataclass

from pages.numbers import numbers_in
from pages.screen import Answer, Control
from pages.settings import SettingsScreen


@dataclass(frozen=True)
class PastMigration:
    """A row of the table of past migrations: where to, and when (ISO 8601, as the page has it)."""

    target: str
    at: str


class MigrationPage(SettingsScreen):
    """Whether the account redirects, the form that moves its followers, and past migrations (3.5 to 4.7)."""

    title = "Account migration"
    address = "/settings/migration"

    new_account = loaded = Control("form#new_account_migration #account_migration_acct")
    password = Control("form#new_account_migration #account_migration_current_password")
    username = Control("form#new_account_migration #account_migration_current_username")
    move_followers = Control("form#new_account_migration button.button--destructive[type=submit]")
    redirects_to = Control(".positive-hint")
    cancel_redirect = Control('a[data-method=delete][href$="/settings/migration/redirect"]')
    cooldown = Control("form#new_account_migration p.hint > .warning-hint")
    past_migrations = Control("table tr:has(a.name-tag)")

    def redirecting(self) -> bool:
        """Whether the account redirects to another one: then the page offers to undo that."""
        return self.cancel_redirect.visible()

    def undo_redirect(self) -> Answer:
        """Click the link that undoes the redirect, and read what the page answers."""
        self.actor.follow_method(self.cancel_redirect)
        return self.wait().answer()

    def redirect_words(self) -> str:
        """What the top of the page says about the redirect, in the page's language."""
        return self.redirects_to.locator.inner_text().strip()

    def on_cooldown(self) -> bool:
        """Whether the form is closed because the account moved within the last 30 days."""
        return self.move_followers.locator.is_disabled()

    def cooldown_words(self) -> tuple[str, int | None]:
        """What the page says about the cooldown, and the days left, where it names them."""
        words = self.cooldown.locator.inner_text().strip() if self.cooldown.visible() else ""
        days = numbers_in(words)
        return words, days[-1] if days else None

    def read_past_migrations(self) -> list[PastMigration]:
        """The table of past migrations, newest first."""
        rows: list[dict[str, str]] = self.past_migrations.locator.evaluate_all(
            """rows => rows.map(row => ({
                 target: row.querySelector('a.name-tag').title || row.querySelector('.username').innerText,
                 at: row.querySelector('time')?.dateTime || ''}))"""
        )
        return [PastMigration(row["target"].strip().lstrip("@"), row["at"]) for row in rows]

    def type_new_account(self, handle: str) -> None:
        """Put the handle of the new account, `@user@server`, into the left field."""
        self.actor.fill(self.new_account, handle)

    def type_password(self, password: str) -> None:
        """Put the password of the old account into the right field; every error empties it again."""
        self.actor.fill_secret(self.password, password)

    def asks_for_username(self) -> bool:
        """Whether this account has no password, so that its name is asked for in the right field."""
        return self.username.visible()

    def type_username(self, username: str) -> None:
        """Put the name of the old account into the right field."""
        self.actor.fill(self.username, username)

    def press_move_followers(self) -> Answer:
        """Press "Move followers" and read what the page answers."""
        self.actor.follow(self.move_followers)
        return self.wait().answer()
