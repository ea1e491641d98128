"""What a person is asked on a terminal: at the start, in its place, and again where an answer will not do."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.support import MakePair, has_mode, talk

pytestmark = pytest.mark.posix

Answers = dict[str, str | list[str]]

GO_ON = "Go on? Type yes or no:"
MOVE = "Type move to go on, or no to stop:"


def without(environment: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.endswith(names)}


def test_everything_that_is_missing_is_asked_for_at_the_start(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    environment = without(pair.environment(), "__HANDLE", "__EMAIL", "__PASSWORD")
    answers: Answers = {
        "Handle of the account you are leaving": ["", pair.people.old.acct],
        "Handle of the account you are moving to": f"https://new.example/@{pair.people.new.username}",
        "E-mail address for alice@old.example:": pair.people.old.email,
        "E-mail address for alice@new.example:": pair.people.new.email,
        "Password for alice@old.example": ["", pair.people.old.password],
        "Password for alice@new.example": pair.people.new.password,
        "Save the handles and e-mail addresses in mastodon-move.toml": "yes",
    }
    code, seen = talk(["check", "--folder", "x"], environment, answers)
    assert code == 0, seen
    assert answers == {}
    kept = private_home / "mastodon-move.toml"
    assert tomllib.loads(kept.read_text()) == {
        side: {name: value for name, value in account.items() if name != "password"}
        for side, account in pair.accounts().items()
    }
    assert has_mode(kept, 0o600)
    ready = seen.index("Ready: no obstacles found.")
    assert seen.index("Password for alice@new.example") < ready < seen.index("Save the handles and e-mail addresses")
    assert "That was empty." in seen
    assert pair.people.old.password not in seen
    assert "mastodon-move guide --old alice@old.example --old-url http" in seen  # with all that was given


def test_a_mistyped_handle_is_asked_for_again(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    environment = without(pair.environment(), "OLD__HANDLE")
    up, erase = "\x1b[A", "\x15"
    answers: Answers = {
        # The whole handle again, or only what is missing at the end of the last answer, which the arrow brings back.
        "Handle of the account you are leaving": ["alise@old", f"mistaken{erase}alice@olt", f"{up}\x7fd.example"],
    }
    code, seen = talk(["export", "--only", "blocks", "--old", "alice@old", "--folder", "x"], environment, answers)
    assert code == 0, seen
    assert answers == {}
    assert seen.count('"old" is not a complete domain') == 2
    assert '"olt" is not a complete domain' in seen


@pytest.mark.slow
def test_the_same_account_twice_and_an_e_mail_address_without_an_at_sign_are_asked_for_again(
    make_pair: MakePair, private_home: Path
) -> None:
    pair = make_pair()
    environment = without(pair.environment(), "__HANDLE", "__EMAIL")
    answers: Answers = {
        "Handle of the account you are leaving": "https://old.example/@alice",
        "Handle of the account you are moving to": ["@alice@OLD.example", pair.people.new.acct],
        "E-mail address for alice@old.example:": ["a-password-too-early", pair.people.old.email],
        "E-mail address for alice@new.example:": pair.people.new.email,
        "Save the handles and e-mail addresses in mastodon-move.toml": ["perhaps", "no"],
    }
    code, seen = talk(["check", "--folder", "x"], environment, answers)
    assert code == 0, seen
    assert answers == {}
    assert not (private_home / "mastodon-move.toml").exists()
    assert "Understood as alice@old.example." in seen
    assert "the old and the new account must differ" in seen
    assert "That is not an e-mail address: it has no @." in seen
    assert seen.count("a-password-too-early") == 1  # as it was typed


def test_three_wrong_answers_are_enough(make_pair: MakePair, private_home: Path) -> None:
    environment = without(make_pair().environment(), "OLD__EMAIL")
    answers: Answers = {"E-mail address for alice@old.example:": ["", "", ""]}
    code, seen = talk(["export", "--folder", "x"], environment, answers)
    assert code == 2, seen
    assert "Nothing was opened or changed." in seen


@pytest.mark.parametrize("release", ["4.0", pytest.param("4.6", marks=pytest.mark.slow)])
def test_a_wrong_password_is_asked_for_again(make_pair: MakePair, private_home: Path, release: str) -> None:
    pair = make_pair(old=release)
    environment = without(pair.environment(), "OLD__PASSWORD")
    answers: Answers = {
        # An empty answer: the e-mail address may be wrong.
        "Password for alice@old.example": ["mistyped", "", pair.people.old.password],
        "E-mail address for alice@old.example:": "",  # which keeps it
    }
    code, seen = talk(["export", "--only", "blocks", "--folder", "x"], environment, answers)
    assert code == 0, seen
    assert answers == {}
    assert "rejected the e-mail address or password" in seen
    assert not (private_home / "x" / "error-details").exists()


def test_no_before_the_first_step_leaves_everything_as_it_is(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    answers: Answers = {GO_ON: ["perhaps", "no"]}
    code, seen = talk(["guide", "--folder", "x"], pair.environment(), answers)
    assert code == 4, seen
    assert "becomes an alias of alice@new.example" in seen
    assert "You stopped before the first step." in seen
    assert re.search(r"1 of 5 · Which accounts\S*  alice@old.example → alice@new.example", seen)
    assert seen.index("2 of 5 · How to sign in") < seen.index("3 of 5 · Check first") < seen.index("What will be done")
    assert "4 of 5" not in seen
    assert "Problem" not in seen
    assert [pair.people.new.posts, pair.people.new.aliases] == [[], []]
    assert not (private_home / "x" / "error-details").exists()


@pytest.mark.slow
def test_no_before_the_followers_is_a_pause(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair(new="4.6")
    command = ["guide", "--parts", "2,3,4,5", "--only", "blocks", "--folder", "x"]
    answers: Answers = {GO_ON: "yes", MOVE: ["mvoe", "no"]}
    code, seen = talk(command, pair.environment(), answers)
    assert code == 4, seen
    assert answers == {}
    assert seen.index(GO_ON) < seen.index("4 of 5 · The move") < seen.index("Part 2")
    assert "5 of 5" not in seen
    end = seen[seen.rindex(MOVE) :]
    for words in ("Your followers have not been moved.", "Lists copied", "You stopped before “Move followers”."):
        assert words in end
    for words in ("Problem", "What was moved", "Details", "Traceback"):
        assert words not in end
    table = seen[: seen.index(MOVE)]
    for words in ("Old account", "New account", "187", "does not bring followers back"):
        assert words in table
    assert pair.people.old.moved_to is None
    assert not (private_home / "x" / "error-details").exists()

    again: Answers = {GO_ON: "yes", MOVE: "move"}
    code, seen = talk(command, pair.environment(), again)
    assert code == 0, seen
    assert "alice@old.example has moved to alice@new.example." in seen
    assert "by alice@old.example (already posted): " in seen
    assert "Signed out of alice@old.example and alice@new.example." in seen
    assert len(pair.people.old.migrations) == 1

    code, seen = talk(command, pair.environment(), {})
    assert code == 0, seen
    assert "Everything was already done. Nothing is left to do." in seen
    uploaded = next(line for line in seen.splitlines() if "blocked accounts" in line)  # by the first run
    assert uploaded.replace("│", " ").split() == ["blocked", "accounts", "6", "0", "6"]


def test_a_server_that_does_not_exist_is_noticed_before_anything_else_is_asked(
    make_pair: MakePair, private_home: Path
) -> None:
    pair = make_pair()
    given = without(pair.environment(), "OLD__URL", "NEW__EMAIL", "NEW__PASSWORD")
    answers: Answers = {
        "Handle of the account you are leaving": ["", "alice@elsewhere.invalid", ""],
    }
    code, seen = talk(["check", "--old", "alice@old.invalid", "--folder", "x"], given, answers)
    assert code == 2, seen
    assert seen.count("No server called old.invalid was found. Is it spelled correctly") == 3
    assert "No server called elsewhere.invalid was found." in seen
    assert "E-mail address for" not in seen
    assert not Path("x").exists()


@pytest.mark.slow
def test_only_the_account_that_is_signed_in_to_needs_a_password(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    old_only = without(pair.environment(), "NEW__EMAIL", "NEW__PASSWORD")
    new_only = without(pair.environment(), "OLD__EMAIL", "OLD__PASSWORD")
    for command, environment, answers in (
        (["alias", "--no-post"], new_only, {}),
        (["move", "--no-post", "--no-followers"], old_only, {MOVE: "move"}),
    ):
        code, seen = talk([*command, "--folder", "x"], environment, dict(answers))
        assert code == 0, seen
        assert "E-mail" not in seen
        assert "Password for" not in seen
    assert pair.people.old.moved_to == pair.people.new.acct
