"""The moves that lie here, for a command that is not told which it goes on with."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.folder.journal import Journal
from automation.handles import Handle, server_origin
from automation.secrets import Secrets
from automation.settings import Settings

JOURNAL = "journal.jsonl"
# Where a move's folder may be, from here: by itself, named with --folder, or right here.
_PLACES = (f"mastodon-move/*/{JOURNAL}", f"*/{JOURNAL}", JOURNAL)
_SIDES = ("old", "new")
# A demo's accounts are on servers that ended with it.
_DEMO = "demo-"


@dataclass(frozen=True)
class KnownMove:
    """A folder with a journal, which accounts it names, where they were said to be elsewhere, and when it was used."""

    folder: Path
    handles: dict[str, str]
    urls: dict[str, str]
    used: float

    def __str__(self) -> str:
        who = " → ".join(self.handles[side] for side in _SIDES if side in self.handles)
        return f"{self.folder} ({who}, last used {time.strftime('%Y-%m-%d at %H:%M', time.localtime(self.used))})"


def here(folder: Path | None = None) -> list[KnownMove]:
    """The moves that lie here, the newest first; with a folder, that one only."""
    journals = [folder / JOURNAL] if folder else [path for place in _PLACES for path in Path().glob(place)]
    found = [move for path in dict.fromkeys(journals) if path.is_file() and (move := _read(path))]
    return sorted(found, key=lambda move: move.used, reverse=True)


def found_for(
    settings: Settings, tell: Callable[[str], None], *sides: str, changes: bool, folder_only: bool = False
) -> Settings:
    """The settings, with the folder and the accounts of the move that lies here where they do not name one.

    Args:
        settings: as the person gave them.
        tell: says to the person which move it is.
        sides: whose accounts the command needs.
        changes: whether it changes something there: then the person says which, where there are several.
        folder_only: it only looks at what lies in the folder, so that a demo's will do.

    Raises:
        UsageProblem: there are several, and the newest may not be the one that is meant.
    """
    named = {side: handle for side in _SIDES if (handle := getattr(settings, side).handle)}
    if (settings.move_folder / JOURNAL).is_file() and all(side in named for side in sides):
        return settings
    if changes and sides and all(side in named for side in sides):
        return settings  # one that begins
    fitting = [
        move
        for move in here(settings.folder)
        if all(side in move.handles for side in sides)
        and all(side in move.handles and handle.same_as(move.handles[side]) for side, handle in named.items())
        and (folder_only or not move.folder.name.startswith(_DEMO))
    ]
    if not fitting:
        return settings
    if changes and len(fitting) > 1:
        raise UsageProblem(
            f"There are several moves here: {_listed(fitting)}.",
            safe=NOTHING_OPENED,
            next_="Say which one: --old and --new, or --folder.",
        )
    tell(_told(fitting))
    return _filled(settings, fitting[0], accounts=not folder_only)


def _told(fitting: Sequence[KnownMove]) -> str:
    newest, *others = fitting
    if not others:
        return f"This is about the move in {newest}."
    return f"This is about the newest move here, {newest}. Others, by --folder: {_listed(others)}."


def _listed(moves: Sequence[KnownMove]) -> str:
    return "; ".join(map(str, moves))


def _filled(settings: Settings, move: KnownMove, *, accounts: bool) -> Settings:
    filled: dict[str, Any] = {"folder": move.folder}
    for side in _SIDES:
        account = getattr(settings, side)
        if accounts and account.handle is None and side in move.handles:
            url = account.url or move.urls.get(side)
            filled[side] = account.model_copy(update={"handle": Handle.parse(move.handles[side]), "url": url})
    return settings.model_copy(update=filled)


def _read(path: Path) -> KnownMove | None:
    """What a journal says of its accounts, the last word of each; None for one that is no journal of a move."""
    handles: dict[str, str] = {}
    urls: dict[str, str] = {}
    for event in _runs(path):
        handles |= _texts(event.get("accounts"))
        urls |= _texts(event.get("elsewhere"))
    try:
        handles = {side: str(Handle.parse(handle)) for side, handle in handles.items()}
        urls = {side: server_origin(url) for side, url in urls.items()}
        return KnownMove(path.parent, handles, urls, path.stat().st_mtime) if handles else None
    except (ValueError, OSError):  # somebody else wrote that
        return None


def _runs(path: Path) -> list[dict[str, Any]]:
    try:
        return [event for event in Journal(path, Secrets()).read() if event.get("event") == "run"]
    except OSError:
        return []


def _texts(found: Any) -> dict[str, str]:
    pairs = found.items() if isinstance(found, dict) else ()
    return {side: text for side, text in pairs if side in _SIDES and isinstance(text, str) and text != "None"}
