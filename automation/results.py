"""The results of a run as data. The terminal shows them at the end; `--json` and `--json-lines` print them.

Each part has a result of its own kind. It is made before the part begins, and the part's script fills it in as it goes,
so that whatever stops a run, its results tell what was done before.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar


@dataclass
class AccountStatus:
    """The current state of one account, as its pages show it."""

    handle: str
    followers: str = ""
    following: str = ""
    redirect: str = ""
    redirecting: bool = False
    cooldown: str = ""
    aliases: list[str] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)


@dataclass
class SeenScreen:
    """A screen that `check` opened: the controls found and missing, and the steps that this prevents."""

    server: str
    screen: str
    address: str
    found: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    prevents: list[str] = field(default_factory=list)
    error_details: list[str] = field(default_factory=list)


@dataclass
class Obstacle:
    """An obstacle to a part of the guide."""

    part: int
    what: str


@dataclass
class CheckResult:
    """What `check` found."""

    moved: bool = False  # whether the followers have been moved already
    next: str = ""  # the command to run next, if there are no obstacles
    screens: list[SeenScreen] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, int | None] = field(default_factory=dict)  # rows on the old account, by kind; None if abbreviated
    profiles: dict[str, dict[str, Any]] = field(default_factory=dict)  # the texts of both profiles, by side


@dataclass
class ProfileCopy:
    """Part 1: the changes to the new account's profile, and the problems."""

    changes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass
class ExportedList:
    """Part 2: one list. `difference` says how the file and the page's count differ."""

    file: str
    rows: int
    page_says: int | None
    difference: str


@dataclass(frozen=True)
class ListChanges:
    """Part 2: how a list differs from an earlier export."""

    since: str
    added: list[str]
    removed: list[str]
    changed: list[str]

    def __bool__(self) -> bool:
        """Whether there are any changes."""
        return bool(self.added or self.removed or self.changed)


@dataclass
class ImportedList:
    """Part 3: the import of one list. Facts that the server does not show are None."""

    file: str
    rows: int
    there_before: int
    uploaded: int = 0
    imported: int | None = None
    failures: int | None = None
    finished: bool | None = None
    missing: int | None = None
    refused: bool = False
    said: str = ""


@dataclass
class AlsoCarried:
    """Beyond the guide: what was carried over of one kind. `lacking` says which server has no page for it."""

    noun: str
    on_old: int | None = None
    added: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)  # what the new server cannot have, with the reason
    missing: list[str] = field(default_factory=list)
    lacking: str = ""


# -- the results of the parts. What a part has not come to is None.


@dataclass
class ProfileResult:
    """Part 1."""

    profile: ProfileCopy | None = None


@dataclass
class ExportResult:
    """Part 2: the lists and what changed in them, by kind, and the archive."""

    lists: dict[str, ExportedList] | None = None
    changes: dict[str, ListChanges] | None = None
    archive: dict[str, Any] | None = None


@dataclass
class ImportResult:
    """Part 3: the imports and, compared with the files, what arrived, by kind."""

    imports: dict[str, ImportedList] | None = None
    verified: dict[str, dict[str, Any]] | None = None


@dataclass
class AliasResult:
    """Part 4: the old account, once it is an alias of the new one."""

    alias: str | None = None


@dataclass
class MoveResult:
    """Part 5: the new account, once the migration page has confirmed the move."""

    moved_to: str | None = None


@dataclass
class BeyondResult:
    """Beyond the guide: what was carried over, by kind."""

    also: dict[str, AlsoCarried] | None = None


PartResult = ProfileResult | ExportResult | ImportResult | AliasResult | MoveResult | BeyondResult
_R = TypeVar("_R", bound=PartResult)


# -- the results of a run


@dataclass
class Results:
    """All results of a run. Whatever it did not do is None, and is not part of the output."""

    folder: str | None = None
    report: str | None = None
    old: str | None = None
    new: str | None = None
    check: CheckResult | None = None
    before: dict[str, AccountStatus] | None = None
    parts: list[PartResult] = field(default_factory=list)
    after: dict[str, AccountStatus] | None = None
    followers_moved: bool | None = None  # None if unknown, or if Part 5 was not run
    move_unanswered: bool | None = None  # "Move followers" was clicked, and the outcome is not known
    undone: str | None = None
    login: str | None = None
    watch: dict[str, Any] | None = None
    nothing_left: bool | None = None  # all parts were done by earlier runs
    videos: str | None = None
    signed_out: list[str] | None = None
    kept_for_later: list[str] = field(default_factory=list)

    def begin(self, kind: Callable[[], _R]) -> _R:
        """The result of a part that begins, which its script fills in."""
        result = kind()
        self.parts.append(result)
        return result

    def facts(self) -> dict[str, Any]:
        """The results as data, those of the parts among them, without what is None."""
        facts: dict[str, Any] = {}
        for name, value in asdict(self).items():
            for found in value if name == "parts" else [{name: value}]:
                facts |= {name: one for name, one in found.items() if one is not None}
        if not self.kept_for_later:
            del facts["kept_for_later"]
        return facts
