"""Counting the rows of a downloaded list, and checking that it is complete (SCREENS.md, "Export")."""

from pathlib import Path

from automation.lists import rows
from automation.lists.kinds import BY_NAME, ListKind, NotThatList


def count_rows(path: Path, kind: ListKind) -> int:
    """How many rows a list has."""
    return len(rows.read(path, kind).rows)


def list_names(path: Path) -> int:
    """How many different lists a file of lists names. Lists without members are not in the file."""
    return len({row[0] for row in rows.read(path, BY_NAME["lists"]).rows})


def check_whole(path: Path, kind: ListKind) -> int:
    """Check that a file is complete, and count its rows.

    Mastodon ends every line with a line break, so a file that does not end with one was cut short.

    Raises:
        NotThatList: The file is cut short, or is not a list.
    """
    if not kind.is_json and path.stat().st_size:
        with path.open("rb") as file:
            file.seek(-1, 2)
            if file.read(1) not in b"\r\n":
                raise NotThatList(f"{path.name} is cut short: it ends in the middle of a line.")
    return count_rows(path, kind)


# Why the number of rows in a file can differ from the number on its page.
_EXPLAINED = {
    "follows": "the server counts follows separately, and the count can be slightly off",
    "bookmarks": "bookmarks of deleted posts are not in the file",
}
_CAN_DIFFER = {*_EXPLAINED, "lists"}


def difference(kind: ListKind, path: Path, count: int | None) -> str:
    """How the file's rows differ from the count beside its link, and why; empty if they agree.

    The page counts lists, not their members, and empty lists are not in the file. Bookmarks of deleted posts are
    counted but not exported. The count of follows may be slightly off (SCREENS.md, "Export").
    """
    if count is None:
        return ""
    found = list_names(path) if kind.name == "lists" else count_rows(path, kind)
    if found == count:
        return ""
    if kind.name == "lists" and found < count:
        return f"the page counts {count} lists, {count - found} of them without members"
    reason = _EXPLAINED.get(kind.name) if found < count or kind.name == "follows" else None
    why = reason or "check whether something is missing"
    if found < count:
        return f"the file has {found} of the {count} {counted(kind)} that the page counts: {why}"
    return f"the file has {found} {counted(kind)}, the page counts only {count}: {why}"


def counted(kind: ListKind) -> str:
    """What the number beside a list's link counts."""
    return "lists" if kind.name == "lists" else kind.noun


def is_short(kind: ListKind, path: Path, count: int | None) -> bool:
    """Whether the file has fewer rows than the page says, without a known reason."""
    return kind.name not in _CAN_DIFFER and count is not None and count_rows(path, kind) < count
