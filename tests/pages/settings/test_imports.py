"""Uploads, classic and with a review, on each release."""

from pathlib import Path

import pytest

from pages.errors import ScreenNotRecognised
from pages.panels.left_panel import LeftPanel
from pages.screen import Answer
from pages.settings.export import ExportPage
from pages.settings.imports import ConfirmImportPage, ImportPage
from tests.support import OLDEST_AND_NEWER, MakePair, Person, SignIn


def upload(person: Person, type_: str, file: Path, *, overwrite: bool = False) -> tuple[ImportPage, object]:
    page = ExportPage.open(person.actor).at(LeftPanel).open_import()
    page.choose_type(type_)
    if overwrite:
        page.choose_overwrite()
    else:
        page.choose_merge()
    page.choose_file(file)
    return page, page.upload()


@OLDEST_AND_NEWER
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


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("row => row.insertCell()", "6 cells"),  # as in a fork with another column
        ("row => { row.cells[2].textContent = '2' }", "“2”"),
    ],
)
def test_a_row_that_is_another_one_than_expected_is_told_as_that(
    make_pair: MakePair, sign_in: SignIn, tmp_path: Path, change: str, seen: str
) -> None:
    pair = make_pair(new="4.6")
    person, file = sign_in(pair.new, pair.people.new), tmp_path / "blocked_accounts.csv"
    file.write_text("a@x.example\n")
    _, answer = upload(person, "blocking", file)
    assert isinstance(answer, ConfirmImportPage)
    number, page = answer.number, answer.confirm()
    ImportPage.recent_import.bind(page, number=number).locator.evaluate(change)
    with pytest.raises(ScreenNotRecognised, match=seen):
        page.state_of(number)


def test_overwriting_replaces_what_was_there(new_person: Person, tmp_path: Path) -> None:
    new_person.account.blocks.append("old@x.example")
    file = tmp_path / "blocked_accounts.csv"
    file.write_text("a@x.example\n")
    _, answer = upload(new_person, "blocking", file, overwrite=True)
    if isinstance(answer, ConfirmImportPage):
        answer.confirm()
    new_person.server.fediverse.wait_idle()
    assert new_person.account.blocks == ["a@x.example"]


@OLDEST_AND_NEWER
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
