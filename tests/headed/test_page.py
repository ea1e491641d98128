"""A move that was started from the page, with the browser's windows: they point to the page, and may be closed."""

import pytest
from playwright.sync_api import Page, expect

from tests.headed.conftest import Desk
from tests.support import MakePair
from tests.web.conftest import ServePage, give_password, look_first, name_accounts, page, quick, serve, start_the_move

pytestmark = [pytest.mark.process, pytest.mark.slow, pytest.mark.remembered]
__all__ = ["page", "serve"]

CARD = (22, 22, 31)  # the caption's


def test_the_window_points_to_the_page_and_closing_it_stops_the_run(
    make_pair: MakePair, serve: ServePage, page: Page, desk: Desk
) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.people.old.blocks, pair.people.old.lists = pair.people.old.blocks[:2], {}
    page.goto(serve(environment=quick(pair, pace="instant") | {"DISPLAY": desk.display}).address)
    name_accounts(page, pair)
    look_first(page)
    assert desk.windows() == []
    page.get_by_label("Show me the browser windows").check()
    page.get_by_label("Write and pin a post").uncheck()
    start_the_move(page)
    give_password(pair, page)
    page.get_by_role("heading", name="Move your followers now?").wait_for()
    assert len(desk.windows()) == 2
    desk.wait_for(CARD)
    desk.close_a_window()
    expect(page.locator("#now")).to_contain_text("Stopped by you")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert pair.people.old.moved_to is None
    assert pair.people.old.migrations == []
