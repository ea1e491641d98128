"""Reminders of what only the user can do: apps, own applications, invitations, links that were verified and so on.

Nothing is clicked. Passwords, tokens and secrets are never carried over: the user has to sign in to the apps again.
"""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from automation.beyond.kind import PAGE_LOAD, Change, Kind, Place
from automation.lists import downloads
from automation.lists.kinds import FOLLOWS, NotThatList
from automation.outline import Side
from pages.access.authorized_apps import AuthorizedAppsPage
from pages.errors import ScreenNotRecognised
from pages.web_app.profile import ProfilePage

_SEVERED = "severed-{event}-{kind}.csv"


class Access(BaseModel):
    """What belongs to an account and cannot be copied.

    Args:
        apps: The names of the apps that can use it.
        own_applications: The names of the applications that the user has registered.
        invitations: How many links invite people.
        two_factor: Whether two-factor sign-in is set up.
        verified: The addresses of verified links on the profile.
        severed: The files of lost relationships: the number of the event, and "following" or "followers".
    """

    apps: list[str]
    own_applications: list[str]
    invitations: int
    two_factor: bool
    verified: list[str] = []
    severed: list[tuple[str, str]] = []


class Reminders(Kind[Access]):
    """What is only read, and what the user is reminded of at the end."""

    name = "reminders"
    noun = "apps and invitations"
    model = Access
    reading = Place("Read which apps and invitations belong to the account", AuthorizedAppsPage, None)
    writing = Place("Compare them with your new account, to remind you", AuthorizedAppsPage, None)

    def read(self, side: Side, like: Access | None = None) -> Access:
        """Open the pages from the left panel."""
        panel = self.panel(side)
        severed = panel.open_severed_relationships() if side is Side.OLD else None
        files = severed.files() if severed else []
        invitations = panel.open_invitations()
        return Access(
            severed=files,
            invitations=invitations.count() if invitations else 0,
            apps=panel.open_authorized_apps().read(),
            two_factor=panel.open_two_factor().is_set_up(),
            own_applications=panel.open_own_applications().read(),
            verified=self._verified(side),
        )

    def keep(self, state: Access) -> None:
        """Download the files of lost relationships, which end with the old account."""
        for event, kind in state.severed:
            target = self.move.subfolder("also") / _SEVERED.format(event=event, kind=kind)
            if target.exists() or (page := self.panel(Side.OLD).open_severed_relationships()) is None:
                continue
            try:
                downloads.save(self.move, page.download(event, kind), FOLLOWS, target)
            except NotThatList as problem:
                self.move.keep_for_later(f"download {target.name} yourself, from “Severed relationships”: {problem}")

    def _verified(self, side: Side) -> list[str]:
        self.limiters[side].take(PAGE_LOAD, self.noun)
        try:
            return ProfilePage.open_of(self.actor(side), self.move.handle(side).user).verified()
        except ScreenNotRecognised:  # such as a server whose web app does not work: nothing is known then
            return []

    def count(self, state: Access) -> int:
        """How many apps, applications and invitations there are."""
        return len(state.apps) + len(state.own_applications) + state.invitations

    def missing(self, old: Access, new: Access) -> list[Change]:
        """Nothing: these are only reminders."""
        return []

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Nothing is ever added."""
        return {}

    def skip_reason(self, old: Access) -> str:
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
            sentences.append(f"the applications that you registered need an access token from the new server: {names}")
        if old.invitations:
            sentences.append(f"{old.invitations} of your invitation links lead to the old server")
        if new is not None and not new.two_factor:
            sentences.append("two-factor sign-in is not set up on your new account")
        there = {link.rstrip("/") for link in new.verified} if new else set()
        if links := [link for link in old.verified if link.rstrip("/") not in there]:
            sentences.append(
                f"these links were verified on your old profile and are not on the new one: {', '.join(links)}; "
                "add a link to your new profile on these pages"
            )
        if old.severed:
            files = "1 list" if len(old.severed) == 1 else f"{len(old.severed)} lists"
            sentences.append(f"{files} of people that you lost when servers were blocked: see also/severed-*.csv")
        return sentences
