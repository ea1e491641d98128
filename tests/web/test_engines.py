"""The page in Firefox and in WebKit, which is Safari's engine, where they are installed."""

from pathlib import Path

import pytest

from automation.web.addresses import redirect
from tests.support import MakePair
from tests.web.conftest import ServePage, quick
from tests.web.engines import ENGINES
from tests.web.test_afterwards import write_moved

pytestmark = [pytest.mark.process, pytest.mark.slow, pytest.mark.posix]

ESCAPE = "\ue00c"  # as W3C WebDriver writes the key


@pytest.mark.parametrize("name", ENGINES)
def test_the_page_in_another_engine(
    name: str, make_pair: MakePair, serve: ServePage, private_home: Path, tmp_path: Path
) -> None:
    pair = make_pair()
    write_moved(private_home)
    server = serve(environment=quick(pair))
    with ENGINES[name](tmp_path) as engine:
        # As the command opens it: a file that leads to the address, which leads to the page with its cookie.
        file = tmp_path / "open.html"
        file.write_text(redirect(server.address), encoding="utf-8")
        engine.go(file.as_uri())
        assert engine.wait("document.querySelector('h1')?.innerText.startsWith('Move to another')")
        assert "token" not in str(engine.script("location.href"))
        assert engine.script("getComputedStyle(document.querySelector('.card')).borderTopLeftRadius") == "14px"

        engine.type("#old", "alice@old")
        assert engine.wait("document.querySelector('#old-says').innerText.includes('is not a complete domain')")

        engine.click(".moves button[value=report]")
        assert engine.wait("document.querySelector('h2')?.innerText === 'All five parts are done'")
        assert engine.script("document.querySelector('polyline.new').getBoundingClientRect().height") > 80
        engine.click("#missing summary")
        assert engine.text("#missing li") == "<i>@c.example"

        # A run: its events as they come, and its question as a dialog that Escape does not close.
        engine.go(server.base)
        for side, person in (("old", pair.people.old), ("new", pair.people.new)):
            engine.type(f"#{side}", person.acct)
        if not engine.script("document.querySelector('main details').open"):
            engine.click("main details summary")
        engine.type("#old_url", pair.old.url)
        engine.type("#new_url", pair.new.url)
        engine.click("form[action$=accounts] button.main")
        for side, person in (("old", pair.people.old), ("new", pair.people.new)):
            engine.type(f"#{side}_email", person.email)
            engine.type(f"#{side}_password", "wrong")
        engine.click("form[action$=sign-in] button.main")
        assert engine.wait("document.querySelector('dialog:modal')?.innerText.includes('rejected')")
        for _ in range(3):
            engine.type("#dialog-text", ESCAPE)
            assert engine.wait("document.querySelector('dialog').matches(':modal')")
        engine.reload()
        assert engine.wait("document.querySelector('dialog:modal')?.innerText.includes('rejected')")
        engine.click("dialog button[value=stop]")
        assert engine.wait("document.querySelector('.state')?.innerText.includes('Stopped by you')")
        assert engine.script("document.querySelector('dialog')") is None
