"""After the imports: compare the new account's own lists with the files that were uploaded."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from automation.context import RunContext
from automation.errors import DoneInPart
from automation.handles import with_domain
from automation.imports.upload_plan import UploadPlans
from automation.imports.uploads import VERIFIED, Imports
from automation.lists import rows
from automation.lists.compare import compare, difference
from automation.lists.kinds import ListKind
from automation.lists.rows import Row, Table, key_of, name_of
from automation.outline import Side
from automation.results import ImportResult
from automation.run.move import Move
from automation.text import some
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.export import ExportPage
from pages.web_app.profile import ProfilePage

WORDS = "Compare the new account's lists with the files"
# How many missing accounts to look up, one profile each, to say why they are missing.
_LOOKED_UP_AT_MOST = 10


@dataclass
class Verified:
    """The comparison of one list: how many rows arrived, and which ones failed, are pending or exceed the limit.

    `differing` are rows that arrived with settings other than the file's; `differences` names them for each row.
    """

    rows: int
    arrived: int
    failed: list[Row] = field(default_factory=list)
    pending: list[Row] = field(default_factory=list)
    no_room: list[Row] = field(default_factory=list)
    differing: list[Row] = field(default_factory=list)
    differences: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    file: str = ""

    @property
    def missing(self) -> list[Row]:
        """All rows that did not arrive."""
        return [*self.failed, *self.pending, *self.no_room]

    def facts(self) -> dict[str, Any]:
        """The comparison as data, for the journal and the results."""
        return {
            "rows": self.rows,
            "arrived": self.arrived,
            "failed": len(self.failed),
            "pending": len(self.pending),
            "no room": len(self.no_room),
            "differing": self.differences,
            "reasons": self.reasons,
            "file": self.file,
        }


def look(plans: UploadPlans, export: ExportPage, imports: Imports | None = None) -> dict[ListKind, Verified]:
    """Download the new account's lists and compare them with the files that this server can import."""
    there = plans.on_the_new_account(export)
    return {
        kind: _compared(plans, kind, there[kind], imports)
        for kind in plans.wanted
        if imports is None or imports.offers(kind)
    }


def _compared(plans: UploadPlans, kind: ListKind, there: Table, imports: Imports | None) -> Verified:
    wanted, key = plans.wanted[kind].table, key_of(kind)
    compared = compare(wanted, there)
    verified = Verified(len(wanted.rows), compared.arrived + len(compared.differing))
    failed = imports.failed(kind) if imports else None
    no_room = {key(row) for row in plans.of[kind].no_room} if kind in plans.of else set()
    verified.differing = compared.differing
    verified.differences = {name_of(kind, row): difference(wanted, row, there) for row in compared.differing}
    for row in compared.missing:
        if key(row) in no_room:
            verified.no_room.append(row)
        elif failed is None or key(row) in failed:
            verified.failed.append(row)
        else:
            verified.pending.append(row)
    return verified


def run(move: Move, result: ImportResult) -> None:
    """The `verify` command: compare the lists and change nothing.

    Args:
        move: The run.
        result: Gets the comparison.

    Raises:
        DoneInPart: Rows are missing; the error names them, and a file lists them.
    """
    plans = UploadPlans(move)
    with move.looking(WORDS, Side.NEW):
        export = move.log_in(Side.NEW).at(NavigationPanel).open_preferences().at(LeftPanel).open_import_and_export()
        found = look(plans, export)
        find_reasons(move, found)
        result.verified = keep(move, plans, found)
        problems = [*sentences(found), *plans.impossible()]
    if problems:
        raise DoneInPart(
            " ".join(problems),
            safe="Nothing was changed.",
            next_="Run the import again: it uploads what is missing. A server that did not answer may do so later.",
        )


def keep(context: RunContext, plans: UploadPlans, found: dict[ListKind, Verified]) -> dict[str, dict[str, Any]]:
    """Record the outcome, and write missing rows to files that can be imported; returns the outcome as data."""
    for kind, one in found.items():
        file = context.subfolder("lists") / f"missing-{kind.file}"
        file.unlink(missing_ok=True)
        if one.missing or one.differing:
            rows.write(file, plans.wanted[kind].table.of([*one.missing, *one.differing]))
            one.file = str(file)
    facts = {kind.name: one.facts() for kind, one in found.items()}
    context.journal.write(VERIFIED, lists=facts)
    return facts


def find_reasons(move: Move, found: dict[ListKind, Verified]) -> None:
    """Find out why rows are missing, as far as the pages show."""
    for kind, one in found.items():
        one.reasons = {name_of(kind, row): _reason(move, kind, row, one) for row in one.missing[:_LOOKED_UP_AT_MOST]}


def sentences(found: dict[ListKind, Verified]) -> list[str]:
    """Sentences about each incomplete list: what is missing, and what differs."""
    problems = []
    for kind, one in found.items():
        if told := [sentence for sentence in (_missing(kind, one), _differing(kind, one)) if sentence]:
            problems += [*told[:-1], f"{told[-1]} They are in {Path(one.file).name}."]
    return problems


_some = partial(some, at_most=_LOOKED_UP_AT_MOST, separator="; ")


def _missing(kind: ListKind, one: Verified) -> str:
    names = [f"{name} ({why})" for name, why in one.reasons.items()]
    count = len(one.missing)
    verb = "is" if count == 1 else "are"
    return f"{count} of {one.rows} {kind.noun} {verb} missing: {_some(names, of=count)}." if count else ""


def _differing(kind: ListKind, one: Verified) -> str:
    names = [f"{name} ({what})" for name, what in one.differences.items()]
    count = len(names)
    verb = f"{'has' if count == 1 else 'have'} different settings on the new account"
    return f"{count} of {one.rows} {kind.noun} {verb}: {_some(names, of=count)}." if count else ""


def _reason(move: Move, kind: ListKind, row: Row, one: Verified) -> str:
    """Why a row is missing, as far as the pages show."""
    if row in one.no_room:
        return "over the follow limit"
    address = row[1] if kind.name == "lists" else row[0]
    if "@" not in address or "://" in address:
        return "the server rejected it"
    profile = ProfilePage.look_for(move.actor(Side.NEW), address.removeprefix("@"))
    if profile is None:
        return "the new server cannot find it at the moment"
    if moved_to := profile.moved_notice():
        return f"that account has moved to {with_domain(moved_to, move.handle(Side.NEW).domain)}"
    return "pending: they may have to accept first" if row in one.pending else "its server did not answer, or refused"
