"""Servers that refuse their API, a web app that never comes up, other layouts: export, import, alias and move work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Playwright
from rich.console import Console

from automation.cli.terminal import PlainLines
from automation.guide import part2_export, part3_import, part4_alias, part5_move
from automation.run.move import Move
from tests.support import MakePair, Pair

pytestmark = pytest.mark.remembered

PARTS = (part2_export.PART, part3_import.PART, part4_alias.PART, part5_move.PART)


def api_closed(pair: Pair) -> None:
    pair.old.api_closed = pair.new.api_closed = True


def app_never_loads(pair: Pair) -> None:
    pair.old.app_never_loads = pair.new.app_never_loads = True


def advanced_layout(pair: Pair) -> None:
    pair.people.old.advanced_layout = pair.people.new.advanced_layout = True


def narrow_window(pair: Pair) -> None:
    """The window is the browser's: see the test."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "old", "new"),
    [
        (api_closed, "3.5", "4.6"),
        (app_never_loads, "4.0", "4.6"),
        (advanced_layout, "3.5", "4.6"),
        (narrow_window, "4.5", "4.0"),
    ],
)
@pytest.mark.usefixtures("private_home", "one_browser")
def test_export_import_alias_and_move_work(
    playwright: Playwright,
    make_pair: MakePair,
    monkeypatch: pytest.MonkeyPatch,
    layout: Callable[[Pair], None],
    old: str,
    new: str,
) -> None:
    pair = make_pair(old=old, new=new)
    layout(pair)
    if layout is narrow_window:
        monkeypatch.setattr("automation.accounts.sessions._WINDOW", {"width": 600, "height": 800})
    settings = pair.settings(yes=True, timeout=3, only=("follows", "blocks"))
    with Move(settings, playwright, PlainLines(Console(quiet=True))) as move:
        for part in PARTS:
            move.run(part, part.result())
    pair.fediverse.wait_idle()
    there, here = pair.people.old, pair.people.new
    assert {follow.acct for follow in here.follows} == {follow.acct for follow in there.follows}
    assert sorted(here.blocks) == sorted(there.blocks)
    assert (there.moved_to, here.aliases, len(here.followers)) == (here.acct, [there.acct], 187)
    # What only the web app can do is done where there is one, and left to the user where there is none.
    written = [
        [post.pinned for post in one.posts if other.acct in post.text] for one, other in ((there, here), (here, there))
    ]
    # Up to 4.1 the languages of follows are left to the user, too.
    left = " ".join(what for what in move.kept_for_later if "languages" not in what)
    assert any("languages" in what for what in move.kept_for_later) == (pair.new.release < "4.2")
    if layout in (api_closed, app_never_loads):
        assert written == [[], []]
        assert left.count("write a post on") == 2
    else:
        assert written == [[True], [True]]
        assert left == ""
