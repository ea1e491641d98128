"""Files are looked at before they are uploaded."""

from pathlib import Path

import pytest

from automation.lists.file_check import check
from automation.lists.kinds import BY_NAME, NotThatList


def written(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "list.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        ("follows", b"\xff\xfe\x00", "not valid UTF-8"),
        ("follows", 'a@x.example,"', "not a complete CSV"),
        ("follows", "Account address,Hide notifications\na@x.example,true\n", "a list of muted accounts"),
        ("mutes", "Account address,Show boosts\na@x.example,true\n", "a list of follows"),
        ("blocks", "#domain\nspam.example\n", "a list of blocked domains"),
        ("blocks", "spam.example\nads.example\n", "It looks like a list of domains"),
        ("domain_blocks", "a@x.example\nb@x.example\n", "It looks like a list of accounts"),
        ("follows", "nobody\n", "it needs a name and a server"),
        ("bookmarks", "a@x.example\n", "is not a web address"),
        ("lists", "a@x.example\nb@x.example\n", "names a list but no account"),
    ],
)
def test_a_file_that_is_not_that_list(tmp_path: Path, kind: str, content: str | bytes, told: str) -> None:
    with pytest.raises(NotThatList, match=told):
        check(written(tmp_path, content), BY_NAME[kind])


def test_semicolons_are_read_as_commas_are(tmp_path: Path) -> None:
    content = "Account address;Show boosts\nzoe@far.example;TRUE\nyan@far.example;TRUE\n"
    found = check(written(tmp_path, content), BY_NAME["follows"])
    assert [row[0] for row in found.table.rows] == ["zoe@far.example", "yan@far.example"]


def test_a_header_that_servers_know_is_no_row(tmp_path: Path) -> None:
    found = check(written(tmp_path, "List name,Account address\nFriends,zoe@far.example\n"), BY_NAME["lists"])
    assert (len(found.table.rows), found.impossible) == (1, [])


def test_rows_that_cannot_be_are_told_from_the_others(tmp_path: Path) -> None:
    content = (
        "zoe@far.example\nzank@bücher.example\nnobody\nzo e@far.example\nx@far..example\nyan@xn--bcher-kva.example\n"
    )
    found = check(written(tmp_path, content), BY_NAME["follows"])
    assert [row[0] for row in found.table.rows] == [
        "zoe@far.example", "zank@bücher.example", "yan@xn--bcher-kva.example"
    ]  # fmt: skip
    assert [one.row[0] for one in found.impossible] == ["nobody", "zo e@far.example", "x@far..example"]
    assert "it needs a name and a server" in found.impossible[0].why


def test_what_others_write_is_taken(tmp_path: Path) -> None:
    lists = check(written(tmp_path, "Languages,zoe@far.example\n#domain,yan@far.example\n"), BY_NAME["lists"])
    assert (len(lists.table.rows), lists.impossible) == (2, [])
    heading = check(written(tmp_path, "\n , \naccount address, Show boosts\na@i❤.ws,0\n"), BY_NAME["follows"])
    assert [column.heading for column in heading.table.columns] == ["Show boosts"]
    assert heading.table.rows == [("a@i❤.ws", "false")]


@pytest.mark.parametrize("content", ["", "Account address,Show boosts\n", "\ufeffAccount address\r\n"])
def test_an_empty_list_is_a_list(tmp_path: Path, content: str) -> None:
    found = check(written(tmp_path, content), BY_NAME["follows"])
    assert (list(found.table.rows), found.impossible) == ([], [])


def test_a_follows_file_of_other_software_is_read(tmp_path: Path) -> None:
    found = check(written(tmp_path, "\ufeffaccount\r\n@zoe@far.example\r\n@yan@far.example\r\n"), BY_NAME["follows"])
    assert [row[0] for row in found.table.rows] == ["zoe@far.example", "yan@far.example"]
