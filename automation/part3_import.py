"""Part 3 · New Server: Upload follows list."""

from automation import uploads
from automation.guide import Part, Side, Step
from automation.lists import FOLLOWS
from automation.move import Move
from pages.export import ExportPage
from pages.imports import ImportPage
from pages.settings import LeftPanel
from pages.sign_in import SignInPage
from pages.web_app import NavigationPanel

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

NO_FOLLOWS = "there are no follows to import"


def run(move: Move) -> None:
    """Upload the lists, each with the right type; where the server reviews them, confirm and wait for the end."""
    files = uploads.files_of(move)
    with move.step(LOG_IN) as step:
        if move.signed_in(NEW):
            step.already("signed in")
        home = move.log_in(NEW)
    with move.step(PREFERENCES):
        preferences = home.open_preferences()
    with move.step(IMPORT_AND_EXPORT):
        export: ExportPage = preferences.left_panel.open_import_and_export()
    with move.step(IMPORT):
        page = export.left_panel.open_import()
        imports = uploads.Imports(move, page, files)
    with move.step(FOLLOWING_LIST) as step:
        if imports.wanted(FOLLOWS):
            imports.page.choose_type(FOLLOWS.import_type)
        else:
            step.left_out(NO_FOLLOWS)
    with move.step(MERGE) as step:
        if imports.wanted(FOLLOWS):
            step.says(imports.choose_mode())
        else:
            step.left_out(NO_FOLLOWS)
    with move.step(CHOOSE_FILE) as step:
        if imports.wanted(FOLLOWS):
            imports.page.choose_file(files[FOLLOWS])
        else:
            step.left_out(NO_FOLLOWS)
    with move.step(UPLOAD) as step:
        if imports.wanted(FOLLOWS):
            step.says(imports.upload(FOLLOWS))
        else:
            step.left_out(NO_FOLLOWS)
    with move.step(OTHER_FILES) as step:
        for kind in imports.others():
            imports.page.choose_type(kind.import_type)
            imports.choose_mode()
            imports.page.choose_file(files[kind])
            step.says(imports.upload(kind))
        step.says(*imports.watch_to_the_end())
    imports.settle()


PART = Part(
    3, NEW, "Upload follows list",
    (LOG_IN, PREFERENCES, IMPORT_AND_EXPORT, IMPORT, FOLLOWING_LIST, MERGE, CHOOSE_FILE, UPLOAD, OTHER_FILES), run,
)  # fmt: skip
