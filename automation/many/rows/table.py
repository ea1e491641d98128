"""The table of moves: what a row may say, and what follows from it. `reading` reads it from a file."""

import hashlib
import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from automation.handles import Handle, domain_key
from automation.outline import PartNumber, Side
from automation.settings import also_names
from automation.settings.values import HandleText, Origin
from automation.system.files import portable

# A server refuses sign-ins after 25 attempts in five minutes from one address (SCREENS.md, "Sign in").
REFUSED_AFTER, WINDOW_S = 25, 300
_NAME = re.compile(r"""(?![.])[^/\\:*?"<>|\x00-\x1f]{1,120}(?<![. ])""")
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))}


def _several(value: object) -> object:
    """Several values in one cell of a CSV file, separated by spaces, commas or semicolons."""
    return value.replace(",", " ").replace(";", " ").split() if isinstance(value, str) else value


def _command(value: str) -> str:
    """Check the placeholders; other braces would make a command fail only when it is used."""
    try:
        value.format(handle="", side="")
    except (LookupError, ValueError, AttributeError):
        raise ValueError("only {handle} and {side} can be filled in; write other braces twice: {{ and }}") from None
    return value


def _name(value: str) -> str:
    """Check that a name can be that of a folder beside the others, on every system: a table may be used on several."""
    if value.casefold() == "report" or value.partition(".")[0].rstrip().upper() in _RESERVED:
        raise ValueError("must not be the word report, or a name that Windows keeps for itself, such as CON")
    if not _NAME.fullmatch(value):
        raise ValueError(
            "must not begin with a dot, end with a dot or a space, have more than 120 characters, or contain any of "
            '/ \\ : * ? " < > |'
        )
    return value


_Command = Annotated[str, AfterValidator(_command)]
_Words = Annotated[tuple[str, ...], BeforeValidator(_several)]
_Also = Annotated[tuple[str, ...], BeforeValidator(_several), AfterValidator(also_names)]
_Parts = Annotated[
    tuple[Annotated[int, Field(ge=1, le=5)], ...], BeforeValidator(_several), AfterValidator(lambda p: tuple(sorted(p)))
]


class Common(BaseModel):
    """What a row can say, and what the defaults can say for all rows."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True)

    do: Literal["guide", "export"] = "guide"
    """`guide` moves the account; `export` only downloads the old account's lists."""
    parts: _Parts = (1, 2, 3, 4, 5)
    """The parts of the guide to do."""
    confirm: bool = False
    """Ask for this move alone before “Move followers”, even with `--yes`."""
    password_command: _Command | None = None
    """A command that prints the password, for both accounts. `{handle}` and `{side}` are filled in."""
    old_password_command: _Command | None = None
    """The same, for the old account only."""
    new_password_command: _Command | None = None
    """The same, for the new account only."""
    old_password_env: str | None = None
    """The name of an environment variable that has the old account's password."""
    new_password_env: str | None = None
    """The name of an environment variable that has the new account's password."""
    old_totp_env: str | None = None
    """The name of an environment variable that has the old account's two-factor secret."""
    new_totp_env: str | None = None
    """The name of an environment variable that has the new account's two-factor secret."""
    only: _Words | None = None
    """Only these lists."""
    also: _Also | None = None
    """What to copy beyond the guide: names such as `hashtags`, or `all`. An empty list means nothing."""
    notes: Literal["listed", "all"] | None = None
    """Which notes to copy: on people you have `listed`, blocked or muted, or on `all` you follow or who follow you."""
    mode: Literal["merge", "overwrite"] | None = None
    """`merge` adds to the new account's lists; `overwrite` replaces them."""
    post: bool | None = None
    """Write and pin the two posts."""
    bio: bool | None = None
    """Add a line about the move to the old account's bio."""
    arrival: str | None = None
    """The post on the new account. `{old}` and `{new}` stand for the handles."""
    farewell: str | None = None
    """The post on the old account. `{old}` and `{new}` stand for the handles."""
    bio_line: str | None = None
    """The line in the bio. `{new}` stands for the new handle."""
    archive: Literal["off", "request", "wait"] | None = None
    """`request` asks for the archive of posts and media; `wait` also downloads it on a later run."""
    keep_last: Annotated[int, Field(ge=0)] | None = None
    """How many exports, and how many archives, to keep; 0 keeps all."""
    followers: bool | None = None
    """Read the old account's followers by name before the move."""
    verify: bool | None = None
    """Compare the new account's lists with the files after the import."""
    retry_failed: Annotated[int, Field(ge=0)] | None = None
    """How many times to retry rows that did not arrive."""
    follow_limit: Annotated[int, Field(gt=0)] | None = None
    """How many accounts the new server lets one account follow."""


class Row(Common):
    """One move."""

    name: Annotated[str, AfterValidator(_name)] = ""
    """A name for this move and its folder. The default is `OLD--NEW`."""
    old: HandleText
    """The account that is left, such as `alice@old.example`."""
    new: HandleText | None = None
    """The account that it moves to. An export needs none."""
    old_email: str | None = None
    """The e-mail address to sign in with on the old server."""
    new_email: str | None = None
    """The e-mail address to sign in with on the new server."""
    old_url: Origin | None = None
    """The old server's web address, if it differs from the handle's domain."""
    new_url: Origin | None = None
    """The new server's web address, if it differs from the handle's domain."""

    @property
    def label(self) -> str:
        """The name, or both handles."""
        return self.name or "--".join(str(handle) for handle in (self.old, self.new) if handle)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The accounts that this move signs in to."""
        return (Side.OLD,) if self.do == "export" else (Side.OLD, Side.NEW)

    def handle(self, side: Side) -> Handle:
        """The handle of one of its accounts."""
        handle = self.old if side is Side.OLD else self.new
        assert handle is not None  # noqa: S101 (`reading` has checked it)
        return handle

    def of(self, side: Side, name: str) -> str | None:
        """What the row says of one account: its `email`, `url`, `password_command`, `password_env` or `totp_env`."""
        own: str | None = getattr(self, f"{side}_{name}")
        if name == "password_command":
            command = own or (None if self.of(side, "password_env") else self.password_command)
            return command.format(handle=self.handle(side), side=side) if command else None
        return own

    def server(self, side: Side) -> str:
        """The server of one account, as a name: the host of its web address, or the handle's domain."""
        url = self.of(side, "url")
        return urlsplit(url).netloc if url else domain_key(self.handle(side).domain)

    @property
    def servers(self) -> tuple[str, ...]:
        """The servers that this move uses."""
        return tuple(dict.fromkeys(self.server(side) for side in self.sides))

    @property
    def moves_followers(self) -> bool:
        """Whether it clicks "Move followers", which cannot be undone."""
        return self.do == "guide" and PartNumber.MOVE in self.parts

    @property
    def digest(self) -> str:
        """A hash of all that the row says, to notice a change."""
        said = json.dumps(self.model_dump(mode="json", exclude_defaults=True), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class Limits(BaseModel):
    """How gentle to be to each server."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    per_server: Annotated[int, Field(ge=1)] = 2
    """How many moves may use a server at once."""
    sign_ins: Annotated[int, Field(ge=4, lt=REFUSED_AFTER)] = 16
    """How many sign-ins to begin on a server in five minutes. A server refuses more than 25 attempts."""
    one_import: bool = False
    """Let only one move that imports use a new server at a time."""
    retry_after: Annotated[float, Field(gt=0)] = 300
    """Seconds before a move is tried again after server trouble. Each wait is twice as long as the one before."""


class Table(BaseModel):
    """A whole table: its moves, and where their folders are."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    file: Path
    limits: Limits
    rows: tuple[Row, ...]

    @property
    def folder(self) -> Path:
        """The folder of all moves: beside the table, and named like it."""
        return self.file.parent / self.file.stem

    @property
    def waits(self) -> Path:
        """The file in which the moves tell one another to leave a server alone."""
        return self.folder.absolute() / "waits.jsonl"

    def folder_of(self, row: Row) -> Path:
        """The folder of one move."""
        return self.folder / portable(row.label)

    def named(self, name: str) -> Row | None:
        """The move with this name."""
        return next((row for row in self.rows if row.label == name), None)


def keys(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a model, each with its description."""
    return {name: info.description for name, info in model.model_fields.items()}
