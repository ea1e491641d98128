"""Sessions and passwords that are kept between runs, and pages that are elsewhere than at the handle's domain."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import SLOW, MakePair, Pair, RunCli, has_mode, talk

ROOT = Path(__file__).parents[2]
EXPORT = ("export", "--only", "blocks", "--folder", "x")


def sign_ins(pair: Pair) -> list[tuple[str, str]]:
    return [(method, path) for method, path, _ in pair.old.requests if "/auth/sign_" in path and method != "GET"]


def without_password(pair: Pair) -> dict[str, str]:
    environment = pair.environment()
    del environment["MASTODON_MOVE_OLD__PASSWORD"]
    return environment


def kept_files(home: Path) -> list[Path]:
    return list((home / "home").rglob("sessions/*.json"))


@pytest.mark.process
@pytest.mark.slow
def test_a_session_is_kept_used_renewed_and_ended(make_pair: MakePair, run_cli: RunCli, private_home: Path) -> None:
    pair = make_pair()
    done = run_cli("login", "old", "--remember", "--folder", "x", environment=pair.environment())
    assert done.code == 0, done.out
    (kept,) = kept_files(private_home)
    assert str(kept) in done.out
    assert has_mode(kept, 0o600)
    assert has_mode(kept.parent, 0o700)

    # Later runs need no password, and do not end it.
    done = run_cli(*EXPORT, environment=without_password(pair))
    assert done.code == 0, done.out
    assert sign_ins(pair) == [("POST", "/auth/sign_in")]

    # One that has ended is noticed: renewed where the password is at hand, else told.
    pair.old.sessions.clear()
    told = run_cli(*EXPORT, environment=without_password(pair))
    assert told.code == 3
    assert "login old --headed --remember" in told.out
    assert run_cli(*EXPORT, environment=pair.environment()).code == 0
    assert run_cli(*EXPORT, environment=without_password(pair)).code == 0

    ended = run_cli("logout", "old", "--folder", "x", environment=without_password(pair))
    assert ended.code == 0, ended.out
    assert sign_ins(pair)[-1] == ("DELETE", "/auth/sign_out")
    assert kept_files(private_home) == []
    assert run_cli(*EXPORT, environment=without_password(pair)).code == 2
    assert "There is no saved session" in run_cli("logout", "old", environment=without_password(pair)).out


def test_a_session_that_is_not_kept_is_said_to_be_ended_and_both_can_be_ended_at_once(
    make_pair: MakePair, run_cli: RunCli, private_home: Path
) -> None:
    pair = make_pair()
    once = run_cli("login", "old", "--folder", "x", environment=pair.environment())
    assert "This run signs out at its end. To stay signed in for later runs, add --remember." in once.out
    assert run_cli("login", "new", "--remember", "--folder", "x", environment=pair.environment()).code == 0
    ended = run_cli("logout", "--folder", "x", environment=pair.environment())
    assert ended.code == 0, ended.out
    assert "There is no saved session of alice@old.example." in ended.out
    assert "alice@new.example is signed out." in ended.out
    assert kept_files(private_home) == []


def test_a_session_that_could_not_be_ended_is_told(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.old.faults.add("DELETE", "/auth/sign_out", 500)
    ran = run_cli(*EXPORT, environment=pair.environment())
    assert ran.code == 0, ran.out
    said = " ".join(ran.out.split())
    assert "alice@old.example could not be signed out" in said
    assert f"{pair.old.url}/auth/edit" in said
    assert "Signed out of" not in said


def test_a_session_that_has_ended_meanwhile_need_not_be_ended(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.remember()
    ran = run_cli("logout", "old", "--folder", "x", environment=pair.environment())
    assert (ran.code, "could not be signed out" in ran.out) == (0, False), ran.out


def test_what_was_ended_is_told_where_the_other_server_has_trouble(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    for side in ("old", "new"):
        assert run_cli("login", side, "--remember", "--folder", "x", environment=pair.environment()).code == 0
    pair.new.faults.add("GET", "/", 503, times=99)
    ran = run_cli("logout", "--folder", "x", environment=pair.environment() | {"MASTODON_MOVE_RETRY_TIMEOUT": "0"})
    assert ran.code == 5, ran.out
    assert "Nothing was changed" not in ran.out
    assert sign_ins(pair)[-1] == ("DELETE", "/auth/sign_out")


@pytest.mark.slow
@pytest.mark.process
def test_a_password_is_kept_in_the_keyring(make_pair: MakePair, run_cli: RunCli, private_home: Path) -> None:
    pair = make_pair()
    ring = private_home / "ring.json"
    own = {
        "PYTHON_KEYRING_BACKEND": "tests.file_keyring.FileKeyring",
        "KEYRING_FILE": str(ring),
        "PYTHONPATH": str(ROOT),
    }
    arguments = ("login", "old", "--save-password", "--remember", "--folder", "x")
    done = run_cli(*arguments, environment=pair.environment() | own)
    assert done.code == 0, done.out
    assert {key.partition(":")[0] for key in json.loads(ring.read_text())} == {"mastodon-move", "mastodon-move session"}
    assert kept_files(private_home) == []
    pair.old.sessions.clear()
    assert run_cli(*EXPORT, environment=without_password(pair) | own).code == 0
    assert run_cli("logout", "old", "--folder", "x", environment=without_password(pair) | own).code == 0
    assert json.loads(ring.read_text()) == {}


def test_without_a_keyring_a_password_is_not_kept(make_pair: MakePair, run_cli: RunCli) -> None:
    own = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    ran = run_cli("login", "old", "--save-password", environment=make_pair().environment() | own)
    assert ran.code == 2
    assert "password_command" in ran.out


@pytest.mark.slow
@pytest.mark.parametrize("how", ["webfinger", SLOW("redirect")])
def test_pages_elsewhere_are_confirmed_once(make_pair: MakePair, run_cli: RunCli, private_home: Path, how: str) -> None:
    pair = make_pair()
    front = pair.fediverse.add("front.example")
    front.add_account("alice", "", "")
    if how == "webfinger":
        front.web_domain = pair.old.url
    else:
        front.redirects_to = pair.old.url
    environment = pair.environment()
    del environment["MASTODON_MOVE_OLD__URL"]
    environment["MASTODON_MOVE_OLD__HANDLE"] = "alice@" + front.url.removeprefix("http://")

    refused = run_cli(*EXPORT, environment=environment)
    assert refused.code == 3, refused.out
    assert f"--old-url {pair.old.url}" in refused.out
    assert sign_ins(pair) == []

    question = "Is that your server"
    code, seen = talk(list(EXPORT), environment, {question: "no"})
    assert (code, sign_ins(pair)) == (3, []), seen
    code, seen = talk(list(EXPORT), environment, {question: "yes"})
    assert code == 0, seen
    assert pair.old.url in seen
    again = run_cli(*EXPORT, environment=environment)  # confirmed once, it is not asked again
    assert again.code == 0, again.out


@pytest.mark.parametrize(
    "answer",
    [
        {"links": ["self", 3]},
        SLOW(["links"]),
        SLOW({"links": [{"rel": "self"}]}),
        SLOW({"links": [{"rel": "self", "href": "http://elsewhere.example/users/alice"}]}, id="not encrypted"),
    ],
)
def test_an_answer_of_webfinger_that_means_nothing_is_passed_over(
    make_pair: MakePair, run_cli: RunCli, answer: Any
) -> None:
    pair = make_pair()
    environment = pair.environment()
    del environment["MASTODON_MOVE_OLD__URL"]
    environment["MASTODON_MOVE_OLD__HANDLE"] = "alice@" + pair.old.url.removeprefix("http://")
    pair.old.webfinger_answer = answer
    ran = run_cli(*EXPORT, environment=environment)
    assert ran.code == 0, ran.out


def test_a_sign_in_form_elsewhere_is_refused(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    front = pair.fediverse.add("front.example")
    front.redirects_to = pair.old.url
    ran = run_cli(*EXPORT, environment=pair.environment() | {"MASTODON_MOVE_OLD__URL": front.url})
    assert ran.code == 3, ran.out
    assert "nothing was typed" in ran.out
    assert sign_ins(pair) == []


@pytest.mark.slow
def test_a_redirect_is_undone_with_the_persons_word(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.moved_to = pair.people.new.acct
    arguments = ("move", "--undo", "--folder", "x")
    unasked = run_cli(*arguments, environment=pair.environment())
    assert (unasked.code, pair.people.old.moved_to) == (4, pair.people.new.acct), unasked.out
    code, seen = talk(list(arguments), pair.environment(), {"Type undo to go on, or no to stop:": "no"})
    assert (code, pair.people.old.moved_to) == (4, pair.people.new.acct), seen
    code, seen = talk(list(arguments), pair.environment(), {"Type undo to go on, or no to stop:": "undo"})
    assert code == 0, seen
    assert pair.people.old.moved_to is None
    again = run_cli(*arguments, environment=pair.environment())
    assert again.code == 0
    assert "does not redirect" in again.out
    status = run_cli("status", "--folder", "x", environment=pair.environment())
    assert "the redirect was undone on" in status.out


def test_a_password_that_nobody_knows_is_asked_for_where_the_server_takes_one(
    make_pair: MakePair, run_cli: RunCli
) -> None:
    pair = make_pair()
    missing = run_cli(*EXPORT, environment=without_password(pair))
    assert missing.code == 2, missing.out
    assert "MASTODON_MOVE_OLD__PASSWORD" in missing.out
    assert "login old --headed --remember" in missing.out
    pair.old.single_sign_on_only = True
    by_hand = run_cli(*EXPORT, environment=without_password(pair))
    assert by_hand.code == 3, by_hand.out
    assert "login old --headed --remember" in by_hand.out
    assert sign_ins(pair) == []


@pytest.mark.parametrize(
    "damaged", [SLOW('{"cookies": 5}'), SLOW('{"cookies": [{"name": "x"}]}'), '{"cookies": [', SLOW("[]")]
)
def test_a_damaged_session_is_none(make_pair: MakePair, run_cli: RunCli, private_home: Path, damaged: str) -> None:
    pair = make_pair()
    pair.remember()
    (kept,) = [file for file in kept_files(private_home) if "@old" in file.name]
    kept.write_text(damaged)
    assert run_cli("login", "old", environment=pair.environment()).code == 0
    assert run_cli("logout", "old", environment=pair.environment()).code == 0
    assert not kept.exists()


@pytest.mark.slow
def test_a_session_is_found_however_the_handle_is_written(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.remember()
    done = run_cli(*EXPORT, environment=without_password(pair) | {"MASTODON_MOVE_OLD__HANDLE": "@Alice@Old.Example"})
    assert done.code == 0, done.out


@pytest.mark.slow
def test_a_two_factor_code_is_sent_once_by_two_runs_too(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.otp_secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    environment = pair.environment() | {"MASTODON_MOVE_OLD__TOTP_SECRET": pair.people.old.otp_secret}
    for _ in range(2):
        assert run_cli("login", "old", environment=environment).code == 0
    assert sign_ins(pair).count(("POST", "/auth/sign_in")) == 4  # none was refused
