"""How many rows a downloaded list has, whether it is whole, and what its page says of that (SCREENS.md, "Export")."""

from pathlib import Path

from automation.lists import rows
from automation.lists.kinds import BY_NAME, ListKind, NotThatList


def count_rows(path: Path, kind: ListKind) -> int:
    """How many rows a list has."""
    return len(rows.read(path, kind).rows)


def list_names(path: Path) -> int:
    """How many different lists a file of lists names; a list without members is not in it."""
    return len({row[0] for row in rows.read(path, BY_NAME["lists"]).rows})


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
