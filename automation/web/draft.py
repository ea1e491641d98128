"""What the user has chosen on the page, for the next run. It is kept in memory only, for it can hold passwords."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr

from automation.handles import Handle
from automation.outline import Side
from automation.post_texts import Posts
from automation.progress import Kind
from automation.settings import ALL_ALSO, ALSO, Settings, load
from automation.web.run_state import RunState


class Way(StrEnum):
    """How to sign in."""

    PASSWORD = "password"  # noqa: S105 (a way to sign in)
    WINDOW = "window"
    KEPT = "kept"


@dataclass
class Account:
    """One of the two accounts: its handle, its pages' address if that is elsewhere, and how to sign in."""

    handle: Handle
    url: str = ""
    way: Way | None = None
    email: str = ""
    password: SecretStr | None = None
    known: bool = False  # the settings have a password, or a command that prints it


@dataclass
class Draft:
    """One move that is being prepared."""

    accounts: dict[Side, Account]
    own_folder: Path | None = None  # of an earlier move, which need not be the one of the settings
    posts: Posts = field(default_factory=Posts)
    post: bool = True
    bio: bool = False
    archive: bool = False
    windows: bool = False
    step: bool = False
    then: str = "check"  # the command that begins once it is known how to sign in
    also: tuple[str, ...] = ()  # the kinds that go beyond the guide
    looked: dict[str, object] | None = None  # what `check` has found

    @classmethod
    def of(cls, handles: Mapping[Side, Handle], urls: Mapping[Side, str], folder: Path | None = None) -> "Draft":
        """A draft for two accounts, with what the settings say, and the folder of an earlier move if it goes on.

        Raises:
            UsageProblem: The settings are wrong, or both accounts are the same.
        """
        draft = cls({side: Account(handles[side], urls.get(side, "")) for side in Side}, folder)
        settings = draft.settings()
        settings.require_accounts(*Side)
        draft.posts, draft.post, draft.bio = settings.posts, settings.post, settings.bio
        draft.archive, draft.windows = settings.archive != "off", settings.headed
        draft.also = tuple(name for name in ALSO if name in settings.also or ALL_ALSO in settings.also)
        for side, account in draft.accounts.items():
            known = settings.account(side)
            account.email = known.email or ""
            account.known = bool(known.password or known.password_command)
        return draft

    def settings(self) -> Settings:
        """The settings that a run of these accounts has."""
        return load(
            **{side.value: {"handle": str(one.handle)} | ({"url": one.url} if one.url else {})
               for side, one in self.accounts.items()}
        )  # fmt: skip

    @property
    def folder(self) -> Path:
        """The folder of this move."""
        return self.own_folder or self.settings().move_folder

    @property
    def needed(self) -> dict[Side, Account]:
        """The accounts to sign in to."""
        return {side: one for side, one in self.accounts.items() if self.then != "export" or side is Side.OLD}

    @property
    def signs_in(self) -> bool:
        """Whether it is known how to sign in."""
        return all(account.way is not None for account in self.needed.values())

    @property
    def needs_windows(self) -> bool:
        """Whether the user signs in in the browser's window."""
        return any(account.way is Way.WINDOW for account in self.needed.values())

    def arguments(self, command: str) -> list[str]:
        """The arguments of a run. None of them is a secret."""
        said = [command, "--json-lines", "--answers", "stdin", "--folder", str(self.folder)]
        for side, account in self.accounts.items():
            said += [f"--{side}", str(account.handle), *([f"--{side}-url", account.url] if account.url else [])]
        said.append("--headed" if self.windows or self.needs_windows else "--headless")
        if command == "status":
            said.append("--watch")
        if command == "also":
            said.append("--later")
        if command == "check":  # looks at all of it, so that the user can choose
            said += ["--also", ALL_ALSO]
        if command == "guide":
            said += ["--post" if self.post else "--no-post", *(["--bio"] if self.bio else [])]
            said += [*(["--archive", "request"] if self.archive else []), *(["--step"] if self.step else [])]
            said += ["--also", ",".join(self.also)] if self.also else []
        return said

    def environment(self) -> dict[str, str]:
        """The texts of the posts, for which there are no options."""
        prefix = "MASTODON_MOVE_POSTS__"
        return {f"{prefix}ARRIVAL": self.posts.arrival, f"{prefix}FAREWELL": self.posts.farewell}

    def answer(self, run_state: RunState) -> SecretStr | None:
        """The answer to a question that the user has already given on the page; None if the user has to be asked.

        What the server rejected is asked for again, so it is only given once.
        """
        question = run_state.question
        if question is None:
            return None
        if question.kind is Kind.GO_ON:
            return SecretStr(question.word)  # the user has just pressed the button below all that will be done
        account = self.accounts.get(question.side) if question.side else None
        if account is None or account.way is None or run_state.asked[question.kind.value, question.side] > 1:
            return None
        if question.kind is Kind.EMAIL and account.way is not Way.KEPT:
            return SecretStr(account.email if account.way is Way.PASSWORD else "")
        if question.kind is Kind.PASSWORD and account.way is Way.PASSWORD:
            return account.password
        return None
