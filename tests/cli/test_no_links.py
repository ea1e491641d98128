"""Exports on a system that refuses links, as Windows does."""

from pathlib import Path

import pytest

from automation.lists import changes
from tests.support import MakePair, RunCli


@pytest.mark.slow
@pytest.mark.remembered
@pytest.mark.usefixtures("no_links")
def test_exports_without_links_keep_copies_of_the_newest_and_what_was_there_before(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    root, own = tmp_path / "x" / "lists", "mine@own.example\n"
    root.mkdir(parents=True)
    (root / "blocked_accounts.csv").write_text(own)
    blocks = ("export", "--only", "blocks", "--folder", "x")
    for number in range(3):
        pair.people.old.blocks.append(f"one-more-{number}@far.example")
        assert run_cli(*blocks, environment=pair.environment()).code == 0
        assert (root / "blocked_accounts.csv").read_text().split() == pair.people.old.blocks
    first, *_, newest = changes.runs(root)
    assert changes.linked_export(root / "blocked_accounts.csv") == newest
    # What a person had put there is kept, once; a copy of an earlier export is not taken for such a file.
    assert [path.read_text() for path in root.glob("*/earlier-*")] == [own]
    assert (first / "earlier-blocked_accounts.csv").is_file()

    mutes = ("export", "--only", "mutes", "--folder", "x", "--keep-last", "1")
    for _ in range(2):
        assert run_cli(*mutes, environment=pair.environment()).code == 0
    assert [(run / "blocked_accounts.csv").is_file() for run in changes.runs(root)] == [True, False]
