"""The events of a run, one line each on standard output.

Every event has its time and the current part and step of the guide; these are null outside of them.
"""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from automation.errors import Reason
from automation.outline import Side
from automation.progress import Kind


def _whole(value: object) -> object:
    """Text from a page can have halves of characters, which JSON cannot."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_whole)]


class Event(BaseModel):
    """What every event has."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    time: AwareDatetime
    """When it happened, ISO 8601 in UTC."""
    event: str
    """Which event it is."""
    part: int | None = None
    """The current part of the guide."""
    step: int | None = None
    """The current step, by its number in the part."""
    outcome: str | None = None
    """How it ended, for events that end something."""


class Begin(Event):
    """The first line: the run begins."""

    event: Literal["begin"] = "begin"
    protocol: int
    """The version of this protocol."""
    version: str
    """The version of the program."""
    command: str
    """The command, such as `guide`."""
    process: int
    """The number of the process."""
    answers: bool
    """Whether questions can be answered on standard input."""


class PartBegins(Event):
    """A part of the guide begins."""

    event: Literal["part"] = "part"
    heading: Text
    """The guide's heading."""
    server: Text
    """The server's origin."""


class StepBegins(Event):
    """A step begins."""

    event: Literal["step begins"] = "step begins"
    words: Text
    """The guide's words."""


class StepEnds(Event):
    """A step has ended. The outcome is `done`, `already done`, `skipped`, `failed` or `paused`."""

    event: Literal["step"] = "step"
    words: Text
    """The guide's words."""
    said: list[Text]
    """What the page said, and what was done, in sentences."""


class Picture(Event):
    """A picture of the current step was taken."""

    event: Literal["picture"] = "picture"
    file: Text
    """The file, relative to the move's folder."""
    of: Text
    """The screen, and the control if one is marked."""
    mark: tuple[float, float, float, float] | None
    """The control's left, top, width and height, as fractions of the picture."""
    size: tuple[int, int]
    """Its width and height in pixels."""


class Note(Event):
    """What is going on in the current step. The next note, or the step's end, replaces it."""

    event: Literal["note"] = "note"
    text: Text
    """The note."""


class Wait(Event):
    """The run waits. It is written again only if the end of the wait changes."""

    event: Literal["wait"] = "wait"
    why: Text
    """The reason."""
    then: Text
    """What comes after the wait, such as `next attempt`."""
    until: AwareDatetime
    """When the wait ends."""


class Told(Event):
    """A message to the user."""

    event: Literal["told"] = "told"
    text: Text
    """The message."""


class ByHand(Event):
    """Something that only the user can do, in the browser window. The run continues when the page shows it."""

    event: Literal["by hand"] = "by hand"
    text: Text
    """What to do."""
    until: AwareDatetime
    """How long the run waits for it."""


class Reviewed(Event):
    """What the user is about to confirm. A question follows, unless it was confirmed in advance."""

    event: Literal["review"] = "review"
    title: Text
    """The title."""
    rows: list[list[Text]]
    """The facts; the first cell of each row is a label."""
    columns: list[Text]
    """The headings of the columns, if any."""
    sentences: list[Text]
    """What follows from it."""


class Question(Event):
    """A question. The run waits for its answer."""

    event: Literal["question"] = "question"
    question: int
    """Its number, which the answer repeats."""
    kind: Kind
    """What it is about."""
    side: Side | None
    """The account that it is about."""
    text: Text
    """The question in words."""
    hidden: bool
    """Whether the answer is a secret."""
    default: Text
    """What an empty answer means."""
    word: Text
    """The word that confirms, such as `move`; `no` refuses. Empty if the question asks for something else."""


class Answered(Event):
    """An answer has arrived."""

    event: Literal["answered"] = "answered"
    question: int
    """The question's number."""


class Rejected(Event):
    """A line on standard input was not understood, or answers no question. It is not repeated: it may be a secret."""

    event: Literal["rejected"] = "rejected"
    why: Text
    """What is wrong with it."""


class Held(Event):
    """The run pauses before the next step, because it was asked to."""

    event: Literal["paused"] = "paused"


class GoesOn(Event):
    """The run goes on after a pause."""

    event: Literal["goes on"] = "goes on"


class Counts(Event):
    """The follower count that one account's profile shows."""

    event: Literal["counts"] = "counts"
    side: Side
    """The account."""
    handle: Text
    """Its handle."""
    followers: int | None
    """The number of followers; null if the page abbreviates it."""
    shown: Text
    """The number as the page shows it."""
    following: int | None
    """How many accounts it follows."""


class MoveStands(Event):
    """Only with `many`: the state of a move has changed. The outcome says how, such as `running` or `done`."""

    event: Literal["move"] = "move"
    name: Text
    """The move's name."""
    old: Text
    """The old account."""
    new: Text | None
    """The new account."""
    state: Text
    """How it stands, as in `outcome`."""
    due: AwareDatetime | None
    """When it is tried again."""
    says: Text
    """What it does, why it waits, or what stopped it."""
    exit_code: int | None
    """The exit code of its last run."""
    next: Text
    """What to do."""
    followers: dict[str, Text]
    """The followers before the move, and there now: `before`, `old` and `new`."""
    to_do: list[Text]
    """What the user has to do."""
    obstacles: list[Text]
    """What a check found in the way."""
    also: list[Text] = []
    """What a check found that would be copied, beyond the guide."""
    folder: Text
    """Its folder."""


class Problem(Event):
    """The run has stopped, and why: what was being done, what was seen, what is safe, what to do next."""

    event: Literal["problem"] = "problem"
    exit_code: int
    """The exit code."""
    by_person: bool = False
    """Whether the user stopped it, which is not a failure."""
    doing: Text = ""
    """What was being done."""
    seen: Text = ""
    """The problem, in the page's words if the page said something."""
    safe: Text = ""
    """What it means for the accounts."""
    next: Text = ""
    """What to do."""
    reason: Reason | None = None
    """Why it stopped, where a program that tries again has to know it."""
    due: AwareDatetime | None = None
    """When it makes sense to try again, if that is known."""
    error_details: list[Text] = []
    """Files with details, without secrets."""


class End(Event):
    """The last line: the run has ended. The outcome is `done` or `failed`."""

    event: Literal["end"] = "end"
    exit_code: int
    """The exit code."""
    results: dict[str, Any]
    """All results, as `--json` prints them."""


AnyEvent = Annotated[
    Begin | PartBegins | StepBegins | StepEnds | Picture | Note | Wait | Told | ByHand | Reviewed
    | Question | Answered | Rejected | Held | GoesOn | Counts | MoveStands | Problem | End,
    Field(discriminator="event"),
]  # fmt: skip
EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
