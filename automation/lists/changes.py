"""What changed between two exports, by name: follows, unfollows, blocks and so on."""

import filecmp
import re
import shutil
from pathlib import Path

from automation.lists import kinds, rows
from automation.lists.compare import compare
from automation.lists.kinds import ListKind
from automation.results import ListChanges
from automation.text import some

# The name of an export's folder, as `downloads` makes it: the time in UTC, and a number if two began in one second.
_RUN = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?")
_NAMED_AT_MOST = 5


def told(found: dict[ListKind, ListChanges]) -> list[str]:
    """One line per list that changed, or one line that says that nothing did; empty after a first export."""
    lines = [line(kind.noun, changes) for kind, changes in found.items() if changes]
    newest = max((changes.since for changes in found.values()), default="")
    return lines or ([f"nothing has changed since {newest}"] if newest else [])


def line(noun: str, changes: ListChanges) -> str:
    """What changed in one list, in a line."""
    parts = [
        f"{len(names)} {what} ({some(names, _NAMED_AT_MOST)})"
        for what, names in (("new", changes.added), ("gone", changes.removed), ("changed", changes.changed))
        if names
    ]
    return f"{noun}: {', '.join(parts)} since {changes.since}"


def runs(root: Path) -> list[Path]:
    """The folders of all exports in a folder, oldest first."""
    found = [path for path in root.iterdir() if path.is_dir() and not path.is_symlink() and _RUN.fullmatch(path.name)]
    return sorted(found, key=lambda path: path.name)


def since_the_last(run: Path, kind: ListKind) -> ListChanges | None:
    """How a list of this export differs from the previous one; None if there is none that can be read."""
    earlier = [path for path in runs(run.parent) if path.name < run.name and (path / kind.file).is_file()]
    if not earlier:
        return None
    try:
        found = compare(rows.read(run / kind.file, kind), rows.read(earlier[-1] / kind.file, kind))
    except kinds.NotThatList:
        return None
    named = [[rows.name_of(kind, row) for row in part] for part in (found.missing, found.extra, found.differing)]
    return ListChanges(earlier[-1].name, *named)


def linked_export(file: Path) -> Path | None:
    """The export folder that a file beside those folders links to, or is a copy from; None if it is neither."""
    if file.is_symlink():
        return file.resolve().parent
    same = (run for run in reversed(runs(file.parent)) if _is_copy(file, run / file.name))
    return next(same, None)


def _is_copy(file: Path, of: Path) -> bool:
    return of.is_file() and filecmp.cmp(file, of, shallow=False)


def keep_newest(root: Path, count: int) -> list[str]:
    """Remove all but the newest exports, and keep those that a link leads to; returns the removed folders' names."""
    linked = {run.name for path in root.iterdir() if path.is_file() and (run := linked_export(path))}
    old = [path for path in runs(root)[:-count] if path.name not in linked]
    for path in old:
        shutil.rmtree(path)
    return [path.name for path in old]
