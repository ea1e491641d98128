"""Handles, and addresses of servers: what is read, and what is refused."""

import pytest

from automation.handles import Handle, server_origin

OLD = Handle("alice", "old.example")


@pytest.mark.parametrize("text", ["alice@old.example", "@alice@old.example", " @alice@OLD.example "])
def test_a_handle_is_read_with_or_without_its_at(text: str) -> None:
    assert Handle.parse(text) == OLD
    assert OLD.same_as(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://old.example/@alice",
        "http://old.example/@alice/",
        "old.example/@alice?lang=de",
        "https://old.example/users/alice",
        "https://new.example/@alice@old.example",
        "acct:alice@old.example",
        "ACCT:@alice@old.example",
        "alice @ old.example",
        "\u200e@alice@old.\nexample\u200b",
    ],
)
def test_a_handle_is_read_as_people_paste_it(text: str) -> None:
    assert Handle.parse(text) == OLD


@pytest.mark.parametrize("text", ["alice@new", "https://new/@alice"])
def test_a_domain_that_is_not_complete_is_named(text: str) -> None:
    with pytest.raises(ValueError, match='"new" is not a complete domain'):
        Handle.parse(text)
    assert str(Handle.parse("alice@localhost:3000")) == "alice@localhost:3000"  # a server of one's own


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
    with pytest.raises(ValueError, match=r"handle|user name|domain"):
        Handle.parse(text)


def test_a_password_goes_to_https_or_to_this_very_machine() -> None:
    assert server_origin("old.example") == "https://old.example"
    assert server_origin("http://127.0.0.1:3000/about") == "http://127.0.0.1:3000"
    assert server_origin("https://user@old.example/x") == "https://old.example"
    for address in ("http://old.example", "ftp://old.example", "https://"):
        with pytest.raises(ValueError, match=r"encrypted|web address"):
            server_origin(address)
