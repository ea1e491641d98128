"""`export --archive wait`: requested, come back for, fetched once, checked, kept."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from automation.archives.pending import PendingArchive
from fixtures.servers import archives
from fixtures.servers.network.faults import Faults
from tests.cli.test_secrets import left_by
from tests.support import SLOW, MakePair, Pair, Ran, RunCli, has_mode

pytestmark = pytest.mark.remembered

LATER = timedelta(days=8)


@pytest.fixture(params=[SLOW("4.0"), "4.6"])
def archive_pair(make_pair: MakePair, request: pytest.FixtureRequest) -> Pair:
    """A file of its own address, up to 4.1; since 4.2 an address that leads to the file."""
    pair = make_pair(old=request.param)
    pair.old.pace.archive = 0
    return pair


def export(run_cli: RunCli, pair: Pair, *more: str) -> Ran:
    """One night's run."""
    ran = run_cli(
        "export", "--only", "blocks", "--archive", "wait", "--folder", "x", *more, environment=pair.environment()
    )
    pair.fediverse.wait_idle()
    return ran


def kept_in(folder: Path) -> list[Path]:
    return sorted((folder / "x" / "archives").glob("*"))


def times_fetched(pair: Pair) -> int:
    return sum("/original/archive-" in path for _, path, _ in pair.old.requests)


def test_an_archive_is_come_back_for_until_it_is_there_and_kept_once(
    archive_pair: Pair, run_cli: RunCli, tmp_path: Path
) -> None:
    archive_pair.old.pace.archive_looks = 2
    first = export(run_cli, archive_pair)
    assert first.code == 0, first.out
    assert "a later run with --archive wait downloads it" in first.out
    second = export(run_cli, archive_pair)
    assert second.code == 0
    assert "the server is preparing the archive; run the same command again later" in second.out
    assert not kept_in(tmp_path)
    archive_pair.people.old.archives[0].looks = 0  # by now it is ready
    archive_pair.old.files_at = archive_pair.old.url.replace("127.0.0.1", "localhost")  # a store of files elsewhere
    third = export(run_cli, archive_pair, "--json")
    assert third.code == 0, third.err
    (archive,), (file,) = archive_pair.people.old.archives, kept_in(tmp_path)
    assert file.read_bytes() == archive.data
    assert has_mode(file, 0o600)
    assert file.name.startswith("20")
    assert file.name.endswith(f"Z-old.example{'.zip' if archive.filename.endswith('zip') else '.tar.gz'}")
    assert third.json["archive"]["kept"]["size"] == len(archive.data)
    assert third.json["archive"]["kept"]["posts"] == len(archive_pair.people.old.posts)

    fetched = times_fetched(archive_pair)
    file.unlink()  # it was put somewhere else
    again = export(run_cli, archive_pair)
    assert again.code == 0
    assert f"already downloaded: archives/{file.name}" in again.out
    assert times_fetched(archive_pair) == fetched
    assert [path for path in (tmp_path / "x").iterdir() if path.name.startswith(".working")] == []


@pytest.mark.slow
def test_each_week_the_next_one_is_requested_and_only_so_many_stay(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair(old="4.6")
    alice = pair.people.old
    names = []
    for _ in range(2):
        export(run_cli, pair, "--keep-last", "1")
        ran = export(run_cli, pair, "--keep-last", "1")
        assert ran.code == 0, ran.out
        (file,) = kept_in(tmp_path)
        names.append(file.name)
        alice.archives[0].requested_at -= LATER
    assert names[0] < names[1]
    assert f"removed because of --keep-last 1: {names[0]}" in ran.out
    # Nobody came for it in time: it is fetched before the next one, with which the server throws it away.
    export(run_cli, pair)
    (third,) = alice.archives
    third.requested_at -= LATER
    assert export(run_cli, pair).code == 0
    assert kept_in(tmp_path)[-1].read_bytes() == third.data
    assert alice.archives != [third]


def damaged(pair: Pair) -> None:
    archive = pair.people.old.archives[0]
    archive.data = archive.data[: len(archive.data) // 2]


def without_outbox(pair: Pair) -> None:
    archive, alice = pair.people.old.archives[0], pair.people.old
    files = archives.files_of(alice, pair.old)
    archive.data = archives.pack({name: files[name] for name in files if name != "outbox.json"}, archive.filename)


def larger_than_any_disk(pair: Pair) -> None:
    pair.people.old.archives[0].announced = 10**18


def cut(pair: Pair) -> None:
    pair.old.faults.add("GET", "/system/backups/*", "cut", times=99)  # the browser itself tries to go on


def refused(pair: Pair) -> None:
    pair.old.faults.add("GET", "/system/backups/*", 403)


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (damaged, "it is cut short or damaged"),
        SLOW(without_outbox, "it has no outbox.json"),
        SLOW(larger_than_any_disk, "it needs 1.0 EB, but the disk of x/archives has only"),
        SLOW(cut, "the download failed"),
        SLOW(refused, "status 403"),
    ],
)
def test_what_is_no_whole_archive_is_told_and_fetched_again_by_the_next_run(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, happens: Any, told: str
) -> None:
    pair = make_pair(old="4.6")
    pair.old.pace.archive = 0
    export(run_cli, pair)
    (archive,) = pair.people.old.archives
    whole = archive.data
    happens(pair)
    ran = export(run_cli, pair)
    assert ran.code == 7, ran.out
    assert "The archive was not kept: " in ran.out
    assert told in ran.out
    assert "The next run downloads it again." in ran.out
    assert (tmp_path / "x/lists/blocked_accounts.csv").read_text().split() == pair.people.old.blocks
    assert kept_in(tmp_path) == []
    archive.data, archive.announced, pair.old.faults = whole, None, Faults()
    assert export(run_cli, pair).code == 0
    assert [file.read_bytes() for file in kept_in(tmp_path)] == [whole]


@pytest.mark.slow
@pytest.mark.process
def test_an_archive_that_comes_to_a_standstill_is_given_up(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.6")
    pair.old.pace.archive = 0
    export(run_cli, pair)
    pair.old.faults.add("GET", "/system/backups/*", "standstill")
    ran = export(run_cli, pair, "--timeout", "5")
    assert ran.code == 7, ran.out
    assert "the server stopped sending" in ran.out


@pytest.mark.slow
def test_nothing_that_is_written_leads_to_the_file(archive_pair: Pair, run_cli: RunCli, tmp_path: Path) -> None:
    """Whoever knows a file's address can have it."""
    assert export(run_cli, archive_pair, "--trace", "on").code == 0
    ran = export(run_cli, archive_pair, "--trace", "on")
    assert ran.code == 0, ran.out
    left = left_by(ran, tmp_path / "x")
    assert any(name.endswith("trace.trace") for name in left)
    filename = archive_pair.people.old.archives[0].filename.encode()
    assert [name for name, data in left.items() if filename in data] == []


@pytest.mark.parametrize(("value", "requested"), [("true", 1), ("false", 0), SLOW("request", 1), SLOW("off", 0)])
def test_yes_and_no_are_understood_from_older_settings(
    make_pair: MakePair, run_cli: RunCli, value: str, requested: int
) -> None:
    pair = make_pair()
    ran = run_cli("export", "--only", "blocks", environment=pair.environment() | {"MASTODON_MOVE_ARCHIVE": value})
    assert ran.code == 0, ran.out
    assert len(pair.people.old.archives) == requested
    assert json.dumps(ran.out).count("not requested; you can do so at any time") == 1 - requested


def test_an_archive_is_off_requested_or_waited_for(run_cli: RunCli, pair: Pair) -> None:
    ran = run_cli("export", "--archive", "perhaps", environment=pair.environment())
    assert ran.code == 2
    assert all(word in ran.err for word in ("off", "request", "wait"))


# -- what was promised and did not come


def vanishing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's job fails: after five more tries Mastodon drops the request, and says nothing."""
    monkeypatch.setattr(archives, "compile_archive", lambda account, *_: iter((account.archives.clear() or 0.0,)))


@pytest.mark.slow
def test_an_archive_that_vanished_is_told(
    make_pair: MakePair, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = make_pair(old="4.5")
    pair.old.pace.archive = 0
    with monkeypatch.context() as failing:
        vanishing(failing)
        assert export(run_cli, pair).code == 0
        for _ in range(2):
            ran = export(run_cli, pair)
            assert ran.code == 7, ran.out
            assert re.search(r"The archive that was requested on [-\d]+ at [\d:]+ was never made", ran.out)
            assert "write to the administrators of old.example" in ran.out
    looked = run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment())
    assert looked.code == 0, looked.out
    assert "was never made" in looked.out
    assert export(run_cli, pair).code == 7  # it is requested once more, and comes
    kept = export(run_cli, pair)
    assert kept.code == 0, kept.out
    assert "was never made" not in kept.out


@pytest.mark.slow
def test_an_archive_that_hangs_is_told_after_a_day(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(old="4.6")
    pair.old.pace.archive, pair.old.pace.archive_looks = 0, 100
    assert export(run_cli, pair).code == 0
    assert export(run_cli, pair).code == 0
    journal = tmp_path / "x" / "journal.jsonl"
    long_ago = (datetime.now(UTC) - timedelta(hours=30)).isoformat(timespec="milliseconds")
    events = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    for event in events:
        event["time"] = long_ago
    journal.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    ran = export(run_cli, pair)
    assert ran.code == 7, ran.out
    assert "is still not ready, 30 h" in ran.out
    assert "write to the administrators of old.example" in ran.out


def with_empty_media(pair: Pair) -> None:
    archive, files = pair.people.old.archives[0], archives.files_of(pair.people.old, pair.old)
    for name in files:
        if name.startswith("media_attachments/"):
            files[name] = b""
    archive.data = archives.pack(files, archive.filename)


def without_media(pair: Pair) -> None:
    archive, files = pair.people.old.archives[0], archives.files_of(pair.people.old, pair.old)
    kept = {name: data for name, data in files.items() if not name.startswith("media_attachments/")}
    archive.data = archives.pack(kept, archive.filename)


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        SLOW(with_empty_media, "1 of its 1 media files are empty"),
        SLOW(without_media, "it contains no media files, but its posts refer to 1"),
    ],
)
def test_an_archive_without_its_media_is_kept_and_told(
    archive_pair: Pair, run_cli: RunCli, tmp_path: Path, happens: Any, told: str
) -> None:
    export(run_cli, archive_pair)
    happens(archive_pair)
    ran = export(run_cli, archive_pair)
    assert ran.code == 7, ran.out
    assert told in ran.out
    assert len(kept_in(tmp_path)) == 1
    again = export(run_cli, archive_pair)
    assert again.code == 0
    assert told in again.out


NOW = datetime(2026, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "ready", "in_the_making", "told"),
    [
        (timedelta(hours=1), ["old"], 0, "was never made"),
        (timedelta(hours=1), ["old", "new"], 0, ""),
        (timedelta(hours=1), ["old"], 1, ""),
        (timedelta(hours=30), [], 1, "still not ready, 30 h"),
        (timedelta(days=10), [], 0, "the server deleted it after some days"),
        (timedelta(days=10), ["new"], 0, ""),
    ],
)
def test_a_requested_archive_that_does_not_come(
    age: timedelta, ready: list[str], in_the_making: int, told: str
) -> None:
    said = PendingArchive(NOW - age, frozenset({"old"})).why_lost(ready, in_the_making, NOW)
    assert told in said
    assert bool(told) == bool(said)
