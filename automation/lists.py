"""The lists that Mastodon exports and imports: their kinds, their files, their rows (SCREENS.md, "Files")."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from automation.errors import UsageProblem


@dataclass(frozen=True)
class ListKind:
    """A kind of list.

    `name` is its name on the export page, `file` Mastodon's own file name, `import_type` the value in the import
    page's drop-down list, `header` the first cell of the header, where the file has one.
    """

    name: str
    file: str
    import_type: str
    noun: str
    header: str | None = None

    @property
    def is_json(self) -> bool:
        """Whether the file is JSON rather than CSV."""
        return self.file.endswith(".json")


# In the order in which they are imported: people first, so that lists find them followed.
KINDS = (
    ListKind("follows", "following_accounts.csv", "following", "follows", "Account address"),
    ListKind("blocks", "blocked_accounts.csv", "blocking", "blocked accounts", "Account address"),
    ListKind("mutes", "muted_accounts.csv", "muting", "muted accounts", "Account address"),
    ListKind("domain_blocks", "blocked_domains.csv", "domain_blocking", "blocked domains", "#domain"),
    ListKind("bookmarks", "bookmarks.csv", "bookmarks", "bookmarks", "#uri"),
    ListKind("lists", "lists.csv", "lists", "list members"),
    ListKind("custom_filters", "custom_filters.json", "custom_filters", "filters"),
)
FOLLOWS = KINDS[0]
BY_NAME = {kind.name: kind for kind in KINDS}
BY_FILE = {kind.file: kind for kind in KINDS}


def kind_named(name: str) -> ListKind:
    """The kind of that name; one that is not known yet (a fork's, a later release's) gets a file of its name."""
    safe = "".join(c for c in name if c.isalnum() or c in "_-") or "list"
    return BY_NAME.get(name) or ListKind(safe, f"{safe}.csv", safe, safe)


class NotThatList(ValueError):
    """A file is not the list that it should be; the message says why."""


def rows(path: Path, kind: ListKind) -> Iterator[list[str]]:
    """The rows of a list, without its header. A row of filters is the title, and the whole filter as JSON.

    Raises:
        NotThatList: the file is no UTF-8 text, no CSV or JSON, or is cut short.
    """
    if kind.is_json:
        yield from _filters(path)
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = filter(_has_text, csv.reader(file, strict=True))
            first = next(reader, [])
            if first and not _is_header(first, kind):
                yield first
            yield from reader
    except UnicodeDecodeError as error:
        raise NotThatList(f"{path.name} is no text in UTF-8, so it is no list.") from error
    except csv.Error as error:
        raise NotThatList(f"{path.name} is no CSV that can be read to its end: {error}.") from error


def header(path: Path, kind: ListKind) -> list[str] | None:
    """The header of a list that `rows` could read; None where it has none."""
    if kind.is_json:
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = next(filter(_has_text, csv.reader(file)), [])
    return [cell.strip() for cell in first] if first and _is_header(first, kind) else None


def count_rows(path: Path, kind: ListKind) -> int:
    """How many rows a list has."""
    return sum(1 for _ in rows(path, kind))


def list_names(path: Path) -> int:
    """How many different lists a file of lists names; a list without members is not in it."""
    return len({row[0] for row in rows(path, BY_NAME["lists"])})


def _is_header(row: list[str], kind: ListKind) -> bool:
    return kind.header is not None and row[0].strip().casefold() == kind.header.casefold()


def _has_text(row: list[str]) -> bool:
    return any(map(str.strip, row))


def _filters(path: Path) -> Iterator[list[str]]:
    if not path.stat().st_size:
        return
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        yield from ([str(found["title"]), json.dumps(found)] for found in content["custom_filters"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotThatList(f"{path.name} is no list of filters.") from error


def check_whole(path: Path, kind: ListKind) -> int:
    """Make sure that a file arrived to its end, and count its rows.

    Mastodon ends every line, so a file that does not end with a line end was cut short.

    Raises:
        NotThatList: it is cut short, or no list at all.
    """
    if not kind.is_json and path.stat().st_size:
        with path.open("rb") as file:
            file.seek(-1, 2)
            if file.read(1) not in b"\r\n":
                raise NotThatList(f"{path.name} ends in the middle of a line: it is cut short.")
    return count_rows(path, kind)


# Why a file can have another number of rows than its page says.
_EXPLAINED = {
    "follows": "the page's number is kept separately and can be off by some",
    "lists": "a list without members is not in the file",
    "bookmarks": "a bookmarked post that is gone is not in the file",
}


def difference(kind: ListKind, path: Path, count: int | None) -> str:
    """What to tell about the file's rows and the count beside its link; empty where they agree.

    The count of lists is that of lists, not of rows, and an empty list is not in the file; a bookmarked post that is
    gone is counted and not exported; the count of follows may be off by some (SCREENS.md, "Export").
    """
    if count is None:
        return ""
    found = list_names(path) if kind.name == "lists" else count_rows(path, kind)
    if found == count:
        return ""
    reason = _EXPLAINED.get(kind.name) if found < count or kind.name == "follows" else None
    return f"the page says {count}, the file has {found}: " + (reason or "look whether something is missing")


def is_short(kind: ListKind, path: Path, count: int | None) -> bool:
    """Whether rows are missing that the page counts, and nothing explains that."""
    return kind.name not in _EXPLAINED and count is not None and count_rows(path, kind) < count


def recognise(path: Path) -> ListKind:
    """Which list a file is: by Mastodon's own file name, else by its header.

    Raises:
        UsageProblem: it cannot be told; say it as `KIND=FILE`.
    """
    if path.name in BY_FILE:
        return BY_FILE[path.name]
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    except UnicodeDecodeError:
        header = ""
    if header.startswith("Account address,Show boosts"):
        return BY_NAME["follows"]
    if header.startswith("Account address,Hide notifications"):
        return BY_NAME["mutes"]
    if header.startswith("#domain"):
        return BY_NAME["domain_blocks"]
    if header.startswith("#uri"):
        return BY_NAME["bookmarks"]
    raise UsageProblem(
        f"Which list is {path}? Neither its name nor its first line tells.",
        next_=f"Say it as KIND=FILE, for example blocks={path.name}. Kinds: {', '.join(BY_NAME)}.",
    )
