"""The table of lists: rows on the old account, in the file and on the new account; what is missing, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from automation.lists import kinds
from automation.report.events import Event, Exported, ExportedList, Imported, KeptForLater, Step, Verified


@dataclass
class ListStory:
    """One list. A number that the journal does not have is None.

    `old` is the count on the old account's page, as text: for lists, the page counts lists and not their members.
    """

    noun: str
    old: str = ""
    file: int | None = None
    before: int | None = None
    uploaded: int | None = None
    now: int | None = None
    difference: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    differences: dict[str, str] = field(default_factory=dict)
    missing_file: str = ""

    @property
    def missing(self) -> int | None:
        """How many rows of the file are missing on the new account; None if that is not known."""
        return None if self.now is None or self.file is None else self.file - self.now


def of_events(events: Sequence[Event], folder: Path) -> list[ListStory]:
    """The newest facts about each list, in the order of import."""
    found: dict[str, ListStory] = {}

    def story(name: str) -> ListStory:
        return found.setdefault(name, ListStory(kinds.kind_named(name).noun))

    for event in events:
        if isinstance(event, Exported):
            for name, exported in event.lists.items():
                one = story(name)
                one.old, one.file, one.difference = _counted(name, exported), exported.rows, exported.difference
        elif isinstance(event, Imported):
            for name, imported in event.imports.items():
                one = story(name)
                one.before, one.uploaded = imported.there_before, imported.uploaded
        elif isinstance(event, Verified):
            for name, verified in event.lists.items():
                one = story(name)
                one.file, one.now, one.reasons = verified.rows, verified.arrived, verified.reasons
                one.differences = verified.differing
                one.missing_file = _within(folder, verified.file)
    order = list(kinds.BY_NAME)
    return [found[name] for name in sorted(found, key=lambda name: order.index(name) if name in order else len(order))]


def _counted(name: str, exported: ExportedList) -> str:
    if exported.page_says is None:
        return ""
    return f"{exported.page_says} lists" if name == "lists" else str(exported.page_says)


def _within(folder: Path, file: str) -> str:
    """The path of a file relative to the move's folder, which may have been moved; empty if the file is gone."""
    name = Path(file).name
    return f"lists/{name}" if name and (folder / "lists" / name).is_file() else ""


def left_for_the_user(events: Sequence[Event]) -> list[str]:
    """What each part left to the user to do when it last ran."""
    left: dict[int | None, list[str]] = {}
    for event in events:
        if isinstance(event, Step) and event.number == 1:
            left[event.part] = []
        elif isinstance(event, KeptForLater):
            left.setdefault(event.part, []).append(event.what)
    return list(dict.fromkeys(what for whats in left.values() for what in whats))
