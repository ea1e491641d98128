"""Handles, posts, numbers, answers: the small texts that everything hangs on."""

import json
from pathlib import Path

import pytest

from automation.handles import Handle, server_origin
from automation.migration.refusals import Refusal, refusal
from automation.profiles import posts
from automation.text import duration, printable
from pages.numbers import Count, numbers_in
from pages.screen import Answer

OLD, NEW = Handle("alice", "old.example"), Handle("alice", "new.example")


@pytest.mark.parametrize("text", ["alice@old.example", "@alice@old.example", " @alice@OLD.example "])
def test_a_handle_is_read_with_or_without_its_at(text: str) -> None:
    assert Handle.parse(text) == OLD
    assert OLD.same_as(text)


def test_a_handle_is_the_same_however_its_domain_is_written() -> None:
    written, ascii_form = Handle.parse("Zoe@bücher.example"), Handle.parse("zoe@xn--bcher-kva.example")
    assert written.same_as(f"@{ascii_form}")
    assert ascii_form.same_as(str(written))
    assert not written.same_as("zoe@bucher.example")
    assert {"zoe@bücher.example", "zoe@xn--bcher-kva.example"} == ascii_form.spellings("old.example")
    assert "zoe" in ascii_form.spellings("bücher.example")


def test_a_servers_address_is_written_as_browsers_write_it() -> None:
    assert server_origin("https://Old.Example:443/about") == "https://old.example"
    assert server_origin("BÜCHER.example:8443") == "https://xn--bcher-kva.example:8443"
    assert server_origin("http://[::1]:3000") == "http://[::1]:3000"
    with pytest.raises(ValueError, match="port"):
        server_origin("https://old.example:port")


@pytest.mark.parametrize("text", ["alice", "@alice", "alice@", "al ice@old.example", "alice@old..example", "a@b@c.d"])
def test_a_malformed_handle_is_explained(text: str) -> None:
    with pytest.raises(ValueError, match=r"handle|cannot be"):
        Handle.parse(text)


def test_a_password_goes_to_https_or_to_this_very_machine() -> None:
    assert server_origin("old.example") == "https://old.example"
    assert server_origin("http://127.0.0.1:3000/about") == "http://127.0.0.1:3000"
    assert server_origin("https://user@old.example/x") == "https://old.example"
    for address in ("http://old.example", "ftp://old.example", "https://"):
        with pytest.raises(ValueError, match=r"encrypted|web address"):
            server_origin(address)


@pytest.mark.parametrize("shown", ["Off to @alice@new.example, bye!", "Off to @alice, bye!", "Off to  @alice,\nbye!"])
def test_a_post_is_known_again_whatever_the_release_makes_of_its_mention(shown: str) -> None:
    assert posts.says(shown, posts.compose("Off to {new}, bye!", OLD, NEW))


def test_another_post_is_not_taken_for_it() -> None:
    text = posts.compose("Off to {new}, bye!", OLD, NEW)
    assert not posts.says("Off to @alice@other.example, bye!", text)
    assert not posts.says("Off to @alice, bye! And more", text)


@pytest.mark.parametrize(
    ("text", "exact"),
    [("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1’234", 1234), ("١٬٢٣٤", 1234), ("1.2K", None), ("", None)],
)  # fmt: skip
def test_counts_are_read_in_any_grouping(text: str, exact: int | None) -> None:
    assert Count.read(text).exact == exact


def test_numbers_are_found_in_words() -> None:
    assert numbers_in("up to 7,500 accounts") == [7500]
    assert numbers_in("in 30 days, not 29.") == [30, 29]


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


def test_control_characters_never_reach_the_terminal() -> None:
    assert (
        printable("a\x1b[31mred\x07 \u202eback\nnext 👩\u200d🌾") == "a\ufffd[31mred\ufffd \ufffdback\nnext 👩\u200d🌾"
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.6, "1 min"), (272, "4 min 32 s"), (3605, "1 h"), (86_400, "24 h"), (200_000, "2 d 7 h")],
)
def test_spans_of_time_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words
