"""What a run works with besides the browser: its settings, the move's folder and journal, secrets, and results."""

from pathlib import Path

from automation.browser import launch
from automation.files import private_folder
from automation.folder.journal import Journal
from automation.folder.working_folder import WorkingFolder
from automation.handles import Handle
from automation.progress import Progress
from automation.results import Results
from automation.retry import RetryPolicy
from automation.secrets import Secrets
from automation.settings import AccountSettings, Settings
from automation.steps import Side


class RunContext:
    """The context of one run.

    Args:
        settings: of this run.
        progress: shows the person how far it is, and asks.
    """

    def __init__(self, settings: Settings, progress: Progress) -> None:
        self.settings = settings
        self.progress = progress
        self.results = Results()
        self.part: int | None = None  # of the guide, while one is under way
        self.secrets = Secrets()
        self.folder = private_folder(settings.move_folder)
        self.working = WorkingFolder(self.folder)
        self.journal = Journal(self.folder / "journal.jsonl", self.secrets)
        self.retry_policy = RetryPolicy(settings.retry_timeout, settings.retry_pause, progress.note)

    @property
    def downloads(self) -> Path:
        """The folder in which the browser writes files while they arrive."""
        return self.working.path / launch.DOWNLOADS

    def account(self, side: Side) -> AccountSettings:
        """The settings of one of the two accounts."""
        return self.settings.old if side is Side.OLD else self.settings.new

    def handle(self, side: Side) -> Handle:
        """One of the two handles."""
        handle = self.account(side).handle
        assert handle is not None  # noqa: S101 (`Settings.require_accounts` ran before)
        return handle

    def accounts(self) -> dict[str, str]:
        """Both handles, as the journal has them."""
        return {side.value: str(self.account(side).handle) for side in Side}

    def subfolder(self, name: str) -> Path:
        """A folder within the move's, which only its owner can read."""
        return private_folder(self.folder / name)

    def keep_for_later(self, what: str) -> None:
        """Note something that the person has to do, to be listed at the end."""
        self.results.kept_for_later.append(what)
        self.journal.write("kept for later", part=self.part, what=what)
