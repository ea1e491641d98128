"""What is the same row, what differs, what is missing; pieces and room."""

import csv
import tempfile
from pathlib import Path

import pytest

from automation.lists import rows
from automation.lists.compare import compare
from automation.lists.kinds import BY_NAME, NotThatList
from automation.lists.rows import Table
from automation.lists.split import fit, split

HEADER = ("Account address", "Show boosts", "Notify on new posts", "Languages")


def table(kind: str, *lines: tuple[str, ...], header: tuple[str, ...] | None = None) -> Table:
    """What is read of a file with these lines."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *lines] if header else lines)
        return rows.read(file, BY_NAME[kind])


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("follows", ("@Zank@Bücher.example",), ("zank@xn--bcher-kva.example",)),
        ("blocks", (" zoe@Far.example",), ("ZOE@far.example",)),
        ("blocks", ("zoe@Bücher.example:3000",), ("zoe@xn--bcher-kva.example:3000",)),
        ("follows", ("a@i❤.ws",), ("a@xn--i-7iq.ws",)),
        ("domain_blocks", ("BÜCHER.example",), ("xn--bcher-kva.example",)),
        ("bookmarks", ("https://Far.example/A",), ("https://far.example/A",)),
        ("lists", ("Garden", "@zoe@far.example"), ("Garden", "Zoe@far.example")),
    ],
)
def test_the_same_in_another_form_has_arrived(kind: str, one: tuple[str, ...], other: tuple[str, ...]) -> None:
    found = compare(table(kind, one), table(kind, other))
    assert (found.arrived, found.missing, found.extra) == (1, [], [])


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("follows", ("zoe@far.example",), ("zoe@near.example",)),
        ("bookmarks", ("https://far.example/A",), ("https://far.example/a",)),
        ("lists", ("Garden", "zoe@far.example"), ("garden", "zoe@far.example")),
    ],
)
def test_another_row_is_missing(kind: str, one: tuple[str, ...], other: tuple[str, ...]) -> None:
    found = compare(table(kind, one), table(kind, other))
    assert (found.arrived, found.missing, found.extra) == (0, [one], [other])


def test_what_a_row_says_is_compared_where_both_files_say_it() -> None:
    wanted = table(
        "follows", ("a@x.example", "true", "false", "en, de"), ("b@x.example", "false", "false", ""), header=HEADER
    )
    same = table("follows", ("a@x.example", "", "", "de,en"), ("b@x.example", "FALSE", "", ""), header=HEADER)
    assert compare(wanted, same).arrived == 2
    other = table("follows", ("a@x.example", "true", "true", ""), ("b@x.example", "true", "", ""), header=HEADER)
    assert len(compare(wanted, other).differing) == 2
    # 3.5 has two columns only, and other software but the addresses: nothing can be said of the rest.
    old = table("follows", ("a@x.example", "true"), ("b@x.example", "false"), header=HEADER[:2])
    assert compare(wanted, old).arrived == compare(old, other).arrived + 1 == 2
    assert compare(table("follows", ("@a@x.example",)), wanted).arrived == 1


def test_columns_are_found_by_their_headings() -> None:
    swapped = (HEADER[0], HEADER[2], HEADER[1])
    one = table("follows", ("a@x.example", "true", "false"), header=HEADER[:3])
    assert compare(one, table("follows", ("a@x.example", "false", "true"), header=swapped)).arrived == 1


def test_pieces_and_room() -> None:
    five = table("blocks", *((f"p{number}@x.example",) for number in range(5)))
    assert [len(piece.rows) for piece in split(five, 2)] == [2, 2, 1]
    fits, does_not = fit(five, 3)
    assert [*fits.rows, *does_not.rows] == five.rows
    assert fit(five, -1)[0].rows == []


def test_a_piece_is_written_as_mastodon_writes_it(tmp_path: Path) -> None:
    bare = table("follows", ("zoe@far.example",), ("yan@far.example",))
    rows.write(tmp_path / "f.csv", bare)
    assert (tmp_path / "f.csv").read_text() == (
        "Account address,Show boosts\nzoe@far.example,true\nyan@far.example,true\n"
    )
    (tmp_path / "custom_filters.json").write_text('{"custom_filters":[{"title":"A","x":[1]},{"title":"B"}]}')
    filters = rows.read(tmp_path / "custom_filters.json", BY_NAME["custom_filters"])
    rows.write(tmp_path / "one.json", filters.of(filters.rows[:1]))
    assert (tmp_path / "one.json").read_text() == '{"custom_filters": [{"title": "A", "x": [1]}]}'
    with pytest.raises(NotThatList):
        rows.read(tmp_path / "f.csv", BY_NAME["custom_filters"])
