"""What the user does in the window instead of the program, and what the program then leaves alone."""

from collections.abc import Callable

import pytest

from pages.browser.actions import Action
from pages.browser.actor import Actor
from pages.browser.execution import Performer
from pages.errors import ControlNotUsable
from pages.settings.export import ExportPage
from pages.web_app.hashtags import HashtagPage
from pages.web_app.search_box import SearchBox
from tests.support import MakePair, SignIn


class Hasty:
    """Somebody who loads the page again while being asked."""

    def before(self, action: Action) -> Performer:
        action.page.reload()
        assert action.locator is not None
        action.locator.wait_for()  # the control is there again
        return "done"

    def after(self, action: Action) -> None: ...


def follow_a_hashtag(actor: Actor) -> None:
    page = HashtagPage.open_hashtag(actor, "gardening")
    assert page is not None
    actor.observers.append(Hasty())
    page.follow_hashtag()


def download(actor: Actor) -> None:
    page = ExportPage.open(actor)
    actor.observers.append(Hasty())
    page.download("follows")


def search(actor: Actor) -> None:
    actor.open("/home", "Home")
    field = SearchBox(actor).text
    actor.observers.append(Hasty())
    actor.search(field, "bruno", "/search")


@pytest.mark.parametrize("act", [follow_a_hashtag, download, search])
def test_nothing_is_done_in_a_page_that_the_person_has_loaded(
    make_pair: MakePair, sign_in: SignIn, act: Callable[[Actor], None]
) -> None:
    pair = make_pair(old="4.5")
    person = sign_in(pair.old, pair.people.old)
    pair.old.known_tags.add("gardening")
    followed = list(person.account.followed_tags)
    with pytest.raises(ControlNotUsable, match="another page was opened in the window"):
        act(person.actor)
    assert person.account.followed_tags == followed
    assert "/settings/exports/follows.csv" not in {path for _, path, _ in pair.old.requests}
