"""What is uploaded is what was read of a person's file, in Mastodon's own form; nothing is dropped in silence."""

from pathlib import Path

import pytest

from fixtures.servers import Follow, csv_files
from tests.support import SLOW, MakePair, RunCli

pytestmark = pytest.mark.remembered
HEADER = "Account address,Show boosts,Notify on new posts,Languages"
ZOE, YAN = "zoe@far.example,true,false,", "yan@far.example,true,false,"
FILES = {
    "byte order mark, as Excel saves": f"\ufeff{HEADER}\r\n{ZOE.upper()}\r\n{YAN.upper()}\r\n",
    "two kinds of line end": f"{HEADER}\r\n{ZOE}\r\n{YAN}\n",
    "header in small letters": "account address,show boosts\nzoe@far.example,true\nyan@far.example,true\n",
    "as Friendica writes": "Account address, Show boosts\nzoe@far.example, false\nyan@far.example, true\n",
    "rows of empty cells, as spreadsheets leave": f"{HEADER}\n{ZOE}\n{YAN}\n,,,\n",
}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the server is given, upload by upload."""
    sent, read = list[bytes](), csv_files.read

    def kept(data: bytes, kind: str, reviewed: bool) -> tuple[list[list[str]], list[str]]:
        sent.append(data)
        return read(data, kind, reviewed)

    monkeypatch.setattr(csv_files, "read", kept)
    return sent


@pytest.mark.parametrize("kind", [next(iter(FILES)), *map(SLOW, list(FILES)[1:])])
def test_a_file_goes_up_as_a_server_reads_it(
    make_pair: MakePair, run_cli: RunCli, sent: list[bytes], tmp_path: Path, kind: str
) -> None:
    pair = make_pair(new="4.6")
    (tmp_path / "people.csv").write_bytes(FILES[kind].encode())
    run_cli("import", "follows=people.csv", "--folder", "x", environment=pair.environment())
    header, *rows = sent[0].decode().splitlines()
    assert b"\r\n" not in sent[0] or sent[0].count(b"\r\n") == sent[0].count(b"\n")
    assert header in {HEADER, "Account address,Show boosts"}
    assert len(rows) == 2
    assert ', "' not in sent[0].decode()


@pytest.mark.parametrize("header", ["#domain,#severity", SLOW("domain,severity,reject_media")])
def test_no_header_goes_up_where_it_would_count_as_a_row(
    make_pair: MakePair, run_cli: RunCli, sent: list[bytes], tmp_path: Path, header: str
) -> None:
    pair = make_pair(new="4.0")
    (tmp_path / "list.csv").write_text(f"{header}\nspam.example,suspend\nads.example,silence\n")
    ran = run_cli("import", "domain_blocks=list.csv", "--folder", "x", environment=pair.environment())
    pair.fediverse.wait_idle()
    assert ran.code == 0
    assert pair.people.new.domain_blocks == ["spam.example", "ads.example"]
    assert not sent[0].startswith((b"#domain", b"domain"))


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(("withReplies=true", "withReplies=false"), id="Misskey's family"),
        SLOW(("Zoe Z.", "Yan"), id="names"),
    ],
)
def test_who_is_followed_is_not_said_to_be_missing(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, seconds: tuple[str, str]
) -> None:
    pair = make_pair(new="4.6")
    (tmp_path / "people.csv").write_text("zoe@far.example,{}\nyan@far.example,{}\n".format(*seconds))
    ran = run_cli("import", "follows=people.csv", "--folder", "x", environment=pair.environment())
    assert ran.code == 0
    assert {follow.acct for follow in pair.people.new.follows} == {"zoe@far.example", "yan@far.example"}
    assert "are missing" not in ran.out
    assert "the new server cannot find it" not in ran.out


@pytest.mark.slow
@pytest.mark.parametrize("new", [SLOW("4.0"), "4.6"])
def test_the_new_account_among_the_follows_is_left_out_with_a_word(
    make_pair: MakePair, run_cli: RunCli, new: str
) -> None:
    pair = make_pair(new=new)
    pair.people.old.follows = [Follow("zoe@far.example"), Follow(pair.people.new.acct), Follow("yan@far.example")]
    for command in ("export", "import"):
        ran = run_cli(command, "--only", "follows", "--folder", "x", environment=pair.environment())
        assert ran.code == 0, ran.out
    assert "it contains the new account itself" in ran.out


@pytest.mark.slow
def test_up_to_4_1_follows_go_without_languages_and_it_is_said_whose(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(new="4.0")
    pair.people.old.follows = [Follow("zoe@far.example", languages=("de", "en")), Follow("yan@far.example")]
    for command in ("export", "import", "verify"):
        ran = run_cli(command, "--only", "follows", "--folder", "x", environment=pair.environment())
        assert ran.code == 0, ran.out
        if command == "import":
            assert "zoe@far.example (de, en)" in " ".join(ran.out.split())
    assert pair.people.new.follows == [Follow("zoe@far.example"), Follow("yan@far.example")]


@pytest.mark.parametrize(
    "names", [("follows=a.csv", "follows=b.csv"), SLOW(("following_accounts.csv", "following_accounts (1).csv"))]
)
def test_several_files_of_a_kind_all_go_up(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, names: tuple[str, str]
) -> None:
    pair = make_pair(new="4.6")
    contents = ("zoe@far.example,true\n", "yan@far.example,true\nzoe@far.example,true\n")
    for name, rows in zip(names, contents, strict=True):
        (tmp_path / name.removeprefix("follows=")).write_text(f"Account address,Show boosts\n{rows}")
    ran = run_cli("import", *names, "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.out
    assert [follow.acct for follow in pair.people.new.follows] == ["zoe@far.example", "yan@far.example"]


def test_a_row_that_is_left_out_makes_the_exit_code_7(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    (tmp_path / "people.csv").write_text("zoe@far.example\nnobody\nyan@far.example\n")
    ran = run_cli("import", "follows=people.csv", "--folder", "x", environment=pair.environment())
    assert (ran.code, len(pair.people.new.follows)) == (7, 2)
    assert '1 row of people.csv cannot be imported: "nobody" is not a handle' in " ".join(ran.out.split())
    ran = run_cli("verify", "follows=people.csv", "--folder", "x", environment=pair.environment())
    assert (ran.code, "nobody" in ran.out) == (7, True)


def test_another_setting_is_a_difference_of_its_own(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair(new="4.6")
    pair.people.new.follows = [Follow("zoe@far.example", show_boosts=True)]
    (tmp_path / "people.csv").write_text("Account address,Show boosts\nzoe@far.example,false\n")
    ran = run_cli("verify", "follows=people.csv", "--folder", "x", environment=pair.environment())
    said = " ".join(ran.out.split())
    assert ran.code == 7
    assert (
        "different settings on the new account: zoe@far.example (Show boosts: false in the file, true on the account)"
        in said
    )
    assert "are missing" not in said
