"""Part 3 · New Server: Upload follows list."""

from automation.imports import uploads, verify
from automation.imports.row_retries import RowRetries
from automation.imports.upload_plan import UploadPlans
from automation.lists.kinds import FOLLOWS
from automation.outline import PartNumber, Side
from automation.results import ImportResult
from automation.run.move import Move
from automation.steps import Part, Step
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.export import ExportPage
from pages.settings.imports import ImportPage
from pages.sign_in import SignInPage

NEW = Side.NEW
LOG_IN = Step(3, 1, "Log into the server you're moving to", NEW, SignInPage, SignInPage.log_in)
PREFERENCES = Step(3, 2, 'Go to "Preferences" (right panel)', NEW, NavigationPanel, NavigationPanel.preferences)
IMPORT_AND_EXPORT = Step(
    3, 3, 'Click on "Import and export" (left panel)', NEW, LeftPanel, LeftPanel.import_and_export
)  # fmt: skip
IMPORT = Step(3, 4, 'Click on "Import" (left panel)', NEW, LeftPanel, LeftPanel.import_)
FOLLOWING_LIST = Step(
    3, 5, 'Check that "Following list" is selected in the dropdown', NEW, ImportPage, ImportPage.type_
)  # fmt: skip
MERGE = Step(3, 6, 'Make sure the "Merge" radio button is selected', NEW, ImportPage, ImportPage.merge)
CHOOSE_FILE = Step(
    3, 7, 'Click "Choose File" and pick the "following_accounts.csv" file we downloaded earlier',
    NEW, ImportPage, ImportPage.file,
)  # fmt: skip
UPLOAD = Step(3, 8, 'Press the "UPLOAD" button', NEW, ImportPage, ImportPage.upload_)
OTHER_FILES = Step(
    3, 9,
    "Do a similar thing with each of the other CSV files you downloaded in Part 2 (make sure to select the right "
    "thing in the dropdown)",
    NEW, ImportPage, ImportPage.upload_,
)  # fmt: skip


def run(move: Move, result: ImportResult) -> RowRetries | None:
    """Upload the missing rows of each list with the right type; confirm the server's review if it has one, and wait.

    Returns:
        The rows that are worth retrying later; None if the import is finished.

    Raises:
        DoneInPart: A list is not complete.
    """
    plans = UploadPlans(move)
    with move.step(LOG_IN) as step:
        if move.signed_in(NEW):
            step.already("signed in")
        home = move.log_in(NEW)
    with move.step(PREFERENCES):
        preferences = home.at(NavigationPanel).open_preferences()
    with move.step(IMPORT_AND_EXPORT) as step:
        export: ExportPage = preferences.at(LeftPanel).open_import_and_export()
        step.says(*plans.find_out(export))
    with move.step(IMPORT) as step:
        imports = uploads.Imports(move, export.at(LeftPanel).open_import(), plans)
        result.imports = imports.done  # filled in as they are uploaded
        step.says(*imports.let_earlier_ones_end())
    with move.step(FOLLOWING_LIST) as step:
        if imports.wanted(FOLLOWS):
            imports.page.choose_type(FOLLOWS.import_type)
        else:
            step.skip(imports.why_no_follows())
    with move.step(MERGE) as step:
        if imports.wanted(FOLLOWS):
            step.says(imports.choose_mode(imports.first_piece(FOLLOWS)))
        else:
            step.skip(uploads.NOTHING_TO_UPLOAD)
    with move.step(CHOOSE_FILE) as step:
        if imports.wanted(FOLLOWS):
            imports.page.choose_file(imports.first_piece(FOLLOWS).file)
        else:
            step.skip(uploads.NOTHING_TO_UPLOAD)
    with move.step(UPLOAD) as step:
        if imports.wanted(FOLLOWS):
            step.says(*imports.upload(FOLLOWS))
        else:
            step.skip(uploads.NOTHING_TO_UPLOAD)
    with move.step(OTHER_FILES) as step:
        for kind in imports.others():
            step.says(*imports.upload_all(kind))
        step.says(*imports.watch_to_the_end())
    if not move.settings.verify:
        imports.raise_if_incomplete()
        return None
    retries = RowRetries(move, plans, imports, result)
    with move.looking(verify.WORDS, NEW):
        retries.look()
    if retries.open:
        return retries
    retries.conclude()
    return None


PART = Part(
    PartNumber.IMPORT, NEW, "Upload follows list",
    (LOG_IN, PREFERENCES, IMPORT_AND_EXPORT, IMPORT, FOLLOWING_LIST, MERGE, CHOOSE_FILE, UPLOAD, OTHER_FILES), run,
    ImportResult,
)  # fmt: skip
