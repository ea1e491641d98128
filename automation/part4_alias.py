"""Part 4 · New Server: Set up the account alias."""

from automation import pinning
from automation.answers import Refusal, refusal
from automation.errors import ConditionNotMet
from automation.guide import Part, Side, Step
from automation.move import Move
from pages.account import AccountPage
from pages.aliases import AliasesPage
from pages.profile import ProfilePage
from pages.screen import Answer
from pages.settings import LeftPanel
from pages.sign_in import SignInPage
from pages.web_app import NavigationPanel

NEW = Side.NEW
LOG_IN = Step(4, 1, "Log into the server you're moving to", NEW, SignInPage, SignInPage.log_in)
POST = Step(
    4, 2,
    "Write and pin a post saying you're moving here so that your follows will understand what is happening",
    NEW, ProfilePage, ProfilePage.pin,
)  # fmt: skip
PREFERENCES = Step(4, 3, 'Go to "Preferences" (right panel)', NEW, NavigationPanel, NavigationPanel.preferences)
ACCOUNT = Step(4, 4, 'Click on "Account" (left panel)', NEW, LeftPanel, LeftPanel.account)
ALIAS_LINK = Step(
    4, 5, 'Click the link under "Moving from a different account" : "create an account alias"',
    NEW, AccountPage, AccountPage.moving_from_a_different_account,
)  # fmt: skip
HANDLE = Step(4, 6, "Paste in the handle of the old account @user@server", NEW, AliasesPage, AliasesPage.handle)
CREATE_ALIAS = Step(4, 7, 'Click on "CREATE ALIAS"', NEW, AliasesPage, AliasesPage.create_alias_)


def run(move: Move) -> None:
    """Post on the new account and pin it, then make the old account an alias of the new one."""
    old = move.handle(Side.OLD)
    with move.step(LOG_IN) as step:
        if move.signed_in(NEW):
            step.already("signed in")
        home = move.log_in(NEW)
    with move.step(POST) as step:
        app = pinning.post_and_pin(move, step, NEW, home, move.settings.posts.arrival)
    with move.step(PREFERENCES):
        preferences = app.open_preferences()
    with move.step(ACCOUNT):
        account = preferences.left_panel.open_account()
    with move.step(ALIAS_LINK):
        aliases = account.open_aliases()
        there = any(old.same_as(alias) for alias in aliases.read_aliases())
    with move.step(HANDLE) as step:
        if there:
            step.already(f"{old} is an alias of this account")
        else:
            aliases.type_handle(old.mention)
    with move.step(CREATE_ALIAS) as step:
        if there:
            step.already("the table has it")
        else:
            answer = aliases.create_alias()
            confirm(move, aliases, answer)
            step.says(answer.said())
    move.results["alias"] = str(old)


def confirm(move: Move, aliases: AliasesPage, answer: Answer) -> None:
    """Believe in the alias only once the table has it.

    Raises:
        ConditionNotMet: the page refused it; in its words.
    """
    old = move.handle(Side.OLD)
    if any(old.same_as(alias) for alias in aliases.read_aliases()):
        return
    reasons = {
        Refusal.NOT_FOUND: f"The new server could not find {old}. Check the handle; its server may be slow just now.",
        Refusal.IS_CURRENT_ACCOUNT: "The old and the new account are the same one.",
    }
    raise ConditionNotMet(
        f"The alias was not made. The page says: {answer.said()}",
        next_=reasons.get(refusal(answer), "Look at the picture in the move's folder, then run Part 4 again."),
    )


PART = Part(
    4, NEW, "Set up the account alias",
    (LOG_IN, POST, PREFERENCES, ACCOUNT, ALIAS_LINK, HANDLE, CREATE_ALIAS), run,
)  # fmt: skip
