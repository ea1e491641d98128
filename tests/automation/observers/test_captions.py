"""What somebody who watches sees: the mark around the control, the caption, and a page that is as it was."""

import io
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from rich.console import Console

from automation.cli.terminal import PlainLines
from automation.errors import ConditionNotMet
from automation.guide.part5_move import HANDLE, MOVE_FOLLOWERS, PART
from automation.observers.captions import IN_THE_TERMINAL, ON_THE_PAGE, Captions, Pace, pointed
from automation.observers.controls import box_of
from automation.observers.overlay import Overlay
from automation.observers.pictures import picture
from automation.outline import Side
from automation.progress import Kind, Topic
from pages.browser.actions import Action
from pages.browser.execution import Performer
from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.settings.migration import MigrationPage
from tests.support import Person

RING, CARD = (232, 89, 12), (22, 22, 31)
QUICK = Pace(chapter=1, letter=0, action=1)


def shot(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def pixels(image: Image.Image, colour: tuple[int, int, int], box: tuple[int, int, int, int] | None = None) -> int:
    part = image.crop(box) if box else image
    return sum(count for count, found in part.getcolors(1 << 24) or [] if found == colour)


def words_above(page: Page) -> str:
    """All that a screen reader finds, what is drawn above the page included."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return " | ".join(str(node["name"]["value"]) for node in nodes if node.get("name", {}).get("value"))


@dataclass
class Moment:
    """What was to be seen before an action: the window, the page without what is drawn above it, the control's box."""

    action: Action
    window: Image.Image
    page: Image.Image
    box: list[float]
    words: str
    at_the_control: str
    form: list[list[Any]]


@dataclass
class Eye:
    """Looks at the window in the moment before each action, when all that is shown is there."""

    moments: list[Moment] = field(default_factory=list)

    def before(self, action: Action) -> Performer:
        page, box = action.page, box_of(action)
        if box is not None:
            left, top, width, height = box
            at = page.evaluate("([x, y]) => document.elementFromPoint(x, y).id", [left + width / 2, top + height / 2])
            form = page.evaluate("[...document.forms].map(form => [...new FormData(form)].map(([key]) => key))")
            clean = Image.open(io.BytesIO(picture(page))).convert("RGB")
            self.moments.append(Moment(action, shot(page), clean, box, words_above(page), at, form))
        return "actor"

    def after(self, action: Action) -> None: ...


@pytest.fixture
def eye() -> Eye:
    return Eye()


@pytest.fixture
def captions(old_person: Person, eye: Eye) -> Captions:
    captions = Captions(QUICK, {Side.OLD: "alice@old.example", Side.NEW: ""})
    captions.opened(Side.OLD, old_person.actor.page)
    old_person.actor.observers += [captions, eye]
    return captions


def test_the_control_is_marked_and_named_and_nothing_is_covered(
    old_person: Person, captions: Captions, eye: Eye
) -> None:
    page = old_person.actor.page
    migration = MigrationPage.open(old_person.actor)
    untouched = shot(page)
    captions.begin(HANDLE)
    migration.type_new_account("@alice@new.example")
    captions.begin(MOVE_FOLLOWERS)
    migration.actor.look(migration.move_followers)

    typed, pressed = eye.moments
    for moment, told in ((typed, "Part 5 · 7"), (pressed, "Part 5 · 9")):
        left, top, width, height = map(round, moment.box)
        inside = (left + 4, top + 4, left + width - 4, top + height - 4)
        # The control looks as it does without anything above it, a ring around it does not.
        assert ImageChops.difference(moment.window.crop(inside), moment.page.crop(inside)).getbbox() is None
        assert pixels(moment.window, RING) > 2 * width
        assert pixels(moment.page, RING) == 0
        # The caption is there, in words, and on the card's ground; the control is what a click at its middle meets.
        assert pixels(moment.window, CARD) > 10_000
        assert pixels(moment.page, CARD) < 100
        assert told in moment.words
    assert HANDLE.words in typed.words
    assert "Type into “" in typed.words
    assert typed.at_the_control == "account_migration_acct"
    assert typed.form == pressed.form == page.evaluate(
        "[...document.forms].map(form => [...new FormData(form)].map(([key]) => key))"
    )  # fmt: skip

    # Once the step has ended, the page is as it was.
    migration.type_new_account("")
    captions.end(MOVE_FOLLOWERS, "done", [])
    page.screencast.hide_actions()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    assert ImageChops.difference(shot(page), untouched).getbbox() is None


def test_the_caption_goes_to_the_other_edge_where_it_would_cover_the_control(
    old_person: Person, captions: Captions, eye: Eye
) -> None:
    account = AccountPage.open(old_person.actor)
    captions.begin(PART.steps[3])
    old_person.actor.look(LeftPanel(old_person.actor).account)
    account.scroll_to_move()
    height = eye.moments[0].window.height
    for moment in eye.moments:
        halves = {"top": (0, 0, 1280, height // 2), "bottom": (0, height // 2, 1280, height)}
        cards = {half: pixels(moment.window, CARD, box) for half, box in halves.items()}
        seen = max(cards, key=lambda half: cards[half])
        card_at = (0, 150) if seen == "top" else (height - 150, height)
        _, top, _, tall = moment.box
        assert top + tall < card_at[0] or top > card_at[1], (seen, moment.box)


def test_a_click_on_the_caption_reaches_the_page_below(old_person: Person, captions: Captions) -> None:
    actor = old_person.actor
    account = AccountPage.open(actor)
    captions.begin(PART.steps[3])
    actor.look(account.at(LeftPanel).account)
    captions.show(Action("look", account.title, "account", actor.page, account.at(LeftPanel).account.locator))
    window = shot(actor.page)
    at = window.width // 2, window.height - 28  # within the card's edge
    assert window.getpixel(at) == CARD
    found = actor.page.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", at)
    assert found not in {"MASTODON-MOVE-OVERLAY", "X-PW-GLASS"}


def test_no_script_of_the_page_can_call_what_is_drawn_above_it(old_person: Person, captions: Captions) -> None:
    actor = old_person.actor
    account = AccountPage.open(actor)
    captions.begin(PART.steps[3])
    action = Action("click", account.title, "account", actor.page, account.at(LeftPanel).account.locator)
    captions.show(action, buttons=[["enter", "Enter", "Do it"]])
    assert actor.page.evaluate("[typeof mastodonMove, document.querySelector('mastodon-move-overlay').shadowRoot]") == [
        "undefined", None,
    ]  # fmt: skip
    assert "Do it" in words_above(actor.page)
    # A click that the page's script makes up is nobody's.
    actor.page.evaluate("document.querySelector('mastodon-move-overlay').click()")
    assert captions.overlay(actor.page).answer() is None


class Glance(PlainLines):
    """Somebody who looks at the window before answering in the terminal."""

    def __init__(self, page: Page) -> None:
        super().__init__(Console(quiet=True))
        self._page = page
        self.seen = ""

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        self.seen = words_above(self._page)
        return text


def test_the_window_says_that_a_question_waits_in_the_terminal(old_person: Person, captions: Captions) -> None:
    page = old_person.actor.page
    AccountPage.open(old_person.actor)
    captions.opened(Side.OLD, page)
    glance = Glance(page)
    assert pointed(glance, captions, IN_THE_TERMINAL).ask("Go on?", Topic(Kind.GO_ON)) == "Go on?"
    assert "There is a question for you in the terminal" in glance.seen
    assert "There is a question for you in the terminal" not in words_above(page)


class Elsewhere(PlainLines):
    """Somebody who answers on another page, in the time that they take."""

    def __init__(self, *answers: str) -> None:
        super().__init__(Console(quiet=True))
        self._answers = list(answers)
        self.answered = Event()

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        self.answered.wait(60)
        if not self._answers:
            raise ConditionNotMet("nobody answers any more")
        return self._answers.pop()


def test_a_question_on_the_page_leaves_the_window_alive(old_person: Person, captions: Captions) -> None:
    page = old_person.actor.page
    account = AccountPage.open(old_person.actor)
    captions.opened(Side.OLD, page)
    captions.before(Action("look", account.title, "account", page, account.at(LeftPanel).account.locator))
    somewhere = Elsewhere("yes")
    asked = pointed(somewhere, captions, ON_THE_PAGE)
    page.expose_function("told", somewhere.answered.set)
    page.evaluate("setTimeout(told, 300)")  # it can only be heard while Playwright goes on
    assert asked.ask("Go on?", Topic(Kind.GO_ON)) == "yes"
    with pytest.raises(ConditionNotMet):
        asked.ask("Go on?", Topic(Kind.GO_ON))
    somewhere.answered.clear()
    page.expose_function("leave", page.close)
    page.evaluate("setTimeout(leave, 300)")
    with pytest.raises(PlaywrightError, match="has been closed"):
        asked.ask("Go on?", Topic(Kind.GO_ON))
    somewhere.answered.set()


def test_what_lasts_may_be_lost(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    session = page.context.new_cdp_session(page)
    monkeypatch.setattr(page.context, "new_cdp_session", lambda _: session)
    overlay = Overlay(page)
    overlay.draw(None, {"words": "The first."})
    # As Chromium does at times, while a document is replaced.
    session.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": "1"})
    page.reload()
    assert "The first." not in words_above(page)
    overlay.draw(None, {"words": "The second."})
    page.reload()
    assert "The second." in words_above(page)
