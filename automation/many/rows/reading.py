"""Reading a table from a TOML or CSV file. It is checked as a whole: all that is wrong is said at once, by row."""

import csv
import difflib
import io
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.many.rows.table import Common, Limits, Row, Table, keys
from automation.text import shortened

_ENDINGS = {".toml", ".csv"}
DEFAULTS = "defaults"  # the name of the row of a CSV file that has the defaults for all rows
# Keys, however they are spelled, that would hold a secret itself.
_SECRET = ("password", "passwd", "passphrase", "secret", "totp", "token", "cookie")
_INSTEAD = (
    "A table has no passwords, because tables are copied and sent around. Set a command that prints it: "
    'password_command = "pass show mastodon/{handle}". Or name a variable: old_password_env = "ALICE_PASSWORD". '
    "Or leave it out, and keep sessions with: mastodon-move many login"
)
_MOST_SHOWN = 40
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class _Given:
    """A row as it stands in the file, and how to name it to the user."""

    where: str
    cells: Mapping[str, Any]


def read(file: Path) -> Table:
    """Read and check a table.

    Args:
        file: A `.toml` or `.csv` file.

    Raises:
        UsageProblem: It cannot be read, or rows are wrong; the error names all of them.
    """
    defaults, limits, rows = _contents(file)
    wrong: list[str] = []
    checked_limits = _checked(Limits, _Given("limits", limits), wrong) or Limits()
    common = _checked(Common, _Given(DEFAULTS, defaults), wrong)
    inherited = defaults if common else {}
    found = [(one, _checked(Row, one, wrong, inherited)) for one in rows]
    good = [(one.where, row) for one, row in found if row]
    wrong += _wrong_together(good)
    if not rows:
        wrong.append("it has no moves")
    if wrong:
        raise _problem(file, wrong)
    return Table(file=file, limits=checked_limits, rows=tuple(row for _, row in good))


def _problem(file: Path, wrong: list[str]) -> UsageProblem:
    secrets = any(_INSTEAD in one for one in wrong)
    lines = [one.replace(f" {_INSTEAD}", "") for one in wrong]
    return UsageProblem(
        f"{file} has {len(lines)} {'error' if len(lines) == 1 else 'errors'}:\n"
        + "\n".join(shortened(lines, _MOST_SHOWN)),
        safe=NOTHING_OPENED,
        next_=_INSTEAD
        if secrets
        else "Correct the table, then run the same command again. All keys: docs/reference/table.",
    )


def _contents(file: Path) -> tuple[dict[str, Any], dict[str, Any], list[_Given]]:
    """The defaults, the limits and the rows in a file."""
    if file.suffix.lower() not in _ENDINGS:
        raise UsageProblem(
            f"{file} is neither a .toml nor a .csv file.", safe=NOTHING_OPENED, next_="Name the table of your moves."
        )
    try:
        text = file.read_text(encoding="utf-8-sig")
        return _of_toml(text) if file.suffix.lower() == ".toml" else _of_csv(text)
    except FileNotFoundError:
        raise UsageProblem(
            f"There is no file {file}.", safe=NOTHING_OPENED, next_=f"Begin one with: mastodon-move many init {file}"
        ) from None
    except (OSError, ValueError, csv.Error) as error:  # also a TOML file with a mistake, and another encoding
        said = "it is not in UTF-8" if isinstance(error, UnicodeError) else getattr(error, "strerror", None) or error
        raise UsageProblem(f"{file} cannot be read: {said}.", safe=NOTHING_OPENED, next_="Correct the table.") from None


def _of_toml(text: str) -> tuple[dict[str, Any], dict[str, Any], list[_Given]]:
    found = tomllib.loads(text)
    defaults, limits, moves = found.pop("defaults", {}), found.pop("limits", {}), found.pop("move", [])
    if found:
        raise ValueError(f'there is no section "{next(iter(found))}"; the sections are [defaults], [limits], [[move]]')
    if not isinstance(defaults, dict) or not isinstance(limits, dict) or not isinstance(moves, list):
        raise ValueError("the sections are written [defaults], [limits] and, for each move, [[move]]")
    return defaults, limits, [_Given(_where(number, cells), cells) for number, cells in enumerate(moves, 1)]


def _of_csv(text: str) -> tuple[dict[str, Any], dict[str, Any], list[_Given]]:
    heading = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count), strict=True)
    names = [cell.strip().lower() for cell in next(lines, [])]
    if doubled := [name for name, count in Counter(filter(None, names)).items() if count > 1]:
        raise ValueError(f'there are several columns "{doubled[0]}"')
    defaults: dict[str, Any] = {}
    rows = []
    for number, cells in enumerate(filter(any, lines), 1):
        if len(cells) > len(names):
            raise ValueError(f"line {lines.line_num} has more cells than there are columns")
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
        if row.get("name", "").lower() == DEFAULTS:
            defaults = {name: cell for name, cell in row.items() if name != "name"}
        else:
            rows.append(_Given(_where(number, row), row))
    return defaults, {}, rows


def _where(number: int, cells: object) -> str:
    """How to name a row: by its number, and its name if it has one."""
    name = cells.get("name") if isinstance(cells, dict) else None
    return f"move {number}" + (f" ({name})" if isinstance(name, str) else "")


def _checked(
    model: type[_Model], given: _Given, wrong: list[str], inherited: Mapping[str, Any] = MappingProxyType({})
) -> _Model | None:
    """Check what was given; None if something is wrong, which is added to the list. Values are never repeated."""
    if not isinstance(given.cells, Mapping):
        wrong.append(f"{given.where}: is not a table of keys and values")
        return None
    try:
        return model.model_validate({**inherited, **given.cells})
    except ValidationError as error:
        wrong += [f"{given.where}, {_said(detail, model, given)}" for detail in error.errors(include_input=False)]
        return None


def _said(detail: Mapping[str, Any], model: type[BaseModel], given: _Given) -> str:
    key = str(detail["loc"][0]) if detail["loc"] else ""
    below = given.cells.get(key)
    inner = list(below) if isinstance(below, dict) else []  # old.password, which is written so in mastodon-move.toml
    if secret := next(
        (
            name
            for name in [*inner, *([key] if detail["type"] == "extra_forbidden" else [])]
            if any(word in str(name).lower() for word in _SECRET)
        ),
        None,
    ):
        return f'"{secret}": a secret must not be in the table. {_INSTEAD}'
    if detail["type"] == "extra_forbidden":
        nearest = difflib.get_close_matches(key, keys(model), n=1, cutoff=0)[0]
        return f'there is no key "{key}"; the most similar is "{nearest}"'
    if key in {"old", "new"}:
        return f"{key}: " + ("is missing" if detail["type"] == "missing" else f"must be like alice@{key}.example")
    if key in {"old_url", "new_url"}:
        return f"{key}: must be like https://{key[:3]}.example"
    said = detail["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{key}: {said[:1].lower()}{said[1:]}"


def _wrong_together(rows: list[tuple[str, Row]]) -> Iterator[str]:
    """What is wrong with rows that are right in themselves."""
    first: dict[str, str] = {}
    leaving: dict[str, str] = {}
    for where, row in rows:
        if row.do == "guide" and row.new is None:
            yield f'{where}, new: is missing. To download lists only, write do = "export"'
        elif row.new and row.old.same_as(str(row.new)):
            yield f"{where}: the old and the new account are the same"
        if (other := first.setdefault(row.label.casefold(), where)) != where:
            yield f"{where}: has the same {'name' if row.name else 'accounts'} as {other}"
        if row.moves_followers and (other := leaving.setdefault(str(row.old).lower(), where)) != where:
            yield f"{where}, old: {other} moves the same account"
