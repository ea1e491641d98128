"""Part 5's form: click "Move followers" once the user has confirmed, and again only if the page refused it."""

import time
from collections.abc import Callable

from automation.accounts.questions import TRIES
from automation.confirmations import before_move_followers
from automation.errors import ConditionNotMet, DoneInPart, Interrupted, MoveError, Paused, Reason, SignInRefused
from automation.folder.intents import MOVE_FOLLOWERS, Intent
from automation.handles import with_domain
from automation.migration.redirects import Redirect, in_the_way, redirect_of
from automation.migration.refusals import Refusal, refusal
from automation.migration.waiting_period import WaitingPeriod
from automation.outline import Side
from automation.progress import Kind, Topic, confirmed
from automation.retry import pause
from automation.run.current_step import StepRun
from automation.run.move import Move
from pages.errors import ScreenNotRecognised
from pages.screen import Answer
from pages.settings.migration import MigrationPage
from pages.web_app.profile import ProfilePage

WORD = "move"

_NEXT = {
    Refusal.NOT_FOUND: "Check the new handle. If it is right, the new server may be slow: try again later.",
    Refusal.IS_CURRENT_ACCOUNT: "The old and the new account are the same: check --old and --new.",
    Refusal.ALREADY_MOVED: "This account has already moved there. `mastodon-move status` shows its state.",
    Refusal.ON_COOLDOWN: "Mastodon lets an account move once every 30 days.",
}


class MigrationForm:
    """The migration page of the old account, and what is known about it."""

    def __init__(self, move: Move, page: MigrationPage) -> None:
        self._move = move
        self._page = page
        self._moved = False
        self._intent = Intent(move.journal, MOVE_FOLLOWERS)
        self._unanswered = move.wait_for_unseen_outcome(self._intent, Side.OLD)

    def look(self, step: StepRun) -> None:
        """Read the account's current state before typing anything. Trust only the page, never the journal.

        If an earlier attempt got no answer, read the page once the attempt's effect must be visible.

        Args:
            step: Is told what the page says.

        Raises:
            ConditionNotMet: The account redirects to another account, redirects without having moved its followers,
                or is in its waiting period.
        """
        if self._unanswered:
            self._page = self._page.look_again()
        self._moved = self._has_moved()
        if not self._moved and self._page.on_cooldown():
            raise self._cooling_down()
        if self._unanswered and not self._moved:
            step.says("an earlier run clicked the button but got no answer; the page shows that nothing was moved")
        else:
            step.page_says(self._page.redirect_words())

    def _has_moved(self) -> bool:
        """Whether the account has moved to the new one.

        Raises:
            ConditionNotMet: It redirects to another account, or without having moved its followers.
        """
        redirect = redirect_of(self._page, self._move.handle(Side.OLD), self._move.handle(Side.NEW))
        if problem := in_the_way(redirect, self._page):
            raise problem
        return redirect is Redirect.MOVED

    def _cooling_down(self) -> ConditionNotMet:
        """The error for the waiting period. It differs if this program's own click started the period."""
        period = WaitingPeriod.on(self._page)
        past = self._page.read_past_migrations()
        old, new = self._move.handle(Side.OLD), self._move.handle(Side.NEW)
        if not (self._unanswered and past and new.same_as(with_domain(past[0].target, old.domain))):
            seen = f"The old account has moved recently. The page says: {period.words}"
            return ConditionNotMet(seen, next_=period.advice(), reason=Reason.WAITING_PERIOD, due=period.due)
        return ConditionNotMet(
            "“Move followers” was clicked. The old server recorded the move but did not carry it out: the account "
            f"does not redirect. The page says: {period.words}",
            safe="Your followers are still with the old account, and both accounts work. The waiting period has begun.",
            next_=f"Write to the administrators of {old.domain}. They can see this move and start it again. "
            f"Or wait: {period.advice()}",
            reason=Reason.WAITING_PERIOD,
            due=period.due,
        )

    def type_new_account(self, step: StepRun) -> None:
        """Type the new handle into the left field."""
        if self._moved:
            step.already("the account redirects to the new one")
        else:
            self._page.type_new_account(self._move.handle(Side.NEW).mention)

    def type_password(self, step: StepRun) -> None:
        """Type the password into the right field."""
        if self._moved:
            step.already("the account redirects to the new one")
        else:
            self._prove()

    def _prove(self) -> None:
        """Type the password, or the user name if the account has no password."""
        if self._page.asks_for_username():
            self._page.type_username(self._move.handle(Side.OLD).user)
        else:
            self._page.type_password(self._move.credentials(Side.OLD).password())

    def move_followers(self, step: StepRun) -> None:
        """Click the button once the user has confirmed; retry while the page says "is not an alias".

        That refusal is expected right after Part 4, because the old server has to fetch the alias first.

        Raises:
            ConditionNotMet: The page refused the move, or the user did not confirm.
            SignInRefused: The page rejected the password.
        """
        if self._moved:
            step.already("the followers have already been moved: the page lists the move under past migrations")
            return
        self._ask_for_confirmation()
        end = time.monotonic() + self._move.settings.alias_timeout
        wrong_passwords = 0
        while (answer := self._press()) is not None:
            reason = refusal(answer)
            if reason is Refusal.WRONG_PASSWORD and wrong_passwords < TRIES - 1 and self._may_correct():
                wrong_passwords += 1
                self._move.progress.tell(f"The old server rejected the password. It says: {answer.said()}")
                self._move.credentials(Side.OLD).correct_password()
                self._fill_in()
                continue
            retry = self._move.settings.alias_interval
            if reason is not Refusal.NOT_AN_ALIAS or time.monotonic() + retry > end:
                raise self._refused(reason, answer)
            worked = self._work_meanwhile(retry)
            end += max(0, worked - retry)  # what takes longer than the pause is not counted as waiting
            pause(self._move.actor(Side.OLD).page, retry - worked, self._count_down(answer))
            self._fill_in()
        answer = self._page.answer()
        if answer.refused:
            step.says("the account moved while this program waited: in another window, or by another program")
            step.page_says(self._page.redirect_words())
        else:
            step.page_says(answer.said() or self._page.redirect_words())

    def _work_meanwhile(self, seconds: float) -> float:
        """Do something else in a pause of so many seconds; returns how many that took."""
        began = time.monotonic()
        self._move.while_waiting(seconds)
        return time.monotonic() - began

    def _may_correct(self) -> bool:
        return not self._page.asks_for_username() and self._move.credentials(Side.OLD).may_correct()

    def _fill_in(self) -> None:
        """Fill in both fields again: after a refusal the form is empty."""
        self._page.type_new_account(self._move.handle(Side.NEW).mention)
        self._prove()

    def _press(self) -> Answer | None:
        """Click once. Returns the page's answer if it refused, None if the account has moved."""
        self._move.progress.note("the old server looks up the new account, which can take a while")
        self._intent.declare(to=str(self._move.handle(Side.NEW)))
        try:
            answer = self._page.press_move_followers()
        except (Interrupted, ConditionNotMet) as stopped:  # with --step, the user prevented the click
            if not stopped.under_way:  # unless the click happened and only the answer was not awaited
                self._intent.withdrawn()
            raise
        # It did not redirect before. Where this click was accepted, the page may spell the new account differently.
        if self._page.redirecting() and not answer.refused:
            self._intent.done(said=answer.said())
            return None
        self._intent.refused(reason=refusal(answer), said=answer.said())
        if self._has_moved():  # while this program waited
            self._intent.done(said=answer.said())
            return None
        return answer

    def _count_down(self, answer: Answer) -> Callable[[float], None]:
        said = next(iter(answer.errors.values()), answer.said())  # not that there is an error below

        def tick(left: float) -> None:
            why = f"the old server does not see the alias yet (this is normal; it says “{said}”)"
            self._move.progress.wait(why, left)

        return tick

    def _refused(self, reason: Refusal, answer: Answer) -> MoveError:
        if reason is Refusal.WRONG_PASSWORD:
            return SignInRefused(f"The old server rejected the password. It says: {answer.said()}")
        if reason is Refusal.NOT_AN_ALIAS:
            return ConditionNotMet(
                f"The old server does not see the alias yet. It says: {answer.said()}",
                safe="Nothing was moved. A refused attempt has no effect: no waiting period has started.",
                next_="After Part 4 this can take minutes, or up to a day. Run the same command again later.",
                reason=Reason.ALIAS_NOT_SEEN,
            )
        return ConditionNotMet(
            f"The old server refused the move. It says: {answer.said()}",
            safe="Nothing was moved. A refused attempt has no effect: no waiting period has started.",
            next_=_NEXT.get(reason, "Look at the screenshot in the move's folder."),
        )

    def _ask_for_confirmation(self) -> None:
        if self._move.settings.yes or self._move.confirmed:
            return
        if not self._move.progress.may_ask():
            raise ConditionNotMet(
                "Moving followers needs your confirmation, but there is no terminal to ask in.",
                safe="All steps before this click are done. Nothing was moved.",
                next_="Run the same command in a terminal, or with --yes.",
            )
        self._move.progress.review(before_move_followers(self._move))
        question, help_ = f"Type {WORD} to go on, or no to stop:", f"Please type the word {WORD}, or no."
        if not confirmed(self._move.progress, question, Topic(Kind.MOVE_FOLLOWERS, Side.OLD, WORD), help_):
            raise Paused(
                "You stopped before “Move followers”.",
                safe="All steps before this click are done, and nothing is lost.",
                next_="Run the same command again when you are ready; it continues here.",
            )
        self._move.confirmed = True


def look_at_profile(move: Move, step: StepRun) -> None:
    """Open the old account's public profile and check that it says where the account has moved.

    Raises:
        DoneInPart: The profile does not say so.
    """
    old, new = move.handle(Side.OLD), move.handle(Side.NEW)
    try:
        profile = ProfilePage.open_of(move.actor(Side.OLD), old.user)
    except ScreenNotRecognised as error:
        step.skip(f"the web app did not show the profile ({error.control})")
        move.keep_for_later(f"Check the profile of {old}. It should say that the account has moved to {new}.")
        return
    shown = profile.moved_notice()
    if shown is None or not new.same_as(with_domain(shown, old.domain)):
        raise DoneInPart(
            f"The account has moved, but its profile says: {shown}."
            if shown
            else "The account has moved, but its profile does not say so.",
            safe="The migration page has confirmed that your followers are being moved.",
            next_="Check the profile again in a few minutes.",
        )
    profile.look_at_moved_notice()
    step.says(f"the profile says that {old} has moved to {new}")
