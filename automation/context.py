"""The context of a run: settings, the move's folder, journal and secrets; everything but the browser."""

from pathlib import Path

from automation.browser import launch
from automation.folder.journal import Journal
from automation.folder.shared_waits import SharedWaits
from automation.folder.working_folder import WorkingFolder
from automation.handles import Handle
from automation.outline import Side
from automation.progress import Progress
from automation.results import AccountStatus
from automation.retry import RetryPolicy
from automation.secrets import Secrets
from automation.settings import AccountSettings, Settings
from automation.system.files import private_folder


class RunContext:
    """The context of one run.

    Args:
        settings: The run's settings.
        progress: Shows the progress to the user, and asks questions.
    """

    def __init__(self, settings: Settings, progress: Progress) -> None:
        self.settings = settings
        self.progress = progress
        self.doing = ""  # the step under way, in words
        self.step_begun = False  # whether this run has begun a step
        self.part: int | None = None  # the number of the guide's current part
        self.kept_for_later: list[str] = []  # what the user has to do
        self.before: dict[str, AccountStatus] | None = None  # both accounts before the move, if they were read
        self.secrets = Secrets()
        self.folder = private_folder(settings.move_folder)
        self.working = WorkingFolder(self.folder)
        self.journal = Journal.of(self.folder, self.secrets)
        self.shared_waits = SharedWaits(settings.shared_waits)
        self.retry_policy = RetryPolicy(settings.retry_timeout, settings.retry_pause, progress.wait)

    @property
    def downloads(self) -> Path:
        """The folder for unfinished downloads."""
        return self.working.path / launch.DOWNLOADS

    def account(self, side: Side) -> AccountSettings:
        """The settings of an account."""
        return self.settings.account(side)

    def handle(self, side: Side) -> Handle:
        """The handle of an account."""
        handle = self.account(side).handle
        assert handle is not None  # noqa: S101 (`Settings.require_accounts` ran before)
        return handle

    def accounts(self) -> dict[str, str]:
        """Both handles as text, for the journal."""
        return {side.value: str(self.account(side).handle) for side in Side}

    def subfolder(self, name: str) -> Path:
        """A folder in the move's folder. It is created if needed, and only its owner can read it."""
        return private_folder(self.folder / name)

    def keep_for_later(self, what: str) -> None:
        """Note something that the user has to do. These notes are listed at the end."""
        self.kept_for_later.append(what)
        self.journal.write("kept for later", part=self.part, what=what)
