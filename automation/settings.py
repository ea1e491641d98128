"""Every setting: flags first, then the environment, `.env`, `mastodon-move.toml` here, then the user's own.

The order and the nesting are pydantic-settings'. A key that is not known is an error which names the nearest one.
"""

import difflib
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.files import at_home, portable
from automation.handles import Handle, server_origin

FILE = "mastodon-move.toml"


def user_file() -> Path:
    """The settings file in the user's configuration folder."""
    return at_home(typer.get_app_dir("mastodon-move")) / FILE


def _handle(value: object) -> object:
    return Handle.parse(value) if isinstance(value, str) else value


def _origin(value: object) -> object:
    return server_origin(value) if isinstance(value, str) else value


def _path(value: Path) -> Path:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise ValueError("its name is no text in UTF-8, which the browser needs") from None
    return at_home(value)


def _archive(value: object) -> object:
    """Once it was a matter of yes or no, which files and environments may still say."""
    try:
        return "request" if TypeAdapter(bool).validate_python(value) else "off"
    except ValidationError:
        return value


OwnPath = Annotated[Path, AfterValidator(_path)]


class AccountSettings(BaseModel):
    """One of the two accounts."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    handle: Annotated[Handle, BeforeValidator(_handle)] | None = None
    url: Annotated[str, BeforeValidator(_origin)] | None = None
    email: str | None = None
    password: SecretStr | None = None
    password_command: str | None = None
    totp_secret: SecretStr | None = None

    @property
    def origin(self) -> str:
        """Where its server's pages are: as named, else https at the handle's domain."""
        assert self.handle is not None  # noqa: S101 (asked for before anything opens: `require_accounts`)
        return self.url or server_origin(self.handle.domain)


class Posts(BaseModel):
    """What the two posts say; `{old}` and `{new}` stand for the handles."""

    model_config = ConfigDict(extra="forbid")

    arrival: str = "Hello! I am moving here from {old}. If you follow me there, your follow comes along by itself."
    bio: str = "I am moving to {new}."
    farewell: str = "I am moving to {new}. If you follow me, your follow moves along by itself. See you there!"


class OwnDotEnv(DotEnvSettingsSource):
    """`.env`, of which only this program's own names are read: it may serve others too."""

    def __call__(self) -> dict[str, Any]:
        """The values of this program's names, known or not."""
        own = (*self.settings_cls.model_fields, self.env_prefix.lower())
        return {key: value for key, value in super().__call__().items() if key.lower().startswith(own)}


class OwnToml(TomlConfigSettingsSource):
    """A settings file, which editors on Windows may begin with a mark that says it is UTF-8."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return tomllib.loads(file_path.read_text(encoding="utf-8-sig"))


class Settings(BaseSettings):
    """All settings of a run. Times are in seconds unless a name says otherwise."""

    model_config = SettingsConfigDict(
        env_prefix="MASTODON_MOVE_",
        env_nested_delimiter="__",
        env_file=".env",
        env_file_encoding="utf-8-sig",  # with or without the mark that editors on Windows put first
        extra="forbid",
        toml_file=FILE,
    )

    old: AccountSettings = Field(default_factory=AccountSettings)
    new: AccountSettings = Field(default_factory=AccountSettings)
    posts: Posts = Field(default_factory=Posts)
    post: bool = True
    bio: bool = False
    folder: OwnPath | None = None
    browser: OwnPath | None = None
    sandbox: bool = True
    headed: bool = False
    pace: Literal["calm", "brisk", "instant"] | None = None
    step: bool = False
    slow_mo: float = Field(default=0, ge=0, description="milliseconds between actions")
    sign_in_patience: float = Field(default=600, gt=0, description="how long a person may take to sign in by hand")
    timeout: float = Field(default=30, gt=0, description="how long a page or a control may take")
    trace: Literal["on", "off", "on-failure"] = "on-failure"
    video: bool = False
    report: bool = True
    private: bool = False
    archive: Annotated[Literal["off", "request", "wait"], BeforeValidator(_archive)] = "off"
    keep: int = Field(default=0, ge=0, description="how many exports are kept; 0 for all")
    only: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    mode: Literal["merge", "overwrite"] = "merge"
    yes: bool = False
    alias_patience: float = Field(default=600, ge=0, description='how long "is not an alias" is waited out')
    alias_retry: float = Field(default=30, gt=0, description="pause before the form is tried again")
    patience: float = Field(default=300, ge=0, description="how long a server that stumbles is waited for")
    retry_pause: float = Field(default=2, gt=0, description="first pause before that; each is twice the one before")
    settle: float = Field(default=20, ge=0, description="after which what a server did not answer shows on its pages")
    verify: bool = True
    retry_failed: int = Field(default=2, ge=0, description="how often rows that did not arrive are uploaded again")
    retry_failed_pause: float = Field(default=330, ge=0, description="pause before that, longer than a server's own")
    follow_limit: int = Field(default=7500, gt=0, description="how many the new server lets one follow")
    again: tuple[int, ...] = ()
    import_patience: float = Field(default=3600, ge=0, description="how long imports are watched")
    every: float = Field(default=300, gt=0, description="pause between two readings of `status --watch`")
    # Mastodon tries a delivery to another server 16 times more, after n**4 + 15 s and up to half as much again
    # (ActivityPub::DeliveryWorker), 21 hours at most: after a day without a change all that is still tried has failed.
    until_still: float = Field(default=86_400, gt=0, description="after which a watch ends if nothing has moved")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The order of precedence."""
        return (
            init_settings,
            env_settings,
            OwnDotEnv(settings_cls),
            OwnToml(settings_cls, Path(FILE)),
            OwnToml(settings_cls, user_file()),
        )

    def require_accounts(self, *sides: str) -> None:
        """Make sure that the accounts are named.

        Raises:
            UsageProblem: one is not, or both are the same.
        """
        for side in sides:
            if getattr(self, side).handle is None:
                raise UsageProblem(
                    f"Which account is the {side} one? No handle is set.",
                    safe=NOTHING_OPENED,
                    next_=f"Say --{side} alice@{side}.example, or set MASTODON_MOVE_{side.upper()}__HANDLE.",
                )
        if self.old.handle and self.new.handle and self.old.handle.same_as(str(self.new.handle)):
            raise UsageProblem(
                "The old and the new account are the same.", safe=NOTHING_OPENED, next_="Check --old and --new."
            )

    @property
    def move_folder(self) -> Path:
        """The folder in which all of this move lies."""
        names = [str(account.handle) for account in (self.old, self.new) if account.handle]
        return self.folder or Path("mastodon-move") / portable("--".join(names))


def load(**flags: Any) -> Settings:
    """Read all sources.

    Raises:
        UsageProblem: a value or a key is wrong; it says which and what would be right.
    """
    try:
        return Settings(**flags)
    except ValidationError as error:
        raise UsageProblem(
            _explained(error), safe=NOTHING_OPENED, next_='See "mastodon-move --help", or README, "Every setting".'
        ) from None
    except ValueError as error:  # a settings file that is no TOML
        raise UsageProblem(
            f"The settings cannot be read: {error}", safe=NOTHING_OPENED, next_=f"Check {FILE} and .env."
        ) from None


def known_keys(model: type[BaseModel] = Settings, prefix: str = "") -> list[str]:
    """All keys in dotted form, `old.handle`."""
    keys = []
    for name, info in model.model_fields.items():
        keys.append(prefix + name)
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            keys += known_keys(info.annotation, f"{prefix}{name}.")
    return keys


def _explained(error: ValidationError) -> str:
    """Every complaint as a sentence, without the value, which may be a secret."""
    return " ".join(_sentence(".".join(str(part) for part in e["loc"]), e["type"], e["msg"]) for e in error.errors())


def _sentence(key: str, type_: str, message: str) -> str:
    key = key.lower().removeprefix("mastodon_move_").replace("__", ".").removesuffix(".function-before[_handle()]")
    if type_ == "extra_forbidden":
        nearest = difflib.get_close_matches(key, known_keys(), n=1, cutoff=0)
        return f'There is no setting "{key}"; the nearest is "{nearest[0]}".'
    return f"{key}: {message.removeprefix('Value error, ')}" + ("" if message.endswith(".") else ".")
