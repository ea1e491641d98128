"""The locks of a queue: of a server's moves, never more run at once than allowed, as each lock lets one of its run."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from automation.many.rows.table import Limits, Row, Table

pytest.importorskip("procrastinate", reason="needs the extra mastodon-move[machines]")
from automation.many.machines.locks import locks_of


def table(moves: list[tuple[str, str]], most: int) -> Table:
    rows = [
        Row.model_validate({"old": f"u{n}@{old}.example", "new": f"u{n}@{new}.example"})
        for n, (old, new) in enumerate(moves)
    ]
    return Table(file=Path("moves.toml"), limits=Limits(per_server=most), rows=tuple(rows))


SERVERS = st.sampled_from([f"s{number}" for number in range(6)])
NAMES = st.sampled_from([f"u{number}" for number in range(12)])


# While the fourth and the fifth get their groups, the first server of the last one loses one of its own.
JOINED = [("s0", "s1"), ("s0", "s2"), ("s0", "s3"), ("s1", "s3"), ("s2", "s3"), ("s4", "s1")]


@settings(deadline=None)
@example([(*servers, "u0") for servers in JOINED], 2, False)
@given(st.lists(st.tuples(SERVERS, SERVERS, NAMES), min_size=1, max_size=40), st.integers(1, 4), st.booleans())
def test_no_server_is_used_by_more_locks_than_moves_may_use_it(
    moves: list[tuple[str, str, str]], most: int, one_import: bool
) -> None:
    """Each lock lets one of its moves run. Moves to the same account have the same lock."""
    rows = tuple(
        Row.model_validate({"old": f"o{n}@{old}.example", "new": f"{name}@{new}.example"})
        for n, (old, new, name) in enumerate(moves)
    )
    known = Table(file=Path("moves.toml"), limits=Limits(per_server=most, one_import=one_import), rows=rows)
    locks, used, by_account = locks_of(known), defaultdict(set), defaultdict(set)
    for row in rows:
        for server in row.servers:
            used[server].add(locks[row.label])
        by_account[str(row.new)].add(locks[row.label])
    assert max(map(len, used.values())) <= most
    assert max(map(len, by_account.values())) == 1
    assert not one_import or max(len(used[row.servers[-1]]) for row in rows) == 1
    assert locks == locks_of(known)


def test_moves_between_two_servers_get_all_places() -> None:
    locks = locks_of(table([("a", "b")] * 4, 2))
    assert sorted(locks.values()) == ["servers 1", "servers 1", "servers 2", "servers 2"]


def test_servers_that_have_nothing_in_common_do_not_wait_for_one_another() -> None:
    assert len(set(locks_of(table([("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")], 2)).values())) == 4


def test_two_moves_to_one_account_follow_one_another() -> None:
    rows = [{"old": "a@old1.example", "new": "z@new.example"}, {"old": "b@old2.example", "new": "Z@new.example"}]
    known = Table(file=Path("m.toml"), limits=Limits(), rows=tuple(Row.model_validate(row) for row in rows))
    assert len(set(locks_of(known).values())) == 1
