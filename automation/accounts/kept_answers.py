"""Keeping what the user has typed in `mastodon-move.toml`, if they like: handles and e-mail addresses, no secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from automation.errors import UsageProblem
from automation.outline import Side
from automation.progress import Kind, Progress, Topic, confirmed
from automation.settings import FILE, AccountSettings, Settings
from automation.system.files import write_text
from automation.system.keyboard import at_a_terminal

_KEPT = ("handle", "url", "email")


@dataclass
class Offer:
    """The offer to keep what was asked for in a run, which is made once. Nothing in the file is ever changed.

    Args:
        settings: The run's settings.
        sides: The accounts of which something was asked for (`automation.accounts.questions.complete`).
    """

    settings: Settings
    sides: Sequence[Side] = ()

    def make(self, progress: Progress) -> None:
        """Ask the user, if there is something to keep and this is a terminal."""
        sides, self.sides = self.sides, ()
        if sides and at_a_terminal():
            _offer({side: self.settings.account(side) for side in sides}, progress)


def _offer(accounts: dict[Side, AccountSettings], progress: Progress) -> None:
    try:
        document = completed(Path(FILE), accounts)
    except (OSError, ValueError):
        return
    if document is None:
        return
    question = (
        f"Save the handles and e-mail addresses in {FILE} in this folder for next time? "
        "Passwords are never saved there. Type yes or no:"
    )
    if not confirmed(progress, question, Topic(Kind.GO_ON, word="yes"), "Please type yes or no."):
        return
    try:
        write_text(Path(FILE).resolve(), document.as_string())
    except (OSError, UsageProblem) as error:
        progress.tell(f"{FILE} cannot be written: {error}. You will be asked again next time.")
    else:
        progress.tell(f"Saved in {Path(FILE).absolute()}. You can change that file, or delete it.")


def completed(file: Path, accounts: dict[Side, AccountSettings]) -> tomlkit.TOMLDocument | None:
    """The settings file with what it lacks of these accounts; None if it lacks nothing, or is about other accounts.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is not TOML.
    """
    # In bytes, which keep the ends of the lines as they are.
    document = tomlkit.parse(file.read_bytes().decode("utf-8-sig") if file.exists() else "")
    added = False
    for side, account in accounts.items():
        table = document.setdefault(side.value, tomlkit.table())
        if not _is_about(table, account):
            continue
        for name in _KEPT:
            if (value := getattr(account, name)) and name not in table:
                table[name] = str(value)
                added = True
    return document if added else None


def _is_about(table: Any, account: AccountSettings) -> bool:
    """Whether a table of the file is about this account, or about none yet."""
    assert account.handle is not None  # noqa: S101 (it has been asked for)
    try:
        return "handle" not in table or account.handle.same_as(str(table["handle"]).removeprefix("@"))
    except (TypeError, ValueError):
        return False
