"""The page of followers, of which there can be hundreds."""

import pytest

from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.settings.relationships import RelationshipsPage
from tests.support import Person


@pytest.mark.parametrize("fails", [False, True])
def test_a_page_is_read_without_being_opened_if_the_one_that_is_shown_receives_it(
    old_person: Person, fails: bool
) -> None:
    old_person.account.followers = [f"person{number}@far.example" for number in range(90)]
    AccountPage.open(old_person.actor).at(LeftPanel).open_relationships().show_followers()
    if fails:
        old_person.server.faults.add("GET", "/relationships", 500)
    read = RelationshipsPage.read_followers(old_person.actor, 2)
    assert (read.names, read.more) == (old_person.account.followers[40:80], True)
    assert ("page=2" in old_person.actor.page.url) == fails
