"""What a refused move means, in every language."""

import json
from pathlib import Path

from automation.migration.refusals import Refusal, refusal
from pages.screen import Answer


def test_each_refusal_is_known_in_every_language(shared: Path) -> None:
    meanings = {
        "migrations.errors.missing_also_known_as": Refusal.NOT_AN_ALIAS,
        "migrations.errors.not_found": Refusal.NOT_FOUND,
        "migrations.errors.move_to_self": Refusal.IS_CURRENT_ACCOUNT,
        "migrations.errors.already_moved": Refusal.ALREADY_MOVED,
        "migrations.errors.on_cooldown": Refusal.ON_COOLDOWN,
    }
    labels = json.loads((shared / "mastodon" / "labels.json").read_text(encoding="utf-8"))
    told = [
        (refusal(Answer(errors={"account_migration_acct": texts[key]})), meaning)
        for release in labels.values()
        for texts in release.values()
        for key, meaning in meanings.items()
        if texts.get(key)
    ]
    assert len(told) > 500
    assert all(found is meaning for found, meaning in told)


def test_a_wrong_password_is_told_by_its_field_and_the_unknown_stays_unknown() -> None:
    assert refusal(Answer(errors={"account_migration_current_password": "?"})) is Refusal.WRONG_PASSWORD
    assert refusal(Answer(alerts=("Something else entirely",))) is Refusal.OTHER
