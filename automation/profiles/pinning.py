"""The posts of Parts 4 and 5: written once, pinned once, and recognised on a second run."""

from automation import post_texts
from automation.errors import ScreenProblem
from automation.folder.intents import Intent
from automation.outline import Side
from automation.run.current_step import StepRun
from automation.run.move import Move
from pages.errors import ScreenNotRecognised, ServerTrouble
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.account import AccountPage
from pages.web_app.compose import ComposeForm
from pages.web_app.home import HomePage
from pages.web_app.profile import Post, ProfilePage

# The status code of a server that refuses another pin: Mastodon allows five.
_REFUSED = 422
# How often to read the profile: a new post can take a moment to appear.
_LOOKS = 4
# How many posts to look at, newest first: for a post just published, and for one from an earlier run.
_JUST_NOW, _EARLIER = 3, 20


def intent_of(move: Move, side: Side) -> Intent:
    """The intent to write the post on an account."""
    return Intent(move.journal, f"post on {side}")


def post_and_pin(
    move: Move, step: StepRun, side: Side, home: HomePage | AccountPage, template: str
) -> HomePage | AccountPage | ProfilePage:
    """Make sure that the post is on the profile and pinned. Returns the screen that is then open.

    Args:
        move: The run.
        step: The step, which is told what happened.
        side: The account that posts.
        home: The screen that is open.
        template: The post's text, with `{old}` and `{new}`.

    Raises:
        ScreenProblem: The profile does not show the published post, or does not show it as pinned.
    """
    if isinstance(home, AccountPage):
        step.skip("the account has moved away and can no longer post")
        return home
    if not move.settings.post:
        step.skip("posts are turned off (--no-post)")
        return home
    text = post_texts.compose(template, move.handle(Side.OLD), move.handle(Side.NEW))
    intent = intent_of(move, side)
    unanswered = move.wait_for_unseen_outcome(intent, side)
    try:
        profile = home.at(NavigationPanel).open_own_profile(move.handle(side).user)
        post = _find_once_shown(profile, text) if unanswered else _find(profile, text)
    except ScreenNotRecognised as error:
        if unanswered:  # only the profile can show whether an earlier run wrote the post
            raise
        _leave_out(move, step, side, text, error)
        return home
    if post and (post.pinned or profile.shows_pinned(post.id)):
        step.already(f"already posted and pinned: {text}")
        return profile
    if post is None:
        try:
            compose = profile.compose
        except ScreenNotRecognised as error:
            _leave_out(move, step, side, text, error)
            return profile
        intent.declare(text=text)
        post = _publish(step, compose, profile, text)
    intent.done(id=post.id)
    return _pin(move, step, side, profile, post, text)


def _leave_out(move: Move, step: StepRun, side: Side, text: str, error: ScreenNotRecognised) -> None:
    """Skip the post: nothing has been written, and the rest of the part does not need the web app."""
    step.skip(f'the web app does not show it: "{error.screen}", "{error.control}"')
    move.keep_for_later(f"write a post on {move.handle(side)} and pin it: {text}")


def _pin(move: Move, step: StepRun, side: Side, profile: ProfilePage, post: Post, text: str) -> ProfilePage:
    try:
        profile = profile.pin_post(post.id)
    except ServerTrouble as trouble:
        if trouble.status != _REFUSED:
            raise
        step.says(f"posted, but the server refused to pin it: {text}")
        move.keep_for_later(f"pin the post on {move.handle(side)}; if five are pinned, unpin one first: {text}")
        return profile
    if not profile.shows_pinned(post.id):
        raise ScreenProblem(
            "The post is there, but the profile does not show it as pinned.",
            safe="The post stays, and is not written again.",
            next_='Pin it yourself ("…" below the post), then run the same command again.',
        )
    step.says(f"posted and pinned: {text}")
    return profile


def _find(profile: ProfilePage, text: str, newest: int = _EARLIER) -> Post | None:
    return next((post for post in profile.read_posts(newest) if post_texts.says(post.text, text)), None)


def _find_once_shown(profile: ProfilePage, text: str, newest: int = _EARLIER) -> Post | None:
    for _ in range(_LOOKS):
        if post := _find(profile.look_again(), text, newest):
            return post
    return None


def _publish(step: StepRun, compose: ComposeForm, profile: ProfilePage, text: str) -> Post:
    if compose.is_public() is False:
        step.says("the account's default visibility is not public; the post uses that default")
    compose.publish_post(text)
    if post := _find_once_shown(profile, text, _JUST_NOW):
        return post
    raise ScreenProblem(
        "The post was published, but the profile does not show it.",
        next_="Check the profile. When you run the same command again, it looks for the post first.",
    )
