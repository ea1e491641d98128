"""The lists and the archive are downloaded, on each release."""

from pathlib import Path

import flask
import pytest

from pages.errors import ServerTrouble
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.export import ExportPage
from pages.web_app.home import HomePage
from tests.support import MakePair, Person, SignIn


def test_the_path_to_the_lists_is_clicked(old_person: Person) -> None:
    export = HomePage(old_person.actor).at(NavigationPanel).open_preferences().at(LeftPanel).open_import_and_export()
    rows = {row.kind: row.count.exact for row in export.rows()}
    alice = old_person.account
    assert rows["follows"] == len(alice.follows)
    assert rows["blocks"] == len(alice.blocks)
    assert rows["mutes"] == len(alice.mutes)
    assert rows["lists"] == len(alice.lists)
    assert ("custom_filters" in rows) == (old_person.server.release == "4.6")


def test_a_list_is_downloaded_whole(old_person: Person, tmp_path: Path) -> None:
    download = ExportPage.open(old_person.actor).download("blocks").download
    download.save_as(tmp_path / "blocks.csv")
    assert (tmp_path / "blocks.csv").read_text().split() == old_person.account.blocks


def test_the_archive_is_requested_once(old_person: Person) -> None:
    export = ExportPage.open(old_person.actor)
    assert export.may_request_archive()
    assert export.archive_words() == ""
    export.request_archive()
    assert not export.may_request_archive()
    assert export.archive_words()
    assert len(export.archives()) == 1
    assert export.ready_archives() == []


def test_an_archive_is_downloaded_once_it_is_ready(
    make_pair: MakePair, release: str, sign_in: SignIn, tmp_path: Path
) -> None:
    pair = make_pair(old=release)
    pair.old.files_at = pair.old.url.replace("127.0.0.1", "localhost")  # another host, to a browser
    person = sign_in(pair.old, pair.people.old)
    ExportPage.open(person.actor).request_archive()
    pair.fediverse.wait_idle()
    cookies: list[str | None] = []
    pair.old.faults.add("GET", "/system/backups/*", lambda: cookies.append(flask.request.headers.get("Cookie")))
    export = ExportPage.open(person.actor)
    (row,) = export.ready_archives()
    pending = export.download_archive(row)
    pending.download.save_as(tmp_path / "archive")
    data = pair.people.old.archives[0].data
    assert (tmp_path / "archive").read_bytes() == data
    assert pending.size == len(data)
    assert cookies == [None]
    assert str(round(len(data) / 1024)) in row.words


def test_an_archive_comes_by_encrypted_ways_only(old_person: Person) -> None:
    ExportPage.open(old_person.actor).request_archive()
    old_person.server.fediverse.wait_idle()
    export = ExportPage.open(old_person.actor)
    (row,) = export.ready_archives()
    old_person.actor.origin = "https://old.example"  # as anywhere but on this very machine
    with pytest.raises(ServerTrouble, match="is not encrypted"):
        export.download_archive(row)
    assert "/original/archive-" not in str(old_person.server.requests)
    with pytest.raises(ServerTrouble, match="is not encrypted"):  # neither by what the link leads on to
        old_person.actor.download(ExportPage.archive_download.bind(export, link=row.link))
