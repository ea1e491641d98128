"""The types of settings that need a check of their own."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError

from automation.handles import Handle, server_origin
from automation.system.files import at_home

# What can be copied beyond the guide (`automation.beyond`), and the word for all of it.
ALSO = ("hashtags", "privacy", "preferences", "filters", "featured", "lists", "reminders", "deletion", "notes")
ALL_ALSO = "all"


def _handle(value: object) -> object:
    return Handle.parse(value) if isinstance(value, str) else value


def _origin(value: object) -> object:
    return server_origin(value) if isinstance(value, str) else value


def _path(value: Path) -> Path:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise ValueError("the path is not valid UTF-8, which the browser needs") from None
    return at_home(value)


def _archive(value: object) -> object:
    """Accept yes and no as well, which settings files and environments may have."""
    try:
        return "request" if TypeAdapter(bool).validate_python(value) else "off"
    except ValidationError:
        return value


def also_names(value: tuple[str, ...]) -> tuple[str, ...]:
    """Check the names of what to copy beyond the guide. The ValueError for an unknown one names all."""
    for name in value:
        if name not in (*ALSO, ALL_ALSO):
            raise ValueError(f'there is no "{name}"; there are {", ".join(ALSO)}, and {ALL_ALSO}')
    return value


HandleText = Annotated[Handle, BeforeValidator(_handle)]
Origin = Annotated[str, BeforeValidator(_origin)]
OwnPath = Annotated[Path, AfterValidator(_path)]
YesNoOrWait = Annotated[Literal["off", "request", "wait"], BeforeValidator(_archive)]
AlsoNames = Annotated[tuple[str, ...], AfterValidator(also_names)]
