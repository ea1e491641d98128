"""Part 2 · Old Server: Download your follows list."""

from dataclasses import asdict

from automation.archives import requests
from automation.errors import DoneInPart
from automation.followers import by_name
from automation.lists import changes, downloads
from automation.outline import PartNumber, Side
from automation.results import ExportResult
from automation.run.move import Move
from automation.steps import Part, Step
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.export import ExportPage
from pages.sign_in import SignInPage

OLD = Side.OLD
LOG_IN = Step(2, 1, "Log into the server you're moving from", OLD, SignInPage, SignInPage.log_in)
PREFERENCES = Step(2, 2, 'Go to "Preferences" (right panel)', OLD, NavigationPanel, NavigationPanel.preferences)
IMPORT_AND_EXPORT = Step(
    2, 3, 'Click on "Import and export" (left panel)', OLD, LeftPanel, LeftPanel.import_and_export
)  # fmt: skip
CSV_FOR_FOLLOWS = Step(2, 4, 'Click on CSV for "Follows"', OLD, ExportPage, ExportPage.csv)
FOLLOWING_ACCOUNTS = Step(
    2, 5, 'Download the file "following_accounts.csv" to your Downloads folder', OLD, ExportPage, ExportPage.csv
)
OTHER_CATEGORIES = Step(
    2, 6, 'Do the same for any other category like "You block", "You mute" etc', OLD, ExportPage, ExportPage.csv
)
ARCHIVE = Step(
    2, 7, 'Consider if you want to download your archive "Request your archive"',
    OLD, ExportPage, ExportPage.request_archive_,
)  # fmt: skip


def run(move: Move, result: ExportResult) -> None:
    """Download every list that the server offers; request or download the archive if `archive` is set.

    Raises:
        DoneInPart: A list or the archive is not complete.
    """
    with move.step(LOG_IN) as step:
        if move.signed_in(OLD):
            step.already("signed in")
        home = move.log_in(OLD, limited=True)
    with move.step(PREFERENCES) as step:
        preferences = home.at(NavigationPanel).open_preferences()
        if preferences is home:
            step.already("the account has moved away, so the server opens its settings directly")
    with move.step(IMPORT_AND_EXPORT):
        export = preferences.at(LeftPanel).open_import_and_export()
        lists = downloads.Lists(move, export, move.subfolder("lists"), move.settings.only)
        archive = requests.Archives(move, export)
        result.lists, result.archive = lists.exported, archive.facts  # both are filled in as they arrive
    with move.step(CSV_FOR_FOLLOWS) as step:
        if lists.wanted("follows"):
            lists.click("follows")
        else:
            step.skip("not selected with --only")
    with move.step(FOLLOWING_ACCOUNTS) as step:
        if lists.wanted("follows"):
            step.says(lists.keep("follows"), "unanswered follow requests are not part of an export")
        else:
            step.skip("not selected with --only")
    with move.step(OTHER_CATEGORIES) as step:
        for row in lists.all_wanted():
            if row.kind != "follows":
                lists.click(row.kind)
                step.says(lists.keep(row.kind))
        found = lists.changes()
        result.changes = {kind.name: one for kind, one in found.items() if one}
        step.says(*changes.told(found), lists.tidy(move.settings.keep_last))
        move.journal.write("lists", lists={kind: asdict(one) for kind, one in lists.exported.items()})
    with move.step(ARCHIVE) as step:
        match move.settings.archive:
            case "off":
                step.skip(archive.look())
            case "request":
                step.says(archive.request())
            case "wait":
                step.says(*archive.wait(move.settings.keep_last))
    by_name.read_with_the_lists(move, export)
    if problems := lists.problems + archive.problems:
        raise DoneInPart(
            " ".join(problems),
            safe="Everything else is complete and in the move's folder. Nothing was removed on the server.",
            next_=" ".join(["Run the export again; use --only to export only some lists.", *archive.advice]),
        )


PART = Part(
    PartNumber.EXPORT, OLD, "Download your follows list",
    (LOG_IN, PREFERENCES, IMPORT_AND_EXPORT, CSV_FOR_FOLLOWS, FOLLOWING_ACCOUNTS, OTHER_CATEGORIES, ARCHIVE), run,
    ExportResult,
)  # fmt: skip
