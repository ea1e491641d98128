"""Reminders of what only the person can do: apps, own applications, invitations, two-factor sign-in.

Nothing is clicked. Passwords, tokens and secrets are never carried over: the person has to sign in to the apps again.
"""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from automation.beyond.kind import Change, Kind, Place
from automation.steps import Side
from pages.access.authorized_apps import AuthorizedAppsPage


class Access(BaseModel):
    """What has access to an account, by name."""

    apps: list[str]
    own_applications: list[str]
    invitations: int
    two_factor: bool


class Reminders(Kind[Access]):
    """What is only read, and what the person is reminded of at the end."""

    name = "reminders"
    noun = "apps and invitations"
    model = Access
    reading = Place("Read which apps and invitations belong to the account", AuthorizedAppsPage, None)
    writing = Place("Compare them with your new account, to remind you", AuthorizedAppsPage, None)

    def read(self, side: Side, like: Access | None = None) -> Access:
        """Open the pages from the left panel."""
        panel = self.panel(side)
        invitations = panel.open_invitations()
        return Access(
            invitations=invitations.count() if invitations else 0,
            apps=panel.open_authorized_apps().read(),
            two_factor=panel.open_two_factor().is_set_up(),
            own_applications=panel.open_own_applications().read(),
        )

    def count(self, state: Access) -> int:
        """How many apps, applications and invitations there are."""
        return len(state.apps) + len(state.own_applications) + state.invitations

    def missing(self, old: Access, new: Access) -> list[Change]:
        """Nothing: these are only reminders."""
        return []

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Nothing is ever added."""
        return {}

    def left_out(self, old: Access) -> str:
        """That these are only reminders."""
        return "nothing is clicked here; what is left for you is listed at the end"

    def reminders(self, old: Access, new: Access | None) -> list[str]:
        """One sentence for each group."""
        known = set(new.apps) if new else set()
        apps = [name for name in old.apps if name not in known]
        sentences = []
        if apps:
            sentences.append(f"sign in to these apps with your new account: {', '.join(apps)}")
        if old.own_applications:
            names = ", ".join(old.own_applications)
            sentences.append(f"your own applications need an access token of the new server: {names}")
        if old.invitations:
            sentences.append(f"{old.invitations} of your invitation links lead to the old server")
        if new is not None and not new.two_factor:
            sentences.append("two-factor sign-in is not set up on your new account")
        return sentences
