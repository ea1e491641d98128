"""The journal's events for the report, read into models. Invalid events are skipped."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, FiniteFloat, PositiveInt, ValidationError

from automation.folder.journal import Journal
from automation.outline import Side

# Part of a control may be outside the picture.
Fraction = Annotated[FiniteFloat, AfterValidator(lambda part: min(max(part, 0.0), 1.0))]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Event(_Model):
    """Any event, with its time."""

    time: AwareDatetime


Kind = TypeVar("Kind", bound=Event)


class Picture(_Model):
    """A picture that was taken in a step.

    `file` is relative to the move's folder. `of` is the screen's title or, with a marked control, "screen: control".
    `mark` is the control's left, top, width and height, as fractions of the picture. `size` is in pixels. `private`
    says that names were blurred when it was taken.
    """

    file: str
    of: str = ""
    mark: tuple[Fraction, Fraction, Fraction, Fraction] | None = None
    size: tuple[PositiveInt, PositiveInt] | None = None
    private: bool = False


class Step(Event):
    """An attempt at a step of the guide. `error`, `exit_code` and `error_details` are set if it failed."""

    part: int
    number: int
    server: str
    outcome: str
    clicks: list[str] = []
    said: list[str] = []
    seconds: float = 0
    error: str = ""
    pictures: list[Picture] = []
    error_details: list[str] = []


class Run(Event):
    """A run began (`state` is "begin") or ended ("end", with what stopped it, if anything)."""

    state: str
    work: str = ""
    parts: list[int] = []
    accounts: dict[Side, str] = {}
    version: str = ""
    exit_code: int = 0
    doing: str = ""
    seen: str = ""
    safe: str = ""
    next: str = ""


class Part(Event):
    """A part of the guide ended: "done" or "partly done"."""

    number: int
    outcome: str
    said: str = ""


class ExportedList(_Model):
    """A list that was downloaded. `page_says` is the count beside its link, if the page shows one."""

    rows: int
    page_says: int | None = None
    difference: str = ""


class Exported(Event):
    """The lists of an export."""

    lists: dict[str, ExportedList]


class ImportedList(_Model):
    """A list that was to be uploaded."""

    there_before: int
    uploaded: int = 0


class Imported(Event):
    """The lists of an import."""

    imports: dict[str, ImportedList]


class VerifiedList(_Model):
    """A list that was compared: the rows that arrived, why others did not, and the file with the missing rows."""

    rows: int
    arrived: int
    reasons: dict[str, str] = {}
    differing: dict[str, str] = {}
    file: str = ""


class Verified(Event):
    """The comparison after an import."""

    lists: dict[str, VerifiedList]


class Counts(Event):
    """A profile's counts were read. `followers` is None if the page abbreviates the number."""

    side: Side
    followers: int | None
    shown: str


class ShownCounts(_Model):
    """A profile's counts as text."""

    followers: str


class Before(Event):
    """The counts of both profiles before the move began."""

    accounts: dict[Side, str]
    counts: dict[Side, ShownCounts]


class LeftBehind(Event):
    """The followers of both accounts were compared by name."""

    before: int
    come: int
    waiting: int
    missing: int
    servers: dict[str, int] = {}


class KeptForLater(Event):
    """Something that the user has to do, noted in a part of the guide."""

    part: int | None = None
    what: str


class Undone(Event):
    """The redirect was undone."""

    said: str = ""


_MODELS: dict[str, type[Event]] = {
    "step": Step,
    "run": Run,
    "part": Part,
    "lists": Exported,
    "imports": Imported,
    "verified": Verified,
    "counts": Counts,
    "before": Before,
    "followers left behind": LeftBehind,
    "kept for later": KeptForLater,
    "undo": Undone,
}


def read(folder: Path) -> list[Event]:
    """The events in the journal of a move's folder, oldest first."""
    return list(_events(Journal.of(folder)))


def _events(journal: Journal) -> Iterator[Event]:
    for line in journal.read():
        try:
            if model := _MODELS.get(str(line.get("event"))):
                yield model.model_validate(line)
        except ValidationError:
            continue


def of_kind(events: Iterable[Event], kind: type[Kind]) -> list[Kind]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]
