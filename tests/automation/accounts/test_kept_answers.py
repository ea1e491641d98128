"""A settings file that is completed: what stands in it stays as it is, to the byte."""

from pathlib import Path

import pytest

from automation.accounts.kept_answers import completed
from automation.handles import Handle
from automation.outline import Side
from automation.settings import AccountSettings

OWN = "# mine\r\nheaded = true\r\n\r\n[new]   # the new one\r\nhandle = '@Alice@NEW.example'\r\n"


def account(handle: str, email: str) -> AccountSettings:
    return AccountSettings(handle=Handle.parse(handle), email=email)


ACCOUNTS = {
    Side.OLD: account("alice@old.example", 'a"b@mail.example'),
    Side.NEW: account("alice@new.example", "new@mail.example"),
}


def test_only_what_is_missing_is_added(tmp_path: Path) -> None:
    file = tmp_path / "mastodon-move.toml"
    file.write_bytes(OWN.encode())
    document = completed(file, ACCOUNTS)
    assert document is not None
    text = document.as_string()
    for line in OWN.splitlines():
        assert line in text.splitlines()
    assert document.unwrap() == {
        "headed": True,
        "new": {"handle": "@Alice@NEW.example", "email": "new@mail.example"},
        "old": {"handle": "alice@old.example", "email": 'a"b@mail.example'},
    }
    file.write_bytes(text.encode())
    assert completed(file, ACCOUNTS) is None  # there is nothing to ask about any more


@pytest.mark.parametrize("handle", ['"bob@new.example"', "7", '"no handle"'])
def test_a_file_about_another_account_is_left_alone(tmp_path: Path, handle: str) -> None:
    file = tmp_path / "mastodon-move.toml"
    file.write_text(f"[new]\nhandle = {handle}\n")
    assert completed(file, {Side.NEW: ACCOUNTS[Side.NEW]}) is None


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mastodon-move.toml"
    file.write_bytes(b"\xef\xbb\xbf[old]\n")
    document = completed(file, {Side.OLD: ACCOUNTS[Side.OLD]})
    assert document is not None
    assert document.unwrap()["old"]["handle"] == "alice@old.example"
