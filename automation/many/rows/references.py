"""From a row to the process that does the move: its settings, and its secrets by reference.

Everything but the command's switches goes through the environment, which only the same user can read; a process list
shows arguments to everybody. A variable that has the secret of one move is not handed to the process of another.
"""

import json
import os
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values

from automation.accounts import session_store
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.many.rows.table import Row, Table
from automation.outline import Side
from automation.settings import FILE, user_file

_PREFIX = "MASTODON_MOVE_"
SESSION = "kept session"  # where the password of an account comes from: it needs none
# Settings that belong to one move; those of other names count for all moves.
_OF_ONE_MOVE = ("old", "new", "folder", "files", "redo", "yes", "step", "headed", "posts")
_OF_THE_WORKER = {"PGPASSWORD", "PGPASSFILE"}
_PASSED_ON = (
    *(
        "only",
        "also",
        "notes",
        "mode",
        "post",
        "bio",
        "archive",
        "keep_last",
        "followers",
        "verify",
        "retry_failed",
        "follow_limit",
    ),
)
_POSTS = {"arrival": "arrival", "farewell": "farewell", "bio_line": "bio"}


def environment_of(row: Row, table: Table, platform: str = sys.platform) -> dict[str, str]:
    """The environment of the process that does a move."""
    spelt = str.upper if platform == "win32" else str  # Windows does not tell upper and lower case apart
    referred = {spelt(name) for other in table.rows for name in _variables(other)} | _OF_THE_WORKER
    mine = {key: value for key, value in os.environ.items() if spelt(key) not in referred and not _is_of_one_move(key)}
    return mine | _settings_of(row) | {f"{_PREFIX}SHARED_WAITS": str(table.waits)}


def _is_of_one_move(variable: str) -> bool:
    name = variable.upper().removeprefix(_PREFIX).lower()
    return variable.upper().startswith(_PREFIX) and name.partition("__")[0] in _OF_ONE_MOVE


def _settings_of(row: Row) -> dict[str, str]:
    settings: dict[str, str] = {}
    for side in row.sides:
        facts = {
            "handle": str(row.handle(side)),
            "password": os.environ.get(row.of(side, "password_env") or "", ""),
            "totp_secret": os.environ.get(row.of(side, "totp_env") or "", ""),
            **{name: row.of(side, name) for name in ("url", "email", "password_command")},
        }
        settings |= {f"{side}__{name}": value for name, value in facts.items() if value}
    for name in _PASSED_ON:
        if (value := getattr(row, name)) is not None:
            settings[name] = json.dumps(value) if isinstance(value, bool | int | tuple) else value
    settings |= {f"posts__{theirs}": text for ours, theirs in _POSTS.items() if (text := getattr(row, ours))}
    return {f"{_PREFIX}{name.upper()}": value for name, value in settings.items()}


def _variables(row: Row) -> Iterator[str]:
    for side in row.sides:
        yield from filter(None, (row.of(side, "password_env"), row.of(side, "totp_env")))


def source_of(row: Row, side: Side) -> str:
    """Where the password of an account comes from, in words; empty if it would have to be asked for."""
    if command := row.of(side, "password_command"):
        return f"command: {command}"
    if variable := row.of(side, "password_env"):
        return f"variable {variable}"
    if has_session(row, side):
        return SESSION
    return "keyring" if session_store.password_of(row.handle(side)) else ""


def has_session(row: Row, side: Side) -> bool:
    """Whether a session of an account is kept on this computer."""
    return session_store.session_of(row.handle(side)) is not None


def missing(row: Row, environment: Mapping[str, str] = os.environ) -> list[str]:
    """What a move lacks to sign in, in words; it would have to ask, and there is nobody to be asked."""
    lacks = []
    for side in row.sides:
        for name in ("password_env", "totp_env"):
            if (variable := row.of(side, name)) and not environment.get(variable):
                lacks.append(f"{side}_{name}: the variable {variable} is not set")
        if has_session(row, side):
            continue
        if row.of(side, "email") is None:
            lacks.append(f"{side}_email: is missing, and there is no kept session of {row.handle(side)}")
        if not source_of(row, side):
            lacks.append(f"{side}: no command or variable has its password, and the keyring has none")
    return lacks


def require_all(rows: Collection[Row]) -> None:
    """Check that each of these moves can sign in without asking.

    Raises:
        UsageProblem: Some cannot; the error names all of them.
    """
    lacking = [f"{row.label}, {what}" for row in rows for what in missing(row)]
    if lacking:
        raise UsageProblem(
            "Some moves cannot sign in without asking:\n" + "\n".join(lacking),
            safe=NOTHING_OPENED,
            next_="Complete the table, or sign in once yourself and keep the sessions: mastodon-move many login",
        )


def require_no_accounts_elsewhere(table: Table) -> None:
    """Check that no settings file of this computer names an account.

    A password in `.env` would otherwise be used for every move that has none of its own.

    Raises:
        UsageProblem: A file contains settings that belong to a single move.
    """
    for file in (table.file.parent / ".env", table.file.parent / FILE, user_file()):
        if wrong := sorted(name for name in _names_in(file) if name in _OF_ONE_MOVE):
            raise UsageProblem(
                f"{file} contains settings that belong to a single move: {', '.join(wrong)}.",
                safe=NOTHING_OPENED,
                next_="Take it out of that file, and put it into the table.",
            )


def _names_in(file: Path) -> set[str]:
    """The settings that a file has. What is wrong with the file is said by the first move that reads it."""
    try:
        if file.suffix == ".toml":
            return set(tomllib.loads(file.read_text(encoding="utf-8-sig")))
        variables = [key.upper() for key in dotenv_values(file, encoding="utf-8-sig")]
        own = [key.removeprefix(_PREFIX).lower() for key in variables if key.startswith(_PREFIX)]
        return {key.partition("__")[0] for key in own}
    except (OSError, ValueError):
        return set()
