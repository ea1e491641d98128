"""The kinds of lists that Mastodon exports and imports, with their file names (SCREENS.md, "Files")."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ListKind:
    """A kind of list.

    `name` is its name on the export page, `file` Mastodon's own file name, `import_type` its value in the drop-down
    list of the import page, and `noun` what its rows are called in messages.
    """

    name: str
    file: str
    import_type: str
    noun: str

    @property
    def is_json(self) -> bool:
        """Whether the file is JSON rather than CSV."""
        return self.file.endswith(".json")


# In the order of import. Follows come first, because a list can only contain accounts that are followed.
KINDS = (
    ListKind("follows", "following_accounts.csv", "following", "follows"),
    ListKind("blocks", "blocked_accounts.csv", "blocking", "blocked accounts"),
    ListKind("mutes", "muted_accounts.csv", "muting", "muted accounts"),
    ListKind("domain_blocks", "blocked_domains.csv", "domain_blocking", "blocked domains"),
    ListKind("bookmarks", "bookmarks.csv", "bookmarks", "bookmarks"),
    ListKind("lists", "lists.csv", "lists", "list members"),
    ListKind("custom_filters", "custom_filters.json", "custom_filters", "filters"),
)
FOLLOWS = KINDS[0]
BY_NAME = {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> ListKind:
    """The kind with this name. For an unknown one (of a fork or a later release), make a kind with a file name."""
    safe = "".join(c for c in name if c.isalnum() or c in "_-") or "list"
    return BY_NAME.get(name) or ListKind(safe, f"{safe}.csv", safe, safe)


class NotThatList(ValueError):
    """A file is not the list that it should be; the message says why."""


def filters(path: Path) -> Iterator[list[str]]:
    """The filters in a file, each as its title and the whole filter as JSON.

    Raises:
        NotThatList: The file is not JSON, cut short, or not a list of filters.
    """
    if not path.stat().st_size:
        return
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        yield from ([str(found["title"]), json.dumps(found)] for found in content["custom_filters"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotThatList(f"{path.name} is not a list of filters.") from error
