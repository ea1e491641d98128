"""Finding the moves in this folder, for commands that are not told which one to continue."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.folder.journal import JOURNAL, Journal
from automation.handles import Handle, server_origin
from automation.settings import Settings
from automation.text import date_and_time

# Where a move's folder can be: the default, one named with --folder, or the current folder.
_PLACES = (f"mastodon-move/*/{JOURNAL}", f"*/{JOURNAL}", JOURNAL)
_SIDES = ("old", "new")
# The accounts of a demo no longer exist: their servers ended with it.
DEMO = "demo-"


@dataclass(frozen=True)
class KnownMove:
    """A folder with a journal: the accounts it names, their web and e-mail addresses if set, and when it was used."""

    folder: Path
    handles: dict[str, str]
    urls: dict[str, str]
    emails: dict[str, str]
    used: float

    def __str__(self) -> str:
        who = " → ".join(self.handles[side] for side in _SIDES if side in self.handles)
        return f"{self.folder} ({who}, last used {date_and_time(datetime.fromtimestamp(self.used, UTC))})"


def here(folder: Path | None = None) -> list[KnownMove]:
    """The moves found here, newest first; with a folder, only the one in it."""
    journals = [folder / JOURNAL] if folder else [path for place in _PLACES for path in Path().glob(place)]
    found = [move for path in dict.fromkeys(journals) if path.is_file() and (move := _read(path))]
    return sorted(found, key=lambda move: move.used, reverse=True)


def found_for(
    settings: Settings, tell: Callable[[str], None], *sides: str, changes: bool, folder_only: bool = False
) -> Settings:
    """Complete the settings with the folder and the accounts of a move found here.

    Args:
        settings: The settings as the user gave them.
        tell: Tells the user which move is used.
        sides: The accounts that the command needs.
        changes: Whether the command changes an account; then it never guesses between several moves. If all accounts
            that it needs are named, it is a new move, except an import, which goes on with the move of its account.
        folder_only: Whether the command only reads the folder, so that a demo's folder is acceptable.

    Raises:
        UsageProblem: There are several moves, and the command must not guess.
    """
    named = {side: handle for side in _SIDES if (handle := getattr(settings, side).handle)}
    if (settings.move_folder / JOURNAL).is_file() and all(side in named for side in sides):
        return settings
    all_named = changes and bool(sides) and all(side in named for side in sides)
    if all_named and (sides != ("new",) or settings.files):
        return settings  # a new move
    fitting = [
        move
        for move in here(settings.folder)
        if all(side in move.handles for side in sides)
        and all(side in move.handles and handle.same_as(move.handles[side]) for side, handle in named.items())
        and (folder_only or not move.folder.name.startswith(DEMO))
    ]
    fitting = _with_both(fitting)
    if not fitting or (all_named and len(fitting) > 1):
        return settings
    if changes and len(fitting) > 1:
        raise UsageProblem(
            f"There are several moves here: {_listed(fitting)}.",
            safe=NOTHING_OPENED,
            next_="Choose one with --old and --new, or with --folder.",
        )
    tell(_told(fitting))
    return _filled(settings, fitting[0], accounts=not folder_only)


def command_for(command: str, folder: Path) -> str:
    """A command about a move, with the option that names its folder if the command would not find it otherwise.

    Args:
        command: The command, such as `mastodon-move report`, which finds the newest move here.
        folder: The folder of the move.
    """
    found = _with_both(here())
    if found and found[0].folder.absolute() == folder.absolute():
        return command
    return f"{command} --folder {shlex.quote(str(folder))}"


def _with_both(moves: list[KnownMove]) -> list[KnownMove]:
    """The moves with two accounts. The folder of an export or an import alone is a move only if there is no other."""
    return [move for move in moves if len(move.handles) == len(_SIDES)] or moves


def _told(fitting: Sequence[KnownMove]) -> str:
    newest, *others = fitting
    if not others:
        return f"Using the move in {newest}."
    return f"Using the newest move here, {newest}. To use another, add --folder: {_listed(others)}."


def _listed(moves: Sequence[KnownMove]) -> str:
    return "; ".join(map(str, moves))


def _filled(settings: Settings, move: KnownMove, *, accounts: bool) -> Settings:
    filled: dict[str, Any] = {"folder": move.folder}
    for side in _SIDES:
        account = getattr(settings, side)
        if accounts and account.handle is None and side in move.handles:
            known = {
                "handle": Handle.parse(move.handles[side]),
                "url": account.url or move.urls.get(side),
                "email": account.email or move.emails.get(side),
            }
            filled[side] = account.model_copy(update=known)
    return settings.model_copy(update=filled)


def _read(path: Path) -> KnownMove | None:
    """The accounts in a journal, as last recorded; None if it is not the journal of a move."""
    handles: dict[str, str] = {}
    urls: dict[str, str] = {}
    emails: dict[str, str] = {}
    for event in _runs(path):
        handles |= _texts(event.get("accounts"))
        urls |= _texts(event.get("elsewhere"))
        emails |= _texts(event.get("emails"))
    try:
        handles = {side: str(Handle.parse(handle)) for side, handle in handles.items()}
        urls = {side: server_origin(url) for side, url in urls.items()}
        return KnownMove(path.parent, handles, urls, emails, path.stat().st_mtime) if handles else None
    except (ValueError, OSError):  # written by another program
        return None


def _runs(path: Path) -> list[dict[str, Any]]:
    try:
        return [event for event in Journal.of(path.parent).read() if event.get("event") == "run"]
    except OSError:
        return []


def _texts(found: Any) -> dict[str, str]:
    pairs = found.items() if isinstance(found, dict) else ()
    return {side: text for side, text in pairs if side in _SIDES and isinstance(text, str) and text != "None"}
