"""Who has arrived: the chart of both accounts' followers, and who has arrived and who has not, by name."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from automation.followers import by_name, left_behind
from automation.handles import address_key
from automation.outline import Side
from automation.report import follower_chart
from automation.report.events import Event, LeftBehind, of_kind

# So many names are shown; the files have all of them.
_SHOWN = 500


@dataclass(frozen=True)
class Names:
    """The old account's followers, as they were compared last: some names of each group, and the posts that ask."""

    come: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


def facts(events: Sequence[Event], folder: Path) -> dict[str, Any]:
    """What the templates show of the followers."""
    compared = next(reversed(of_kind(events, LeftBehind)), None)
    return {
        "followers": follower_chart.of_events(events),
        "left_behind": compared,
        "names": names(folder) if compared else Names(),
        "sides": list(Side),
    }


def names(folder: Path) -> Names:
    """The names in the files that `status` has written."""
    lists = folder / "lists"
    left = _rows(lists / left_behind.FILE)
    keys = {address_key(row[0]) for row in left}
    come = [row[0] for row in _rows(lists / by_name.FILE) if address_key(row[0]) not in keys]
    waiting = [row[0] for row in left if row[-1] == left_behind.WAITING]
    missing = [row[0] for row in left if row[-1] != left_behind.WAITING]
    return Names(come[:_SHOWN], waiting[:_SHOWN], missing[:_SHOWN], _posts(lists / left_behind.ASK))


def _rows(file: Path) -> list[list[str]]:
    """The rows below the header; none if the file is not there, or is no such file any more."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            return [row for row in csv.reader(text) if row][1:]
    except (OSError, ValueError, csv.Error):
        return []


def _posts(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").strip().split(left_behind.BETWEEN)
    except (OSError, ValueError):
        return []
