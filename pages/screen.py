"""The base classes of all screens: controls, waiting until a screen has loaded, and reading its messages."""

from dataclasses import dataclass, field
from typing import ClassVar, Self, TypeVar, overload
from urllib.parse import urlsplit

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser.actions import BoundControl
from pages.browser.actor import Actor
from pages.browser.sign_in_page import SIGN_IN_PAGE
from pages.errors import ScreenNotRecognised, ServerTrouble, SignedOut

# Rails answers with this status to a form whose CSRF token has expired.
_OLD_FORM = 422


_R = TypeVar("_R", bound="Region")


class Control:
    """A control of a screen, declared once at the top of its class.

    Args:
        selector: CSS, by id, name, form action or href. Names in braces are replaced by the screen's `names` or by
            the arguments of `bind`: `csv = Control('a[href$="/{file}"]')`.
        irreversible: whether a click on it cannot be taken back.
    """

    def __init__(self, selector: str, *, irreversible: bool = False) -> None:
        self.selector = selector
        self.irreversible = irreversible
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the class attribute; the first one, if there are several for the same control."""
        self.name = self.name or name.replace("_", " ").strip()

    @overload
    def __get__(self, screen: None, owner: type) -> Self: ...

    @overload
    def __get__(self, screen: "Region", owner: type) -> BoundControl: ...

    def __get__(self, screen: "Region | None", owner: type) -> Self | BoundControl:
        """On a class, the declaration; on a screen, the control on its page."""
        return self if screen is None else self.bind(screen)

    def bind(self, screen: "Region", **names: str) -> BoundControl:
        """The control on the page of the screen's actor."""
        selector = self.selector
        for key, value in {**screen.names, **names}.items():
            selector = selector.replace("{" + key + "}", css_string(value))
        locator = screen.actor.page.locator(selector).describe(f"{screen.title}: {self.name}")
        return BoundControl(screen.title, self.name, locator, self.irreversible)


def css_string(value: str) -> str:
    """Escape a text for use in a quoted CSS attribute value."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")


class Region:
    """A part that several screens share. It has controls, but no address of its own."""

    title: ClassVar[str] = ""

    def __init__(self, actor: Actor, **names: str) -> None:
        self.actor = actor
        self.names = names

    def at(self, region: type[_R]) -> _R:
        """Another region of the same page: `preferences.at(LeftPanel).open_account()`."""
        return region(self.actor)


# The errors at the fields, by the id of the field.
_ERRORS = """fields => Object.fromEntries(fields.map(field => [
  (field.querySelector('input:not([type=hidden]), textarea, select') || {}).id || '',
  (field.querySelector('.error') || {}).innerText || '']))"""
# Where a page answers: flash messages, and the fields that it complains about (3.5 to 4.7).
ANSWERS = ".flash-message, .field_with_errors"


@dataclass(frozen=True)
class Answer:
    """The messages of a page after a form was sent: flash messages, and errors by the id of their field."""

    notices: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether the server rejected the form."""
        return bool(self.alerts or self.errors)

    def said(self) -> str:
        """All messages on one line, starting with the errors at the fields, which are the most specific."""
        return " · ".join([*self.errors.values(), *self.alerts, *self.warnings, *self.notices])


class Screen(Region):
    """A page of a Mastodon server.

    Subclasses define `title` (what the guide calls the screen), `address` (its path) and `loaded` (a control that is
    on the page once the screen has loaded).
    """

    address: ClassVar[str] = ""
    loaded: ClassVar[Control]

    _flash = Control(".flash-message.{kind}")
    _field_with_errors = Control(".field_with_errors")
    _any_answer = Control(ANSWERS)
    _confirm_password = Control("#form_challenge_return_to")
    _sign_in = Control(SIGN_IN_PAGE)
    _error_page = Control("body.error .dialog")

    @classmethod
    def open(cls, actor: Actor) -> Self:
        """Open the screen by its address, when there is nothing to click.

        Raises:
            PageError: as `wait` raises it.
        """
        actor.open(cls.address, cls.title)
        return cls(actor).wait()

    def path(self) -> str:
        """The path of the address that the browser shows."""
        return urlsplit(self.actor.page.url).path

    def is_shown(self) -> bool:
        """Whether the browser is at this screen's address, even if the screen has not loaded."""
        return self.path() == self.address

    def asks_to_sign_in(self) -> bool:
        """Whether the server shows its sign-in page instead of this screen."""
        return self._sign_in.present()

    def wait(self) -> Self:
        """Wait until the screen has loaded. If the server first asks for the password, confirm it.

        Raises:
            SignedOut: the server shows its sign-in page instead.
            ServerTrouble: the server failed, or rejected an expired form (status 422) without doing anything.
            ScreenNotRecognised: the browser shows an unknown page.
        """
        if self._bound_loaded().present():  # the usual case: the document has already been parsed
            return self
        confirm, sign_in, error_page = self._confirm_password, self._sign_in, self._error_page
        expected = self._bound_loaded().locator.or_(confirm.locator).or_(sign_in.locator).or_(error_page.locator)
        try:
            expected.first.wait_for(state="attached")  # `first`, because several may match
        except PlaywrightTimeout as error:
            self.actor.documents.check_answer()
            missing = self.actor.documents.missing(self.title, type(self).loaded.name)
            if not self._cleared_by_the_user(expected, missing):
                raise missing from error
        if self._bound_loaded().present():
            return self
        if error_page.present():
            raise self._refused()
        if self.asks_to_sign_in():
            raise SignedOut(self.actor.page.url)
        if self.actor.confirm_password is not None:
            self.actor.confirm_password()
        self.actor.wait_for(self._bound_loaded(), "attached")
        return self

    def _cleared_by_the_user(self, expected: Locator, missing: Exception) -> bool:
        """Ask a person who is watching to clear an obstacle. Returns whether an expected page appeared."""
        if self.actor.ask_user_to_clear is None or not isinstance(missing, ScreenNotRecognised):
            return False
        self.actor.ask_user_to_clear(str(missing))
        try:
            expected.first.wait_for(state="attached", timeout=self.actor.user_timeout_ms)
        except PlaywrightTimeout:
            return False
        return True

    def _refused(self) -> Exception:
        """The error for Mastodon's own error page."""
        address, status = self.actor.page.url, self.actor.documents.status
        if status == _OLD_FORM:
            said = " ".join(self._error_page.locator.inner_text().split())
            return ServerTrouble(address, status, said, old_form=True)
        return ScreenNotRecognised(self.title, address, type(self).loaded.name, self.actor.documents.seen())

    def _bound_loaded(self) -> BoundControl:
        return type(self).loaded.bind(self)

    def answer(self) -> Answer:
        """The messages that the page shows now."""
        if not self._any_answer.present():  # faster than reading each kind
            return Answer()
        return Answer(
            self._flashes("notice"), self._flashes("alert"), self._flashes("warning"), self._errors_at_fields()
        )

    def _errors_at_fields(self) -> dict[str, str]:
        if not self._field_with_errors.present():
            return {}
        errors: dict[str, str] = self._field_with_errors.locator.evaluate_all(_ERRORS)
        return {key: text.strip() for key, text in errors.items()}

    def _flashes(self, kind: str) -> tuple[str, ...]:
        return tuple(" ".join(text.split()) for text in type(self)._flash.bind(self, kind=kind).texts())
