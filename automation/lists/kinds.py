"""The lists that Mastodon exports and imports: their kinds, their files, their rows (SCREENS.md, "Files")."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ListKind:
    """A kind of list.

    `name` is its name on the export page, `file` Mastodon's own file name, `import_type` the value in the import
    page's drop-down list.
    """

    name: str
    file: str
    import_type: str
    noun: str

    @property
    def is_json(self) -> bool:
        """Whether the file is JSON rather than CSV."""
        return self.file.endswith(".json")


# In the order in which they are imported: people first, so that lists find them followed.
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
    """The kind of that name; one that is not known yet (a fork's, a later release's) gets a file of its name."""
    safe = "".join(c for c in name if c.isalnum() or c in "_-") or "list"
    return BY_NAME.get(name) or ListKind(safe, f"{safe}.csv", safe, safe)


class NotThatList(ValueError):
    """A file is not the list that it should be; the message says why."""


def filters(path: Path) -> Iterator[list[str]]:
    """The filters of a file, each as its title and all of it as JSON.

    Raises:
        NotThatList: the file is no JSON, cut short, or no list of filters.
    """
    if not path.stat().st_size:
        return
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        yield from ([str(found["title"]), json.dumps(found)] for found in content["custom_filters"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotThatList(f"{path.name} is no list of filters.") from error
