"""Account aliases, `/settings/aliases`."""

from pages.screen import Answer, Control
from pages.settings.screen import SettingsScreen


class AliasesPage(SettingsScreen):
    """The form that creates an alias, and the table of existing aliases (3.5 to 4.7)."""

    title = "Account aliases"
    address = "/settings/aliases"

    handle = loaded = Control("form#new_account_alias #account_alias_acct")
    create_alias_ = Control("form#new_account_alias .actions button[type=submit]")
    aliases = Control('table tr:has(a[data-method=delete][href*="/settings/aliases/"]) td:not(:has(a))')

    def read_aliases(self) -> list[str]:
        """The handles in the table, as `user@domain`."""
        return self.aliases.texts()

    def type_handle(self, handle: str) -> None:
        """Type the handle of the old account, as `@user@server`."""
        self.actor.fill(self.handle, handle)

    def create_alias(self) -> Answer:
        """Click "Create alias". The server looks up the handle, which can take many seconds.

        Returns:
            The messages of the page.
        """
        self.actor.follow(self.create_alias_)
        return self.wait().answer()
