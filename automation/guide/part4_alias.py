"""Part 4 · New Server: Set up the account alias."""

from itertools import islice

from automation.errors import ConditionNotMet
from automation.migration.refusals import Refusal, refusal
from automation.outline import PartNumber, Side
from automation.profiles import pinning
from automation.results import AliasResult
from automation.retry import Tick, pauses
from automation.run.move import Move
from automation.steps import Part, Step
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.screen import Answer
from pages.settings.account import AccountPage
from pages.settings.aliases import AliasesPage
from pages.sign_in import SignInPage
from pages.web_app.profile import ProfilePage

# The new server looks up the account on the old one, which may not answer at once.
_LOOK_UPS = 3
_LONGEST_PAUSE_S = 30

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


def run(move: Move, result: AliasResult) -> None:
    """Post on the new account and pin it, then make the old account an alias of the new one."""
    old = move.handle(Side.OLD)
    with move.step(LOG_IN) as step:
        if move.signed_in(NEW):
            step.already("signed in")
        home = move.log_in(NEW)
    with move.step(POST) as step:
        app = pinning.post_and_pin(move, step, NEW, home, move.settings.posts.arrival)
    with move.step(PREFERENCES):
        preferences = app.at(NavigationPanel).open_preferences()
    with move.step(ACCOUNT):
        account = preferences.at(LeftPanel).open_account()
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
            step.already("the alias exists")
        else:
            step.page_says(create(move, aliases).said())
    result.alias = str(old)


def create(move: Move, aliases: AliasesPage) -> Answer:
    """Click "Create alias". Retry after a pause if the old account was not found, which can be temporary.

    Returns:
        The page's answer.

    Raises:
        ConditionNotMet: The page refused the alias; the error quotes its words.
    """
    answer = aliases.create_alias()
    for seconds in islice(pauses(move.settings.retry_pause, 2, _LONGEST_PAUSE_S), _LOOK_UPS - 1):
        if refusal(answer) is not Refusal.NOT_FOUND:
            break
        move.wait(NEW, seconds, _count_down(move, answer))
        aliases.type_handle(move.handle(Side.OLD).mention)
        answer = aliases.create_alias()
    confirm(move, aliases, answer)
    return answer


def _count_down(move: Move, answer: Answer) -> Tick:
    return lambda left: move.progress.wait(f'the page says "{answer.said()}"', left)


def confirm(move: Move, aliases: AliasesPage, answer: Answer) -> None:
    """Check that the alias is in the page's table, whatever the page's answer was.

    Raises:
        ConditionNotMet: The alias is not there; the error quotes the page's words.
    """
    old = move.handle(Side.OLD)
    if any(old.same_as(alias) for alias in aliases.read_aliases()):
        return
    reasons = {
        Refusal.NOT_FOUND: f"The new server could not find {old}. Check the handle. If it is right, the old server "
        "may be slow: run Part 4 again later.",
        Refusal.IS_CURRENT_ACCOUNT: "The old and the new account are the same: check --old and --new.",
    }
    raise ConditionNotMet(
        f"The alias was not created. The page says: {answer.said()}",
        next_=reasons.get(refusal(answer), "Look at the screenshot in the move's folder, then run Part 4 again."),
    )


PART = Part(
    PartNumber.ALIAS, NEW, "Set up the account alias",
    (LOG_IN, POST, PREFERENCES, ACCOUNT, ALIAS_LINK, HANDLE, CREATE_ALIAS), run, AliasResult,
)  # fmt: skip
