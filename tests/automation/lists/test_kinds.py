"""The CSV formats, as SCREENS.md, "Files", has them."""

from pathlib import Path

import pytest

from automation.errors import UsageProblem
from automation.lists import counts, kinds, named_files
from automation.lists.kinds import BY_NAME, KINDS, NotThatList


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("kind", "content", "count"),
    [
        ("follows", "Account address,Show boosts,Languages\na@b.example,true,\"en, de\"\n", 1),
        ("follows", "a@b.example\nc@d.example\n", 2),  # from other software: addresses only
        ("follows", "", 0),
        ("follows", "Account address,Show boosts\n", 0),
        ("mutes", "Account address,Hide notifications\na@b.example,true\n", 1),
        ("blocks", "a@b.example\nc@d.example\n", 2),
        ("domain_blocks", "#domain\nspam.example\n", 1),
        ("bookmarks", "https://b.example/1\n", 1),
        ("lists", '"Noisy, but ""nice""",a@b.example\nחברים,a@b.example\n', 2),
        ("custom_filters", '{"custom_filters": [{"title": "x"}]}', 1),
        ("custom_filters", "", 0),
    ],
)  # fmt: skip
def test_rows_are_counted_without_the_header(tmp_path: Path, kind: str, content: str, count: int) -> None:
    path = written(tmp_path, BY_NAME[kind].file, content)
    assert counts.check_whole(path, BY_NAME[kind]) == count


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("blocks", "a@b.example\nc@d.exa"),
        ("follows", b"\x89PNG\r\n\x1a\n\xff\xfe"),
        ("lists", '"Never closed,a@b.example\n'),
        ("custom_filters", '{"custom_filters": [{"tit'),
        ("custom_filters", "[]"),
    ],
)
def test_what_is_cut_short_or_no_list_is_noticed(tmp_path: Path, kind: str, content: str | bytes) -> None:
    with pytest.raises(NotThatList):
        counts.check_whole(written(tmp_path, BY_NAME[kind].file, content), BY_NAME[kind])


@pytest.mark.parametrize(
    ("kind", "content", "count", "told"),
    [
        ("blocks", "a@b.example\n", 1, ""),
        ("blocks", "a@b.example\n", 2, "check whether something is missing"),
        ("follows", "a@b.example\n", 3, "can be slightly off"),
        ("lists", "One,a@b.example\nOne,c@d.example\nTwo,a@b.example\n", 2, ""),
        ("lists", "One,a@b.example\n", 2, "the page counts 2 lists, 1 of them without members"),
        ("bookmarks", "https://b.example/1\n", 2, "bookmarks of deleted posts"),
        ("bookmarks", "https://b.example/1\nhttps://b.example/2\n", 1, "check whether something is missing"),
        ("mutes", "a@b.example,true\n", None, ""),
    ],
)
def test_a_difference_to_the_pages_count_is_told(
    tmp_path: Path, kind: str, content: str, count: int | None, told: str
) -> None:
    said = counts.difference(BY_NAME[kind], written(tmp_path, BY_NAME[kind].file, content), count)
    assert told in said
    assert bool(said) == bool(told)


def test_a_file_is_recognised_by_its_name_or_its_header(tmp_path: Path) -> None:
    for kind in KINDS:
        assert named_files.recognise(written(tmp_path, kind.file, "")) is kind
    assert named_files.recognise(written(tmp_path, "people.csv", "Account address,Show boosts\n")).name == "follows"
    assert named_files.recognise(written(tmp_path, "quiet.csv", "Account address,Hide notifications\n")).name == "mutes"
    with pytest.raises(UsageProblem):
        named_files.recognise(written(tmp_path, "some.csv", "a@b.example\n"))


def test_files_of_real_servers_are_read(shared: Path) -> None:
    rows = {}
    for release in ("4.0.2", "4.6.5"):
        for kind in KINDS:
            path = shared / "mastodon" / "captures" / release / "csv" / kind.file
            if path.exists():
                rows[release, kind.name] = counts.check_whole(path, kind)
    assert rows["4.0.2", "follows"] == 5
    assert rows["4.0.2", "lists"] == 3
    assert rows["4.6.5", "custom_filters"] == 1
    assert rows["4.6.5", "mutes"] == 2


def test_an_unknown_kind_never_leaves_the_folder() -> None:
    assert kinds.kind_named("../../etc/passwd").file == "etcpasswd.csv"
