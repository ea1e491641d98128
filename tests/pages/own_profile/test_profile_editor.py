"""The profile is read and written, by the form and by the editor."""

from pathlib import Path

import pytest

from fixtures.pictures import landscape, portrait
from pages.own_profile.profile_editor import ProfileEditor
from pages.own_profile.profile_settings import ProfileForm
from pages.own_profile.profile_texts import ProfileField
from pages.panels.left_panel import LeftPanel
from pages.settings.preferences import PreferencesPage
from tests.support import OLDEST_AND_NEWER, MakePair, Person, SignIn


@OLDEST_AND_NEWER
def test_the_profile_is_read_as_it_was_typed(old_person: Person) -> None:
    texts = PreferencesPage.open(old_person.actor).at(LeftPanel).open_profile().edit().read()
    alice = old_person.account
    assert (texts.display_name, texts.note) == (alice.display_name, alice.note)
    assert [(field.name, field.value) for field in texts.fields] == alice.fields
    assert texts.avatar is not None
    assert texts.header is not None
    data, media_type = old_person.actor.read_picture(texts.avatar)
    assert (data, media_type) == (alice.avatar, "image/png")


@pytest.mark.parametrize("release", ["4.5", "4.6"])
def test_a_profile_that_shows_no_pictures_is_read_too(make_pair: MakePair, sign_in: SignIn, release: str) -> None:
    pair = make_pair(old=release)
    person = sign_in(pair.old, pair.people.old)
    editor = PreferencesPage.open(person.actor).at(LeftPanel).open_profile().edit()
    for picture in (editor.avatar_picture, editor.header_picture):
        picture.locator.evaluate("image => image.remove()")
    texts = editor.read()
    assert (texts.display_name, texts.avatar, texts.header) == (pair.people.old.display_name, None, None)


@OLDEST_AND_NEWER
def test_the_profile_is_written(new_person: Person, tmp_path: Path) -> None:
    avatar, header = tmp_path / "avatar.png", tmp_path / "header.png"
    avatar.write_bytes(portrait())
    header.write_bytes(landscape())
    editor = PreferencesPage.open(new_person.actor).at(LeftPanel).open_profile().edit()
    before = editor.read()
    assert (before.avatar, before.header) == (None, None)
    fields = (ProfileField("Web", "https://x.example"), ProfileField("Says", 'quotes " & <tags>'))
    if isinstance(editor, ProfileForm):
        editor.type_display_name("Alice 🌿")
        editor.type_note("One\n\nTwo")
        editor.type_fields(fields)
        editor.choose_avatar(avatar)
        editor.choose_header(header)
        assert editor.save().notices
    else:
        assert isinstance(editor, ProfileEditor)
        editor.save_display_name("Alice 🌿")
        editor.save_note("One\n\nTwo")
        assert all(editor.save_field(field) for field in fields)
        editor.save_avatar(avatar)
        editor.save_header(header)
    after = editor.read()
    assert (after.display_name, after.note, after.fields) == ("Alice 🌿", "One\n\nTwo", fields)
    assert after.avatar is not None
    assert after.header is not None
    assert new_person.account.display_name == "Alice 🌿"


def test_the_editor_changes_a_pair_that_exists_and_knows_when_there_is_no_room(
    make_pair: MakePair, sign_in: SignIn
) -> None:
    pair = make_pair(new="4.6")
    pair.people.new.fields = [("A", "1"), ("B", "2"), ("C", "3")]
    person = sign_in(pair.new, pair.people.new)
    editor = PreferencesPage.open(person.actor).at(LeftPanel).open_profile().edit()
    assert isinstance(editor, ProfileEditor)
    assert editor.save_field(ProfileField("B", "changed"))
    assert editor.save_field(ProfileField("D", "4"))
    assert not editor.save_field(ProfileField("E", "5"))
    assert pair.people.new.fields == [("A", "1"), ("B", "changed"), ("C", "3"), ("D", "4")]
