"""The journal's events that the report tells of, read into models; what is not as it should be is passed over."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, FiniteFloat, PositiveInt, ValidationError

from automation.folder.journal import Journal
from automation.secrets import Secrets
from automation.steps import Side

# A control may reach beyond the window that was pictured.
Fraction = Annotated[FiniteFloat, AfterValidator(lambda part: min(max(part, 0.0), 1.0))]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Event(_Model):
    """Whatever happened, and when."""

    time: AwareDatetime


Kind = TypeVar("Kind", bound=Event)


class Picture(_Model):
    """A picture that was taken in a step.

    `file` is relative to the move's folder; `of` is the screen and, where one is marked, the control, with a colon
    between them; `mark` is where it lies: left, top, width and height, as fractions of the picture; `size` is in
    pixels; `private` says that names in it were blurred when it was taken.
    """

    file: str
    of: str = ""
    mark: tuple[Fraction, Fraction, Fraction, Fraction] | None = None
    size: tuple[PositiveInt, PositiveInt] | None = None
    private: bool = False


class Step(Event):
    """A step of the guide that was tried. `error`, `exit_code` and `error_details` are those of one that failed."""

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
    """A run began (`state` is "begin"), or ended; then with what stopped it, if anything did."""

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
    """A part of the guide came to its end: "done" or "done in part"."""

    number: int
    outcome: str
    said: str = ""


class ExportedList(_Model):
    """A list that was downloaded; `page_says` is the count beside its link, where the page gives one."""

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
    """A list that was compared: what of the file is on the new account, why the rest is not, and where that lies."""

    rows: int
    arrived: int
    reasons: dict[str, str] = {}
    differing: dict[str, str] = {}
    file: str = ""


class Verified(Event):
    """The comparison after an import."""

    lists: dict[str, VerifiedList]


class Counts(Event):
    """A profile's counts were read. `followers` is None where the page abbreviates the number that it shows."""

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
    """Something that is left to the person, in a part of the guide."""

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
    """What the journal of a move's folder has, oldest first."""
    return list(_events(Journal(folder / "journal.jsonl", Secrets())))


def _events(journal: Journal) -> Iterator[Event]:
    for line in journal.read():
        try:
            if model := _MODELS.get(str(line.get("event"))):
                yield model.model_validate(line)
        except ValidationError:
            continue


def of_kind(events: Iterable[Event], kind: type[Kind]) -> list[Kind]:
    """Those of one kind."""
    return [event for event in events if isinstance(event, kind)]
