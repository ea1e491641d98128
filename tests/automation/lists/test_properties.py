"""Properties that hold for every list: nothing is lost on the way, and every row is told rightly."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.lists import rows
from automation.lists.compare import compare
from automation.lists.kinds import BY_NAME
from automation.lists.rows import Table
from automation.lists.split import fit, split
from tests.support import SLOW

quick = settings(deadline=None, max_examples=60, derandomize=True)

# What csv can carry and a person may have typed; a file's first character may be no byte order mark.
awkward = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1, max_size=12).filter(
    str.strip
)
domains = st.sampled_from(["far.example", "bücher.example", "xn--bcher-kva.example", "straße.example", "a.b.example"])
users = st.from_regex(r"[a-z0-9_]{1,6}", fullmatch=True)
addresses = st.builds(lambda user, domain: f"{user}@{domain}", users, domains)
truths = st.sampled_from(["true", "false"])

ROWS = {
    "follows": st.tuples(addresses, truths, truths, st.sampled_from(["", "en", "en, de"])),
    "mutes": st.tuples(addresses, truths),
    "blocks": st.tuples(addresses),
    "domain_blocks": st.tuples(domains),
    "bookmarks": st.tuples(st.builds("https://far.example/{}".format, users)),
    "lists": st.tuples(awkward.filter(lambda name: name != "List name"), addresses),
}


def table(kind: str, some: Sequence[tuple[str, ...]]) -> Table:
    return Table(BY_NAME[kind], rows.COLUMNS.get(kind, ()), some)


@pytest.mark.parametrize("kind", ["follows", *map(SLOW, list(ROWS)[1:])])
@given(data=st.data())
@quick
def test_what_is_read_and_written_again_is_the_same_list(kind: str, data: st.DataObject) -> None:
    wanted = table(kind, data.draw(st.lists(ROWS[kind], max_size=8)))
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.csv", Path(folder) / "second.csv"
        rows.write(first, wanted)
        rows.write(second, rows.read(first, wanted.kind))
        assert rows.read(second, wanted.kind) == wanted
        assert first.read_bytes() == second.read_bytes()


@given(some=st.lists(ROWS["follows"], max_size=40), limit=st.integers(1, 15))
@quick
def test_a_split_is_a_partition(some: list[tuple[str, ...]], limit: int) -> None:
    pieces = list(split(table("follows", some), limit))
    assert [row for piece in pieces for row in piece.rows] == some
    assert all(0 < len(piece.rows) <= limit for piece in pieces)
    fits, does_not = fit(table("follows", some), limit)
    assert [*fits.rows, *does_not.rows] == some
    assert len(fits.rows) == min(limit, len(some))


def written_otherwise(address: str, how: int) -> str:
    user, _, domain = address.partition("@")
    domain = {"bücher.example": "xn--bcher-kva.example", "xn--bcher-kva.example": "BÜCHER.example"}.get(domain, domain)
    return [address, f"@{address}", address.upper().replace("STRASSE", "straße"), f"{user}@{domain}"][how]


def naive_key(address: str) -> str:
    return address.removeprefix("@").lower().replace("xn--bcher-kva", "bücher").replace("strasse", "straße")


@given(
    wanted=st.lists(st.tuples(addresses, st.integers(0, 3)), max_size=25),
    there=st.lists(st.tuples(addresses, st.integers(0, 3)), max_size=25),
)
@quick
def test_compare_is_right_about_every_row(wanted: list[tuple[str, int]], there: list[tuple[str, int]]) -> None:
    one, other = ([(written_otherwise(*row),) for row in some] for some in (wanted, there))
    found = compare(table("blocks", one), table("blocks", other))
    want, have = {naive_key(row[0]) for row in one}, {naive_key(row[0]) for row in other}
    assert found.arrived == len(want & have)
    assert {naive_key(row[0]) for row in found.missing} == want - have
    assert {naive_key(row[0]) for row in found.extra} == have - want
    assert found.arrived + len(found.missing) + len(found.differing) == len(want)
