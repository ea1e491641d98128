"""What was read on the old account, saved in the move's folder as `also/KIND.json`."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from automation.beyond.kind import Kind, NotSupported
from automation.context import RunContext
from automation.outline import Side
from automation.system.files import write_text

FOLDER = "also"


class Reading(BaseModel):
    """One reading of the old account.

    Args:
        handle: The old account's handle.
        read_at: When it was read, ISO 8601 in UTC.
        lacking: What the server has no page for, as a clause; empty if it has one.
        state: What was read, as the kind's model has it.
    """

    handle: str
    read_at: str
    lacking: str = ""
    state: dict[str, Any] | None = None


def read_and_keep(context: RunContext, kind: Kind[Any]) -> Reading:
    """Read a kind on the old account, and save the reading.

    Raises:
        PageError: A screen did not appear.
    """
    reading = Reading(handle=str(context.handle(Side.OLD)), read_at=datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        state = kind.read(Side.OLD)
        kind.keep(state)
        reading.state = state.model_dump(mode="json")
    except NotSupported as lack:
        reading.lacking = str(lack)
    write_text(context.subfolder(FOLDER) / f"{kind.name}.json", reading.model_dump_json(indent=2) + "\n")
    return reading


def kept(context: RunContext, kind: Kind[Any]) -> Reading | None:
    """The saved reading of a kind; None if there is none for this account."""
    try:
        reading = Reading.model_validate_json((context.folder / FOLDER / f"{kind.name}.json").read_bytes())
        if reading.state is not None:
            kind.model.model_validate(reading.state)
    except (OSError, ValidationError):
        return None
    return reading if reading.handle == str(context.handle(Side.OLD)) else None
