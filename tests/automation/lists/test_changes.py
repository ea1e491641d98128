"""How what changed between two exports is told."""

import json
from pathlib import Path

from automation.lists import changes
from automation.lists.kinds import BY_NAME, ListKind


def _told(root: Path, kind: ListKind, before: str, now: str) -> str:
    runs = [root / name for name in ("2026-01-01T000000Z", "2026-01-02T000000Z")]
    for run, text in zip(runs, (before, now), strict=True):
        run.mkdir()
        (run / kind.file).write_text(text)
    found = changes.since_the_last(runs[1], kind)
    assert found
    return changes.line(kind.noun, found)


def test_a_new_filter_is_told_by_its_title_alone(tmp_path: Path) -> None:
    new = json.dumps({"custom_filters": [{"title": "Football", "keywords": [{"keyword": "goal"}]}]})
    told = _told(tmp_path, BY_NAME["custom_filters"], json.dumps({"custom_filters": []}), new)
    assert told == "filters: 1 new (Football) since 2026-01-01T000000Z"


def test_a_new_member_is_told_whatever_the_list_is_called(tmp_path: Path) -> None:
    told = _told(
        tmp_path, BY_NAME["lists"], "Friends,bob@far.example\n", "Friends,bob@far.example\n@home,eve@x.example\n"
    )
    assert told == "list members: 1 new (@home, eve@x.example) since 2026-01-01T000000Z"


def test_of_many_only_the_first_are_named(tmp_path: Path) -> None:
    new = "".join(f"{name}@far.example\n" for name in "abcdefg")
    told = _told(tmp_path, BY_NAME["blocks"], "a@far.example\n", new)
    names = ", ".join(f"{name}@far.example" for name in "bcdef")
    assert told == f"blocked accounts: 6 new ({names} and 1 more) since 2026-01-01T000000Z"
