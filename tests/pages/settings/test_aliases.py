"""Account aliases, on each release."""

from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.aliases import AliasesPage
from pages.web_app.home import HomePage
from tests.support import Person


def open_aliases(person: Person) -> AliasesPage:
    return HomePage(person.actor).at(NavigationPanel).open_preferences().at(LeftPanel).open_account().open_aliases()


def test_an_alias_is_made_once(new_person: Person) -> None:
    aliases = open_aliases(new_person)
    assert aliases.read_aliases() == []
    aliases.type_handle("@alice@old.example")
    assert aliases.create_alias().notices
    assert aliases.read_aliases() == ["alice@old.example"]
    aliases.type_handle("@alice@old.example")
    twice = aliases.create_alias()
    assert twice.alerts
    assert twice.errors == {}
    assert aliases.read_aliases() == ["alice@old.example"]


def test_an_alias_that_cannot_be_is_refused_at_its_field(new_person: Person) -> None:
    aliases = open_aliases(new_person)
    for handle in ("@nobody@old.example", f"@{new_person.account.acct}"):
        aliases.type_handle(handle)
        answer = aliases.create_alias()
        assert list(answer.errors) == ["account_alias_acct"], handle
    assert aliases.read_aliases() == []
