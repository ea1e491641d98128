"""Preferences, Import/Export and Account screens, on each release."""

from pathlib import Path

import flask
import pytest

from automation.migration.refusals import Refusal, refusal
from fixtures.servers import context
from pages.account import AccountPage
from pages.aliases import AliasesPage
from pages.errors import ServerTrouble
from pages.export import ExportPage
from pages.home import HomePage
from pages.imports import ConfirmImportPage, ImportPage
from pages.left_panel import LeftPanel
from pages.migration import MigrationPage
from pages.navigation_panel import NavigationPanel
from pages.screen import Answer
from tests.support import MakePair, Person, SignIn


def test_the_path_to_the_lists_is_clicked(old_person: Person) -> None:
    export = HomePage(old_person.actor).at(NavigationPanel).open_preferences().at(LeftPanel).open_import_and_export()
    rows = {row.kind: row.count.exact for row in export.rows()}
    alice = old_person.account
    assert rows["follows"] == len(alice.follows)
    assert rows["blocks"] == len(alice.blocks)
    assert rows["mutes"] == len(alice.mutes)
    assert rows["lists"] == len(alice.lists)
    assert ("custom_filters" in rows) == (old_person.server.release == "4.6")


def test_a_list_is_downloaded_whole(old_person: Person, tmp_path: Path) -> None:
    download = ExportPage.open(old_person.actor).download("blocks").download
    download.save_as(tmp_path / "blocks.csv")
    assert (tmp_path / "blocks.csv").read_text().split() == old_person.account.blocks


def test_the_archive_is_requested_once(old_person: Person) -> None:
    export = ExportPage.open(old_person.actor)
    assert export.may_request_archive()
    assert export.archive_words() == ""
    export.request_archive()
    assert not export.may_request_archive()
    assert export.archive_words()
    assert [row.link for row in export.archives()] == [None]


def test_an_archive_is_downloaded_once_it_is_ready(
    make_pair: MakePair, release: str, sign_in: SignIn, tmp_path: Path
) -> None:
    pair = make_pair(old=release)
    pair.old.files_at = pair.old.url.replace("127.0.0.1", "localhost")  # another host, to a browser
    person = sign_in(pair.old, pair.people.old)
    ExportPage.open(person.actor).request_archive()
    pair.fediverse.wait_idle()
    cookies: list[str | None] = []
    pair.old.faults.add("GET", "/system/backups/*", lambda: cookies.append(flask.request.headers.get("Cookie")))
    export = ExportPage.open(person.actor)
    (row,) = export.archives()
    pending = export.download_archive(row)
    pending.download.save_as(tmp_path / "archive")
    data = pair.people.old.archives[0].data
    assert (tmp_path / "archive").read_bytes() == data
    assert pending.size == len(data)
    assert cookies == [None]
    assert str(round(len(data) / 1024)) in row.words


def test_an_archive_comes_by_encrypted_ways_only(old_person: Person) -> None:
    ExportPage.open(old_person.actor).request_archive()
    old_person.server.fediverse.wait_idle()
    export = ExportPage.open(old_person.actor)
    (row,) = export.archives()
    old_person.actor.origin = "https://old.example"  # as anywhere but on this very machine
    with pytest.raises(ServerTrouble, match="is not encrypted"):
        export.download_archive(row)
    assert "/original/archive-" not in str(old_person.server.requests)
    with pytest.raises(ServerTrouble, match="is not encrypted"):  # neither by what the link leads on to
        old_person.actor.download(ExportPage.archive_download.bind(export, link=row.link or ""))


def test_narrow_windows_hide_the_panel_behind_a_button(old_person: Person) -> None:
    old_person.actor.page.set_viewport_size({"width": 600, "height": 800})
    account = AccountPage.open(old_person.actor)
    assert isinstance(account.at(LeftPanel).open_import_and_export(), ExportPage)


def test_what_is_in_view_is_looked_for_once_the_style_sheets_are_there(old_person: Person) -> None:
    old_person.actor.page.set_viewport_size({"width": 600, "height": 800})
    old_person.server.faults.add("GET", "/packs/settings.css", lambda: context.pause(1))
    account = AccountPage.open(old_person.actor)
    assert not account.at(LeftPanel).import_and_export.visible()
    assert isinstance(account.at(LeftPanel).open_import_and_export(), ExportPage)


def upload(person: Person, type_: str, file: Path, *, overwrite: bool = False) -> tuple[ImportPage, object]:
    page = ExportPage.open(person.actor).at(LeftPanel).open_import()
    page.choose_type(type_)
    if overwrite:
        page.choose_overwrite()
    else:
        page.choose_merge()
    page.choose_file(file)
    return page, page.upload()


def test_an_upload_is_taken(new_person: Person, tmp_path: Path) -> None:
    file = tmp_path / "blocked_accounts.csv"
    file.write_text("a@x.example\nb@y.example\n")
    page, answer = upload(new_person, "blocking", file)
    if new_person.server.release < "4.2":
        assert isinstance(answer, Answer)
        assert answer.notices
        assert page.recent() == []
    else:
        assert isinstance(answer, ConfirmImportPage)
        assert answer.understood_rows(file.name) == 2
        number = answer.number
        page = answer.confirm()
        while not (state := page.state_of(number)) or not state.finished:
            page = page.look_again()
        assert (state.imported, state.total, state.failures) == (2, 2, 0)
    new_person.server.fediverse.wait_idle()
    assert sorted(new_person.account.blocks) == ["a@x.example", "b@y.example"]


def test_overwriting_replaces_what_was_there(new_person: Person, tmp_path: Path) -> None:
    new_person.account.blocks.append("old@x.example")
    file = tmp_path / "blocked_accounts.csv"
    file.write_text("a@x.example\n")
    _, answer = upload(new_person, "blocking", file, overwrite=True)
    if isinstance(answer, ConfirmImportPage):
        answer.confirm()
    new_person.server.fediverse.wait_idle()
    assert new_person.account.blocks == ["a@x.example"]


def test_a_file_that_is_no_list_is_refused_at_its_field(new_person: Person, tmp_path: Path) -> None:
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    _, answer = upload(new_person, "following", file)
    assert isinstance(answer, Answer)
    assert answer.refused
    assert answer.errors


def test_no_file_is_an_error_at_the_field_without_an_alert(new_person: Person) -> None:
    page = ExportPage.open(new_person.actor).at(LeftPanel).open_import()
    answer = page.upload()
    assert isinstance(answer, Answer)
    assert answer.alerts == ()
    assert list(answer.errors) == [f"{'' if new_person.server.release < '4.2' else 'form_'}import_data"]


def test_a_follow_limit_refuses_the_file_as_a_whole(new_person: Person, tmp_path: Path) -> None:
    new_person.account.follow_limit = 2
    file = tmp_path / "following_accounts.csv"
    file.write_text("Account address,Show boosts\na@x.example,true\nb@x.example,true\nc@x.example,true\n")
    _, answer = upload(new_person, "following", file)
    assert isinstance(answer, Answer)
    assert answer.refused


def test_a_list_of_over_20000_rows_is_refused(new_person: Person, tmp_path: Path) -> None:
    file = tmp_path / "blocked_accounts.csv"
    file.write_text("".join(f"somebody{number}@x.example\n" for number in range(20_001)))
    _, answer = upload(new_person, "blocking", file)
    assert isinstance(answer, Answer)
    assert answer.refused


def test_the_wrong_list_brings_a_warning(make_pair: MakePair, sign_in: SignIn, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    person = sign_in(pair.new, pair.people.new)
    file = tmp_path / "following_accounts.csv"
    file.write_text("Account address,Show boosts\na@x.example,true\n")
    _, review = upload(person, "muting", file)
    assert isinstance(review, ConfirmImportPage)
    assert review.answer().warnings
    review.cancel()
    person.server.fediverse.wait_idle()
    assert person.account.mutes == []


def test_rows_that_fail_are_told(make_pair: MakePair, sign_in: SignIn, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.fediverse.unreachable.add("down.example")
    person = sign_in(pair.new, pair.people.new)
    file = tmp_path / "following_accounts.csv"
    file.write_text("Account address,Show boosts\na@down.example,true\nb@up.example,true\n")
    _, review = upload(person, "following", file)
    assert isinstance(review, ConfirmImportPage)
    number = review.number
    page = review.confirm()
    while not (state := page.state_of(number)) or not state.finished:
        page = page.look_again()
    assert (state.imported, state.total, state.failures) == (1, 2, 1)


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
