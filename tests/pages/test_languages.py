"""The guide's settings paths in every language that Mastodon ships: no control is found by what it says."""

import json
from pathlib import Path

import pytest

from fixtures.servers import Follow
from pages.panels.left_panel import LeftPanel
from pages.settings.export import ExportPage
from pages.settings.preferences import PreferencesPage
from pages.web_app.profile import ProfilePage
from tests.support import SLOW, MakePair, Person, SignIn

RUNS = 4  # each has every fourth language, so that they go to several workers
# Walked whole, and on the older release, too: written from the right, without spaces, long, and the commonest.
SOME = {"ar", "de", "en", "fa", "fi", "he", "ja", "ru"}
KEYS = {"follows": "admin.accounts.follows", "blocks": "exports.blocks", "mutes": "exports.mutes"}


def walk(person: Person) -> dict[str, str]:
    """Preferences, export, import, account, aliases, migration; what the rows and the buttons say."""
    whole = person.account.locale in SOME
    export = (
        PreferencesPage.open(person.actor).at(LeftPanel).open_import_and_export()
        if whole
        else ExportPage.open(person.actor)
    )
    rows = {row.kind: row for row in export.rows()}
    assert {kind: row.count.exact for kind, row in rows.items() if kind in KEYS} == {
        "follows": len(person.account.follows),
        "blocks": len(person.account.blocks),
        "mutes": len(person.account.mutes),
    }
    imports = export.at(LeftPanel).open_import()
    assert {"following", "blocking", "muting", "domain_blocking", "bookmarks"} <= imports.offers()
    imports.choose_merge()
    imports.choose_type("muting")
    account = imports.at(LeftPanel).open_account()
    if whole:
        aliases = account.open_aliases()
        assert aliases.read_aliases() == []
        account = aliases.at(LeftPanel).open_account()
    migration = account.open_migration()
    assert (migration.redirecting(), migration.on_cooldown()) == (False, False)
    said = {kind: row.heading for kind, row in rows.items()}
    button = migration.move_followers.locator.text_content() or ""
    return said | {"move": button.strip(), "redirect": migration.redirect_words()}


@pytest.mark.parametrize("run", [0, *map(SLOW, range(1, RUNS))])
@pytest.mark.parametrize(
    ("release", "labelled", "chosen"),
    [("4.0", "4.0.2", SOME), SLOW("4.6", "4.6.5", None)],
)
def test_the_settings_paths_in_every_language(
    make_pair: MakePair, sign_in: SignIn, shared: Path, release: str, labelled: str, chosen: set[str] | None, run: int
) -> None:
    labels: dict[str, dict[str, str]] = json.loads((shared / "mastodon" / "labels.json").read_text())[labelled]
    assert len(labels) > 80
    pair = make_pair(old=release)
    pair.old.translations = labels
    pair.people.old.follows = [Follow(f"p{number}@far.example") for number in range(1_234)]
    person = sign_in(pair.old, pair.people.old)
    for language in sorted(chosen or labels)[run::RUNS]:
        person.account.locale = language
        said, words = walk(person), labels["en"] | labels[language]
        assert person.actor.page.locator("html").get_attribute("lang") == language
        assert {kind: said[kind] for kind in KEYS} == {kind: words[key].strip() for kind, key in KEYS.items()}
        assert said["move"] == words["migrations.proceed_with_move"].strip()
        assert said["redirect"] == words["migrations.not_redirecting"].strip()


@pytest.mark.parametrize("language", ["fa", *map(SLOW, ("ar", "de", "fr", "hi", "my"))])
@pytest.mark.parametrize("release", ["3.5", "4.6"])
def test_a_profile_is_counted_in_digits_of_any_script(
    make_pair: MakePair, sign_in: SignIn, release: str, language: str
) -> None:
    pair = make_pair(old=release)
    pair.people.old.locale = language
    pair.people.old.followers = [f"p{number}@far.example" for number in range(1_234)]
    profile = ProfilePage.open_of(sign_in(pair.old, pair.people.old).actor, "alice")
    assert profile.follower_count().exact == 1_234
