"""The migration form, on each release."""

from automation.migration.refusals import Refusal, refusal
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.screen import Answer
from pages.settings.migration import MigrationPage
from pages.web_app.home import HomePage
from tests.support import MakePair, Person, SignIn


def open_migration(person: Person) -> MigrationPage:
    account = HomePage(person.actor).at(NavigationPanel).open_preferences().at(LeftPanel).open_account()
    account.scroll_to_move()
    return account.open_migration()


def test_the_migration_form_says_how_the_account_stands(old_person: Person) -> None:
    migration = open_migration(old_person)
    assert not migration.redirecting()
    assert not migration.on_cooldown()
    assert migration.redirect_words()
    assert migration.read_past_migrations() == []


def test_a_wrong_password_is_refused_at_its_field(old_person: Person) -> None:
    migration = open_migration(old_person)
    migration.type_new_account("@alice@new.example")
    migration.type_password("wrong, surely")
    answer = migration.press_move_followers()
    assert list(answer.errors) == ["account_migration_current_password"]
    assert migration.password.locator.input_value() == ""


def press(person: Person, handle: str) -> Answer:
    migration = MigrationPage.open(person.actor)
    migration.type_new_account(handle)
    migration.type_password(person.account.password)
    return migration.press_move_followers()


def test_each_refusal_of_the_new_account_is_at_its_field(old_person: Person) -> None:
    for handle, meaning in (
        ("@nobody@new.example", Refusal.NOT_FOUND),
        ("@alice@unknown.example", Refusal.NOT_FOUND),
        ("@alice@new.example", Refusal.NOT_AN_ALIAS),
    ):
        answer = press(old_person, handle)
        assert list(answer.errors) == ["account_migration_acct"], handle
        assert refusal(answer) is meaning
    itself = press(old_person, f"@{old_person.account.acct}")
    assert list(itself.errors) == ["account_migration_acct"]
    assert refusal(itself) in {Refusal.NOT_AN_ALIAS, Refusal.IS_CURRENT_ACCOUNT}  # which of both, differs by server
    assert old_person.account.moved_to is None


def test_moving_to_where_one_has_moved_already_is_refused(make_pair: MakePair, sign_in: SignIn, release: str) -> None:
    pair = make_pair(old=release)
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.people.old.moved_to = pair.people.new.acct
    answer = press(sign_in(pair.old, pair.people.old), "@alice@new.example")
    assert list(answer.errors) == ["account_migration_acct"]
    assert refusal(answer) is Refusal.ALREADY_MOVED


def test_a_move_is_confirmed_and_then_on_cooldown(make_pair: MakePair, sign_in: SignIn, release: str) -> None:
    pair = make_pair(old=release)
    pair.people.new.aliases.append(pair.people.old.acct)
    person = sign_in(pair.old, pair.people.old)
    followers = len(pair.people.old.followers)
    migration = open_migration(person)
    migration.type_new_account("@alice@new.example")
    migration.type_password(pair.people.old.password)
    assert migration.press_move_followers().notices
    assert migration.redirecting()
    assert migration.on_cooldown()
    assert migration.cooldown_words()[1] == 30
    assert [past.target for past in migration.read_past_migrations()] == ["alice@new.example"]
    pair.fediverse.wait_idle()
    assert len(pair.people.new.followers) == followers


def test_an_account_without_a_password_moves_with_its_name(make_pair: MakePair, sign_in: SignIn) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    person = sign_in(pair.old, pair.people.old)
    pair.people.old.password = ""
    migration = open_migration(person)
    assert migration.asks_for_username()
    for name, reason in (("bob", Refusal.WRONG_PASSWORD), ("alice", None)):
        migration.type_new_account("@alice@new.example")
        migration.type_username(name)
        answer = migration.press_move_followers()
        assert (refusal(answer) if answer.refused else None) is reason
    assert pair.people.old.moved_to == pair.people.new.acct
