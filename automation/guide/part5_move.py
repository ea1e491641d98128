"""Part 5 · Old Server: Perform the move."""

from automation.accounts import account_state
from automation.followers import by_name
from automation.migration import follow_requests, move_form
from automation.outline import PartNumber, Side
from automation.profiles import bio, pinning
from automation.results import MoveResult
from automation.run.move import Move
from automation.steps import Part, Step
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.account import AccountPage
from pages.settings.migration import MigrationPage
from pages.sign_in import SignInPage
from pages.web_app.profile import ProfilePage

OLD = Side.OLD
LOG_IN = Step(5, 1, "Log into the server you're moving from", OLD, SignInPage, SignInPage.log_in)
POST = Step(
    5, 2, "Write a post where you tell people you are moving and pin it (perhaps also write it in the bio)",
    OLD, ProfilePage, ProfilePage.pin,
)  # fmt: skip
PREFERENCES = Step(5, 3, 'Go to "Preferences" (right panel)', OLD, NavigationPanel, NavigationPanel.preferences)
ACCOUNT = Step(5, 4, 'Click on "Account" (left panel)', OLD, LeftPanel, LeftPanel.account)
SCROLL_DOWN = Step(5, 5, "Scroll down", OLD, AccountPage, AccountPage.move_to_a_different_account)
MOVE_LINK = Step(
    5, 6, 'Click on the link under "Move to a different account"',
    OLD, AccountPage, AccountPage.move_to_a_different_account,
)  # fmt: skip
HANDLE = Step(
    5, 7, "Put the handle (@user@server) to the NEW account in the left field",
    OLD, MigrationPage, MigrationPage.new_account,
)  # fmt: skip
PASSWORD = Step(
    5, 8, "Put the password of the OLD account in the right field", OLD, MigrationPage, MigrationPage.password
)  # fmt: skip
MOVE_FOLLOWERS = Step(
    5, 9, 'Click on the button "MOVE FOLLOWERS"', OLD, MigrationPage, MigrationPage.move_followers
)  # fmt: skip
LOOK_AT_PROFILE = Step(
    5, 10, 'Go to your profile and check that it says on the right "has been moved to"',
    OLD, ProfilePage, ProfilePage.moved_to,
)  # fmt: skip


def run(move: Move, result: MoveResult) -> None:
    """Post on the old account and pin it, move its followers at most once, and check the profile."""
    with move.step(LOG_IN) as step:
        if move.signed_in(OLD):
            step.already("signed in")
        home = move.log_in(OLD)
    follow_requests.tell(move, home)
    home = by_name.require_kept(move, home)
    with move.step(POST) as step:
        profile = pinning.post_and_pin(move, step, OLD, home, move.settings.posts.farewell)
        app = bio.write_line(move, step, profile)
    with move.step(PREFERENCES) as step:
        preferences = app.at(NavigationPanel).open_preferences()
        if isinstance(preferences, AccountPage):
            step.already("the account has moved away, so the server opens its settings directly")
    with move.step(ACCOUNT):
        account = preferences.at(LeftPanel).open_account()
    with move.step(SCROLL_DOWN):
        account_state.check_may_move(account, move.handle(OLD))
        account.scroll_to_move()
    with move.step(MOVE_LINK) as step:
        form = move_form.MigrationForm(move, account.open_migration())
        form.look(step)
    with move.step(HANDLE) as step:
        form.type_new_account(step)
    with move.step(PASSWORD) as step:
        form.type_password(step)
    with move.step(MOVE_FOLLOWERS) as step:
        form.move_followers(step)
    with move.step(LOOK_AT_PROFILE) as step:
        result.moved_to = str(move.handle(Side.NEW))  # as the migration page has confirmed
        move_form.look_at_profile(move, step)


PART = Part(
    PartNumber.MOVE, OLD, "Perform the move",
    (
        LOG_IN, POST, PREFERENCES, ACCOUNT, SCROLL_DOWN, MOVE_LINK, HANDLE, PASSWORD, MOVE_FOLLOWERS, LOOK_AT_PROFILE,
    ), run, MoveResult,
)  # fmt: skip
