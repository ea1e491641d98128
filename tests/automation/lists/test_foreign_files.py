"""Files as spreadsheets and other software write them: read rightly, and written again as Mastodon does."""

from pathlib import Path

import pytest

from automation.errors import UsageProblem
from automation.lists import rows
from automation.lists.file_check import check
from automation.lists.kinds import BY_NAME, NotThatList, kind_named
from automation.lists.named_files import read_all, recognise

HEADER = "Account address,Show boosts,Notify on new posts,Languages"
MASTODONS = f'{HEADER}\nzoe@far.example,true,false,\nyan@far.example,false,true,"de, en"\n'
SPREADSHEETS = {
    "byte order mark": ("\ufeff" + MASTODONS).encode(),
    "Unicode text": MASTODONS.replace('"de, en"', "de;en").replace(",", "\t").encode("utf-16"),
    "UTF-16 without a mark": MASTODONS.encode("utf-16-be"),
    "semicolons": MASTODONS.replace('"de, en"', "de en").replace(",", ";").encode(),
    "a named separator": ("sep=;\r\n" + MASTODONS.replace('"de, en"', "de en").replace(",", ";")).encode(),
    "two kinds of line end": MASTODONS.replace("\n", "\r\n", 1).encode(),
    "line ends of old": MASTODONS.replace("\n", "\r").encode(),
    "rows without text": MASTODONS.replace("\nyan", "\n,,,\n\nyan").encode(),
    "headings in another case": MASTODONS.replace(HEADER, HEADER.upper()).encode(),
    "blanks around": MASTODONS.replace(",", ", ").replace('"de,  en"', '"de, en"').encode(),
    "another order": b"Languages,Show boosts,Notify on new posts,Account address\n"
    b',TRUE,FALSE,zoe@far.example\n"de,en",FALSE,TRUE,yan@far.example\n',
    "columns that nobody knows": b"Rank,account,boosts,Name,notify,language\n"
    b"1,zoe@far.example,1,Zoe,0,\n2,@yan@far.example,0,Yan,1,de en\n",
}


def written(folder: Path, content: bytes | str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("kind", list(SPREADSHEETS))
def test_a_spreadsheets_file_goes_up_as_mastodons_own(tmp_path: Path, kind: str) -> None:
    found = check(written(tmp_path, SPREADSHEETS[kind]), BY_NAME["follows"])
    assert (found.impossible, found.table.unclear) == ([], ())
    rows.write(tmp_path / "up.csv", found.table)
    assert (tmp_path / "up.csv").read_bytes() == MASTODONS.encode()


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("WAHR", "FALSCH"), ("VRAI", "FAUX"), ("VERDADERO", "FALSO"), ("VERO", "FALSO"), ("WAAR", "ONWAAR"),
        ("VERDADEIRO", "FALSO"), ("PRAWDA", "FAŁSZ"), ("TRUE", "FALSE"), ("1", "0"), ("yes", "No"), ("ja", "nein"),
    ],
)  # fmt: skip
def test_true_and_false_are_known_in_the_languages_of_spreadsheets(tmp_path: Path, true: str, false: str) -> None:
    content = f"Account address;Hide notifications\nzoe@far.example;{true}\nyan@far.example;{false}\n"
    found = check(written(tmp_path, content), BY_NAME["mutes"])
    assert found.table.rows == [("zoe@far.example", "true"), ("yan@far.example", "false")]


@pytest.mark.parametrize(
    "text",
    [
        "@zoe@far.example", " zoe@far.example ", "zoe@far.example\u200b", "\u202azoe@far.example\u202c",
        "acct:zoe@far.example", "mailto:zoe@far.example", "https://far.example/@zoe",
        "https://far.example/users/zoe/", "<zoe@far.example>",
        "https://other.example/@zoe@far.example", "\u00a0zoe@far.example", "zoe @ far.example",
    ],
)  # fmt: skip
def test_an_address_is_taken_in_whatever_form(tmp_path: Path, text: str) -> None:
    assert check(written(tmp_path, f"{text}\n"), BY_NAME["blocks"]).table.rows == [("zoe@far.example",)]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("follows", "account,hide boosts\nzoe@far.example,false\n"),
        ("follows", "Account address, Show boosts\nzoe@far.example, true\n"),
        ("follows", "handle\nzoe@far.example\n"),
        ("follows", "Profile URL,Name\nhttps://far.example/@zoe,Zoe\n"),
        ("follows", "username,instance\nzoe@far.example,far.example\n"),
        ("domain_blocks", "#domain,#severity,#reject_media,#obfuscate\nspam.example,suspend,false,false\n"),
        ("domain_blocks", "Domain;Reason\n*.spam.example;spam\n"),
        ("domain_blocks", "https://spam.example/\n"),
        ("bookmarks", "URL\nhttps://far.example/1\n"),
        ("lists", "list name,account\nFriends,zoe@far.example\n"),
        ("lists", "Friends;zoe@far.example\n"),
    ],
)
def test_headers_of_other_software_are_no_rows(tmp_path: Path, kind: str, content: str) -> None:
    about = {"domain_blocks": "spam.example", "bookmarks": "https://far.example/1", "lists": "Friends"}
    found = check(written(tmp_path, content), BY_NAME[kind])
    assert ([row[0] for row in found.table.rows], found.impossible) == ([about.get(kind, "zoe@far.example")], [])


def test_a_value_that_is_not_understood_is_named_and_its_row_goes(tmp_path: Path) -> None:
    content = "Account address,Show boosts\nzoe@far.example,true\nyan@far.example,perhaps\n"
    table = check(written(tmp_path, content), BY_NAME["follows"]).table
    assert table.rows == [("zoe@far.example", "true"), ("yan@far.example", "true")]
    assert table.unclear == ('row 3, "Show boosts": "perhaps"',)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b"PK\x03\x04and so on", "spreadsheet"),
        ("größe@far.example\n".encode("cp1252"), "UTF-8: line 1"),
        (b'{"following": []}', "JSON"),
        (b"List name,Account address\nFriends,zoe@far.example\n", "a list of list members"),
        (b"zoe\nyan\n", "a name and a server"),
    ],
)
def test_the_sentence_names_the_cause(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(NotThatList, match=told):
        check(written(tmp_path, content), BY_NAME["follows"])


def test_files_of_one_kind_are_joined_and_each_row_goes_once(tmp_path: Path) -> None:
    one = written(tmp_path, MASTODONS, "one.csv")
    other = written(tmp_path, "@YAN@far.example\nxena@far.example\n", "other.csv")
    table = read_all([one, other], BY_NAME["follows"]).table
    assert [row[0] for row in table.rows] == ["zoe@far.example", "yan@far.example", "xena@far.example"]
    assert table.rows[1:] == [("yan@far.example", "false", "true", "de, en"), ("xena@far.example", "true", "false", "")]


def test_a_copy_is_recognised_and_what_is_no_list_is_not(tmp_path: Path) -> None:
    for name in ("following_accounts (1).csv", "following_accounts(2).csv", "following_accounts - Copy.csv"):
        assert recognise(written(tmp_path, "", name)).name == "follows"
    assert recognise(written(tmp_path, "domain;severity\nspam.example;suspend\n", "x.csv")).name == "domain_blocks"
    with pytest.raises(UsageProblem):
        recognise(written(tmp_path, "zoe@far.example\n", "x.csv"))


def test_a_list_that_only_a_fork_has_is_read_as_it_is(tmp_path: Path) -> None:
    fork = kind_named("antennas")
    table = rows.read(written(tmp_path, "One,a@b.example\nOne,c@d.example\n", fork.file), fork)
    assert table.rows == [("One", "a@b.example"), ("One", "c@d.example")]


def test_a_list_with_the_name_of_a_heading_is_no_header_to_a_server(tmp_path: Path) -> None:
    found = check(written(tmp_path, "#domain,zoe@far.example\n"), BY_NAME["lists"])
    rows.write(tmp_path / "up.csv", found.table)
    assert (tmp_path / "up.csv").read_text() == "List name,Account address\n#domain,zoe@far.example\n"
