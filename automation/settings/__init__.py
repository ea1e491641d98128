"""All settings, in order of precedence: options, the environment, `.env`, `mastodon-move.toml` in the current folder,
`mastodon-move.toml` in the user's configuration folder.

pydantic-settings does the merging. An unknown key is an error that names the most similar known key.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.handles import server_origin
from automation.post_texts import Posts
from automation.settings.errors import Complaint
from automation.settings.sources import OwnDotEnv, OwnToml
from automation.settings.values import ALL_ALSO, ALSO, AlsoNames, HandleText, Origin, OwnPath, YesNoOrWait, also_names
from automation.system.config_folder import config_folder
from automation.system.files import portable

__all__ = ["ALL_ALSO", "ALSO", "FILE", "OwnPath", "Settings", "also_names", "known_keys", "load", "user_file"]

FILE = "mastodon-move.toml"


def user_file() -> Path:
    """The settings file in the user's configuration folder."""
    return config_folder() / FILE


class AccountSettings(BaseModel):
    """One of the two accounts."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True)

    handle: HandleText | None = None
    """The account's handle, such as `alice@old.example`."""
    url: Origin | None = None
    """The server's web address, if it differs from https at the handle's domain."""
    email: str | None = None
    """The e-mail address that you sign in with. Asked for if it is not set."""
    password: SecretStr | None = None
    """The password. Asked for, hidden, if it is not set. It is never a command-line option."""
    password_command: str | None = None
    """A command that prints the password on its first line, such as `pass show mastodon/old`."""
    totp_secret: SecretStr | None = None
    """The secret shown beside the QR code for two-factor sign-in. Without it, the code is asked for."""

    @property
    def origin(self) -> str:
        """The origin of the server's pages: the address that is set, or https at the handle's domain."""
        assert self.handle is not None  # noqa: S101 (`require_accounts` has checked it)
        return self.url or server_origin(self.handle.domain)


class Settings(BaseSettings):
    """All settings of a run. Times are in seconds unless a name says otherwise."""

    model_config = SettingsConfigDict(
        env_prefix="MASTODON_MOVE_",
        env_nested_delimiter="__",
        env_file=".env",
        env_file_encoding="utf-8-sig",  # with or without a byte order mark, which editors on Windows add
        extra="forbid",
        use_attribute_docstrings=True,
        toml_file=FILE,
    )

    old: AccountSettings = Field(default_factory=AccountSettings)
    """The account that you leave."""
    new: AccountSettings = Field(default_factory=AccountSettings)
    """The account that you move to."""
    posts: Posts = Field(default_factory=Posts)
    """The texts of the posts."""
    post: bool = True
    """Write and pin the two posts. `--no-post` leaves both out."""
    bio: bool = False
    """Add a line with the new handle to the old account's bio. Part 1 does not copy it."""
    folder: OwnPath | None = None
    """The folder for this move. The default is `mastodon-move/OLD--NEW`, named after the two handles."""
    browser: OwnPath | None = None
    """A Chrome or Chromium to use. By default, the best one found on this computer."""
    sandbox: bool = True
    """Run Chromium in its sandbox. Set it to `false` only if the system does not allow the sandbox."""
    headed: bool = False
    """Show the browser windows."""
    pace: Literal["calm", "brisk", "instant"] | None = None
    """Time to read captions: `calm` (default if headed), `brisk` (default for videos) or `instant`."""
    step: bool = False
    """Ask before every click."""
    slow_mo: float = Field(default=0, ge=0)
    """Milliseconds to wait between browser actions."""
    sign_in_timeout: float = Field(default=600, gt=0)
    """Seconds you have to sign in, or to do a click yourself, in the browser window."""
    timeout: float = Field(default=30, gt=0)
    """Seconds to wait for a page or a control."""
    trace: Literal["on", "off", "on-failure"] = "on-failure"
    """Which Playwright traces to keep: `on` (all), `off` (none) or `on-failure` (of parts that fail)."""
    video: bool = False
    """Record a video of each server's pages. Needs FFmpeg."""
    report: bool = True
    """Write a picture report."""
    redact: bool = False
    """Blur handles, addresses and typed text in pictures, videos and the report."""
    archive: YesNoOrWait = "off"
    """`request` asks for the archive of posts and media; `wait` also downloads it on a later run."""
    keep_last: int = Field(default=0, ge=0)
    """How many exports, and how many archives, to keep; 0 keeps all."""
    only: tuple[str, ...] = ()
    """The lists to export or import. By default, all of them."""
    files: tuple[str, ...] = ()
    """The files to import. By default, the lists in the move's folder."""
    followers: bool = True
    """Read the old account's followers by name before the move. `--no-followers` leaves that out."""
    also: AlsoNames = ()
    """What to copy beyond the guide: names such as `hashtags`, or `all`. By default, nothing."""
    notes: Literal["listed", "all"] = "listed"
    """Which notes to copy: on people you have `listed`, blocked or muted, or on `all` you follow or who follow you."""
    mode: Literal["merge", "overwrite"] = "merge"
    """`merge` adds to what the new account has; `overwrite` replaces it."""
    yes: bool = False
    """Confirm “Move followers” in advance."""
    alias_timeout: float = Field(default=600, ge=0)
    """Seconds to keep trying while the old server says “is not an alias”."""
    alias_interval: float = Field(default=30, gt=0)
    """Seconds between two such tries."""
    retry_timeout: float = Field(default=300, ge=0)
    """Seconds to keep retrying when a server has trouble."""
    retry_pause: float = Field(default=2, gt=0)
    """Seconds before the first retry. Each pause is twice as long as the one before."""
    shared_waits: OwnPath | None = None
    """A file that runs share: if a server has trouble, all of them stop using it for a while. `many` sets it."""
    settle: float = Field(default=20, ge=0)
    """Seconds after which an unanswered request must show its effect, and unchanged import counts are final."""
    verify: bool = True
    """Compare the new account's lists with the files after the import."""
    retry_failed: int = Field(default=2, ge=0)
    """How many times to retry rows that did not arrive."""
    retry_failed_pause: float = Field(default=330, ge=0)
    """Seconds before each such upload. After a failure, a server does not contact a host for 300 seconds."""
    follow_limit: int = Field(default=7500, gt=0)
    """How many accounts the new server lets one account follow."""
    redo: tuple[int, ...] = ()
    """Parts that `guide` repeats although they are done."""
    import_timeout: float = Field(default=3600, ge=0)
    """Seconds to watch imports before giving up."""
    interval: float = Field(default=300, gt=0)
    """Seconds between two readings of `status --watch`: 60 or more, except for local servers."""
    # Mastodon retries a delivery to another server 16 times, each after n**4 + 15 s plus up to half of that
    # (ActivityPub::DeliveryWorker). That is 21 hours at most, so after a day without a change no retry is left.
    idle_timeout: float = Field(default=86_400, gt=0)
    """Seconds without a change after which `status --watch` ends."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The sources of settings, in order of precedence."""
        return (
            init_settings,
            env_settings,
            OwnDotEnv(settings_cls),
            OwnToml(settings_cls, Path(FILE)),
            OwnToml(settings_cls, user_file()),
        )

    def account(self, side: str) -> AccountSettings:
        """The settings of one of the two accounts, by its side."""
        found: AccountSettings = getattr(self, side)
        return found

    def require_accounts(self, *sides: str) -> None:
        """Check that the accounts are set and differ.

        Raises:
            UsageProblem: An account is not set, or both are the same.
        """
        for side in sides:
            if self.account(side).handle is None:
                raise UsageProblem(
                    f"The handle of the {side} account is not set.",
                    safe=NOTHING_OPENED,
                    next_=f"Add --{side} alice@{side}.example, or set MASTODON_MOVE_{side.upper()}__HANDLE.",
                )
        if self.old.handle and self.new.handle and self.old.handle.same_as(str(self.new.handle)):
            raise UsageProblem(
                "The old and the new account are the same.", safe=NOTHING_OPENED, next_="Check --old and --new."
            )

    @property
    def move_folder(self) -> Path:
        """The folder that holds all files of this move."""
        names = [str(account.handle) for account in (self.old, self.new) if account.handle]
        return self.folder or Path("mastodon-move") / portable("--".join(names))


def load(**flags: Any) -> Settings:
    """Read the settings from all sources.

    Args:
        flags: The settings given as options on the command line.

    Raises:
        UsageProblem: A value or a key is wrong; the error names it and says how to correct it.
    """
    try:
        return Settings(**flags)
    except ValidationError as error:
        complaints = [Complaint.of(detail, flags, known_keys()) for detail in error.errors()]
        raise UsageProblem(
            " ".join(complaint.seen for complaint in complaints),
            safe=NOTHING_OPENED,
            next_=" ".join(dict.fromkeys(complaint.next_ for complaint in complaints)),
        ) from None
    except ValueError as error:  # a settings file that is not valid TOML
        raise UsageProblem(
            f"The settings cannot be read: {error}", safe=NOTHING_OPENED, next_=f"Check {FILE} and .env."
        ) from None


def known_keys(model: type[BaseModel] = Settings, prefix: str = "") -> list[str]:
    """All keys in dotted form, such as `old.handle`."""
    keys = []
    for name, info in model.model_fields.items():
        keys.append(prefix + name)
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            keys += known_keys(info.annotation, f"{prefix}{name}.")
    return keys
