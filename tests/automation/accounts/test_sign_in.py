"""Every way to sign in, in a real browser: what the server asks, what the user does, what is said of a refusal."""

import datetime
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from automation.accounts.credentials import Credentials
from automation.accounts.sign_in import confirm_password, sign_in
from automation.errors import SignInRefused, UsageProblem
from automation.followers.readings import Reading, Readings
from automation.guide import part2_export
from automation.outline import Side
from automation.progress import Review, Stage, Topic
from automation.results import ExportResult
from automation.run.move import Move
from automation.secrets import Secrets
from automation.settings import AccountSettings
from automation.steps import Part, Step
from fixtures.servers import State
from fixtures.servers.screens.sign_in import MAILED_CODE
from pages.browser.actor import Actor
from pages.settings.account import AccountPage
from pages.settings.aliases import AliasesPage
from pages.web_app.home import HomePage
from tests.support import MakePair, Pair

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Somebody:
    """The user at the terminal and at the browser's window."""

    def __init__(self, *answers: str, when_told: Callable[[str], object] = lambda text: None) -> None:
        self.answers = list(answers)
        self._answers = bool(answers)
        self.asked: list[str] = []
        self.told: list[str] = []
        self._when_told = when_told

    def may_ask(self) -> bool:
        return self._answers

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        self.asked.append(text)
        return self.answers.pop(0)

    def tell(self, text: str) -> None:
        self.told.append(text)
        self._when_told(text)

    def by_hand(self, text: str, seconds: float) -> None:
        self.tell(text)

    def note(self, text: str) -> None: ...

    def wait(self, why: str, left: float, then: str = "") -> None: ...

    def picture(self, step: Step, facts: dict[str, Any]) -> None: ...

    def review(self, review: Review) -> None: ...

    def counts(self, read: Sequence[Reading], known: Readings) -> None: ...

    def stage(self, stage: Stage, known: str = "") -> None: ...

    def part(self, part: Part, server: str) -> None: ...

    def begin(self, step: Step) -> None: ...

    def end(self, step: Step, outcome: str, said: str) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def actor(page: Page) -> Callable[[str], Actor]:
    page.set_default_timeout(10_000)
    return lambda origin: Actor(page, origin)


def of(pair: Pair, somebody: Somebody, by_hand: float | None = None, **more: Any) -> Credentials:
    settings = AccountSettings.model_validate(pair.accounts()["old"] | more)
    return Credentials(Side.OLD, settings, Secrets(), somebody, by_hand)


ActorFor = Callable[[str], Actor]
pytestmark = pytest.mark.usefixtures("private_home")


@pytest.mark.parametrize(
    ("state", "told"),
    [(State.LOCKED, "frozen"), (State.SUSPENDED, "suspended"), (State.PENDING, "have not reviewed")],
)
def test_a_limited_account_is_let_in_and_its_page_says_why(
    make_pair: MakePair, actor: ActorFor, state: State, told: str
) -> None:
    pair = make_pair()
    pair.people.old.state = state
    landed = sign_in(actor(pair.old.url), of(pair, Somebody()))
    assert isinstance(landed, AccountPage)
    assert told in landed.says_of_account()
    assert not landed.offers_move()


def test_an_address_that_is_not_confirmed(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.people.old.state = State.UNCONFIRMED
    with pytest.raises(SignInRefused, match="not confirmed yet"):
        sign_in(actor(pair.old.url), of(pair, Somebody()))


def test_a_server_that_wants_a_second_factor_to_be_set_up(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.old.two_factor_required = True
    with pytest.raises(SignInRefused, match="two_factor_authentication_methods"):
        sign_in(actor(pair.old.url), of(pair, Somebody()))


def test_codes_come_from_the_secret_and_none_is_sent_twice(
    make_pair: MakePair, actor: ActorFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = make_pair()
    pair.people.old.otp_secret = SECRET
    mine = of(pair, Somebody(), totp_secret=SECRET)
    there = actor(pair.old.url)
    first = mine.code(there)
    # From here on the clock is ahead: the code's time is nearly over.
    real, begin = time.time, time.time()
    late = begin + 30 - begin % 30 - 2
    monkeypatch.setattr("automation.accounts.credentials.time.time", lambda: late + (real() - begin))
    monkeypatch.setattr("pyotp.totp.datetime.datetime", _clock(late - begin))
    second = mine.code(there)
    assert second != first
    assert (late + (real() - begin)) % 30 < 27


def _clock(ahead: float) -> Any:
    class Ahead(datetime.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return super().now(tz) + datetime.timedelta(seconds=ahead)

    return Ahead


def test_a_wrong_code_is_asked_again_and_a_recovery_code_is_taken(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.people.old.otp_secret, pair.people.old.recovery_codes = SECRET, ["a1b2c3d4e5", "f6g7h8i9j0"]
    somebody = Somebody("000000", "000001", "a1b2c3d4e5")
    mine = of(pair, somebody)
    assert isinstance(sign_in(actor(pair.old.url), mine), HomePage)
    assert len(somebody.asked) == 3
    assert "recovery code" in somebody.asked[0]
    assert pair.people.old.recovery_codes == ["f6g7h8i9j0"]
    assert mine.secrets.found_in(b"... a1b2c3d4e5 ...")


def test_three_wrong_codes_are_enough(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.people.old.otp_secret = SECRET
    somebody = Somebody("000000", "000001", "000002", "000003")
    with pytest.raises(SignInRefused, match="Invalid two-factor code"):
        sign_in(actor(pair.old.url), of(pair, somebody))
    assert somebody.answers == ["000003"]


@pytest.mark.parametrize("with_code", [False, True])
def test_a_security_key_is_touched_by_the_person(
    make_pair: MakePair, page: Page, actor: ActorFor, with_code: bool
) -> None:
    pair = make_pair()
    origin = pair.old.url.replace("127.0.0.1", "localhost")  # a key is bound to a name, not to an address
    page.context.credentials.install()
    key = page.context.credentials.create("localhost")
    pair.people.old.security_keys.append({"id": key["id"], "public": key["publicKey"]})
    pair.people.old.otp_secret = SECRET if with_code else None
    somebody = Somebody()
    landed = sign_in(actor(origin), of(pair, somebody, by_hand=10, url=origin))
    assert isinstance(landed, HomePage)
    assert "security key" in somebody.told[0]


def test_a_code_is_typed_where_there_is_a_secret_besides_the_key(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.people.old.security_keys.append({"id": "c29tZS1rZXk", "public": ""})
    pair.people.old.otp_secret = SECRET
    landed = sign_in(actor(pair.old.url), of(pair, Somebody(), totp_secret=SECRET))
    assert isinstance(landed, HomePage)


def test_a_security_key_without_a_window_is_refused(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.people.old.security_keys.append({"id": "c29tZS1rZXk", "public": ""})
    with pytest.raises(SignInRefused) as refused:
        sign_in(actor(pair.old.url), of(pair, Somebody()))
    assert refused.value.exit_code == 3
    assert "login old --headed --remember" in refused.value.next_


def test_single_sign_on_is_left_to_the_person(make_pair: MakePair, page: Page, actor: ActorFor) -> None:
    pair = make_pair()
    pair.old.single_sign_on_only = True

    def at_the_window(_: str) -> None:
        page.wait_for_load_state("load")  # before that the button has no script
        page.locator(".alternative-login a").click()
        page.locator("#name").fill("alice")
        page.locator("form button[type=submit]").click()

    somebody = Somebody(when_told=at_the_window)
    assert isinstance(sign_in(actor(pair.old.url), of(pair, somebody, by_hand=10)), HomePage)
    assert "single sign-on" in somebody.told[0]


def test_single_sign_on_without_a_window_says_how(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.old.single_sign_on_only = True
    with pytest.raises(SignInRefused) as refused:
        sign_in(actor(pair.old.url), of(pair, Somebody()))
    assert "login old --headed --remember" in refused.value.next_


def test_a_code_by_mail_is_left_to_the_person(make_pair: MakePair, page: Page, actor: ActorFor) -> None:
    pair = make_pair(old="3.5")
    pair.old.mails_codes = True

    def at_the_window(_: str) -> None:
        page.locator("#user_sign_in_token_attempt").fill(MAILED_CODE)
        page.locator("form button[type=submit]").click()

    somebody = Somebody(when_told=at_the_window)
    assert isinstance(sign_in(actor(pair.old.url), of(pair, somebody, by_hand=10)), HomePage)
    page.goto("about:blank")  # an answer to the web app that is still on its way would bring the cookie back
    page.context.clear_cookies()
    with pytest.raises(SignInRefused, match="something else"):
        sign_in(actor(pair.old.url), of(pair, Somebody()))


def test_nobody_at_the_window_in_time(make_pair: MakePair, actor: ActorFor) -> None:
    pair = make_pair()
    pair.old.single_sign_on_only = True
    with pytest.raises(SignInRefused, match="Nobody signed in"):
        sign_in(actor(pair.old.url), of(pair, Somebody(), by_hand=0.2))


@pytest.mark.usefixtures("one_browser")
def test_what_the_person_types_is_in_no_trace(playwright: Playwright, make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair(old="3.5")
    pair.old.mails_codes = True

    def at_the_window(_: str) -> None:
        there = move.sessions.actor_at(Side.OLD)
        assert there is not None
        there.page.locator("#user_sign_in_token_attempt").fill(MAILED_CODE)
        there.page.locator("form button[type=submit]").click()

    settings = pair.settings(headed=True, pace="instant", trace="on", folder=private_home / "x", only=("blocks",))
    with Move(settings, playwright, Somebody(when_told=at_the_window)) as move:
        move.run(part2_export.PART, ExportResult())
    (trace,) = (private_home / "x" / "traces").iterdir()
    with zipfile.ZipFile(trace) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"/settings/export" in everything
    assert MAILED_CODE.encode() not in everything


def test_an_account_without_a_password_confirms_with_its_name(make_pair: MakePair, page: Page, actor: ActorFor) -> None:
    pair = make_pair()
    pair.people.old.password = ""
    pair.old.requires_challenge.add("/settings/aliases")
    session = pair.old.sessions.open(None)
    session.sign_in("alice")
    page.context.add_cookies([{"name": "_session_id", "value": session.id, "url": pair.old.url}])
    there, mine = actor(pair.old.url), of(pair, Somebody(), password=None)
    there.confirm_password = lambda: confirm_password(there, mine)
    assert AliasesPage.open(there).handle.visible()


def test_a_password_comes_from_a_command(make_pair: MakePair, actor: ActorFor, tmp_path: Path) -> None:
    pair = make_pair()
    (tmp_path / "secret").write_text(f"{pair.people.old.password}\nuser: alice\n")
    mine = of(pair, Somebody(), password=None, password_command=f"cat '{tmp_path / 'secret'}'")
    assert isinstance(sign_in(actor(pair.old.url), mine), HomePage)
    assert mine.secrets.found_in(pair.people.old.password.encode())


@pytest.mark.parametrize("command", ["false", "no-such-program", "true", "unclosed 'quote"])
def test_a_command_that_gives_no_password(make_pair: MakePair, command: str) -> None:
    mine = of(make_pair(), Somebody(), password=None, password_command=command)
    with pytest.raises(UsageProblem, match="did not print a password") as problem:
        mine.password()
    assert command not in problem.value.seen + problem.value.next_.replace(
        "password_command", ""
    )  # it may hold a secret
