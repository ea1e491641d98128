"""What every screen has: an address, a sign that it is loaded, controls, and what it answers to a form."""

from dataclasses import dataclass, field
from typing import ClassVar, Self, TypeVar, overload
from urllib.parse import urlsplit

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.actions import BoundControl
from pages.actor import Actor
from pages.errors import ScreenNotRecognised, ServerTrouble, SignedOut

# What Rails answers to a form whose token is no longer good.
_OLD_FORM = 422


_R = TypeVar("_R", bound="Region")


class Control:
    """A control of a screen, declared once at the top of its class.

    Args:
        selector: CSS, by id, name, form action or href. Names in braces are filled in from the screen's own
            attributes or from the arguments of a call: `csv = Control('a[href$="/{file}"]')`.
    """

    def __init__(self, selector: str) -> None:
        self.selector = selector
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name that the class gives to this control; the first, where it gives several."""
        self.name = self.name or name.replace("_", " ").strip()

    @overload
    def __get__(self, screen: None, owner: type) -> Self: ...

    @overload
    def __get__(self, screen: "Region", owner: type) -> BoundControl: ...

    def __get__(self, screen: "Region | None", owner: type) -> Self | BoundControl:
        """The declaration itself on a class; the control on the page on a screen."""
        return self if screen is None else self.bind(screen)

    def bind(self, screen: "Region", **names: str) -> BoundControl:
        """The control on the page of the screen's actor."""
        selector = self.selector
        for key, value in {**screen.names, **names}.items():
            selector = selector.replace("{" + key + "}", css_string(value))
        locator = screen.actor.page.locator(selector).describe(f"{screen.title}: {self.name}")
        return BoundControl(screen.title, self.name, locator)


def css_string(value: str) -> str:
    """A text made safe inside a quoted CSS attribute value."""
    return value.replace("\\", "\\\\").replace('"', '\\"')


class Region:
    """A part of a screen that several screens share; it has controls, but no address of its own."""

    title: ClassVar[str] = ""

    def __init__(self, actor: Actor, **names: str) -> None:
        self.actor = actor
        self.names = names

    def at(self, region: type[_R]) -> _R:
        """A part of the page that several screens share: `preferences.at(LeftPanel).open_account()`."""
        return region(self.actor)


@dataclass(frozen=True)
class Answer:
    """What a page says after a form was sent: flash messages, and errors by the id of their field."""

    notices: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether the form was not accepted."""
        return bool(self.alerts or self.errors)

    def said(self) -> str:
        """Everything that the page says, on one line: the errors at the fields first, they are the clearest."""
        return " · ".join([*self.errors.values(), *self.alerts, *self.warnings, *self.notices])


class Screen(Region):
    """A page of a Mastodon server.

    Subclasses give `title` (what the guide calls it), `address` (its path) and `loaded` (a control that is there
    once the screen is).
    """

    address: ClassVar[str] = ""
    loaded: ClassVar[Control]

    _flash = Control(".flash-message.{kind}")
    _field_with_errors = Control(".field_with_errors")
    _any_answer = Control(".flash-message, .field_with_errors")
    _confirm_password = Control("#form_challenge_return_to")
    _sign_in = Control("form[action$='/auth/sign_in'] #user_email, .alternative-login")
    _error_page = Control("body.error .dialog")

    @classmethod
    def open(cls, actor: Actor) -> Self:
        """Open the screen by its address, for where the click is not to be had."""
        actor.open(cls.address, cls.title)
        return cls(actor).wait()

    def is_shown(self) -> bool:
        """Whether the browser is at this screen's address, loaded or not."""
        return urlsplit(self.actor.page.url).path == self.address

    def asks_to_sign_in(self) -> bool:
        """Whether the sign-in page is shown in the place of this one."""
        return self._sign_in.present()

    def wait(self) -> Self:
        """Wait until the screen is loaded; confirm the password where the server asks for it first.

        Raises:
            SignedOut: the server shows its sign-in page in place of the screen.
            ServerTrouble: the server took the page's form for an old one (status 422); nothing was done.
            ScreenNotRecognised: neither comes up.
        """
        if self._bound_loaded().present():  # as it mostly is, since a document is loaded to its end
            return self
        confirm, sign_in, error_page = self._confirm_password, self._sign_in, self._error_page
        expected = self._bound_loaded().locator.or_(confirm.locator).or_(sign_in.locator).or_(error_page.locator)
        try:
            expected.first.wait_for(state="attached")  # whichever there is; more than one may be
        except PlaywrightTimeout as error:
            self.actor.documents.check_answer()
            missing = self.actor.documents.missing(self.title, type(self).loaded.name)
            if not self._cleared_by_the_person(expected, missing):
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

    def _cleared_by_the_person(self, expected: Locator, missing: Exception) -> bool:
        """Whether somebody who watches has got past a page that is in the way; they are asked to."""
        if self.actor.ask_to_clear is None or not isinstance(missing, ScreenNotRecognised):
            return False
        self.actor.ask_to_clear(str(missing))
        try:
            expected.first.wait_for(state="attached", timeout=self.actor.person_within_ms)  # whichever, as before
        except PlaywrightTimeout:
            return False
        return True

    def _refused(self) -> Exception:
        """Mastodon's own error page."""
        address, status = self.actor.page.url, self.actor.documents.status
        if status == _OLD_FORM:
            said = " ".join(self._error_page.locator.inner_text().split())
            return ServerTrouble(address, status, said, old_form=True)
        return ScreenNotRecognised(self.title, address, type(self).loaded.name, self.actor.documents.seen())

    def _bound_loaded(self) -> BoundControl:
        return type(self).loaded.bind(self)

    def answer(self) -> Answer:
        """What the page says now."""
        if not self._any_answer.present():  # which costs less than to read each kind
            return Answer()
        return Answer(
            self._flashes("notice"), self._flashes("alert"), self._flashes("warning"), self._errors_at_fields()
        )

    def _errors_at_fields(self) -> dict[str, str]:
        if not self._field_with_errors.present():
            return {}
        errors: dict[str, str] = self._field_with_errors.locator.evaluate_all(
            """fields => Object.fromEntries(fields.map(field => [
                 (field.querySelector('input:not([type=hidden]), textarea, select') || {}).id || '',
                 (field.querySelector('.error') || {}).innerText || '']))"""
        )
        return {key: text.strip() for key, text in errors.items()}

    def _flashes(self, kind: str) -> tuple[str, ...]:
        return tuple(" ".join(text.split()) for text in type(self)._flash.bind(self, kind=kind).texts())
