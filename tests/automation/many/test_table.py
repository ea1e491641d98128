"""The table: what it can say, and all that is wrong with it at once, by row, without repeating a secret."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from rich.console import Console

from automation.cli.crash import keep_traceback
from automation.cli.many_table import Lines
from automation.cli.terminal import PlainLines
from automation.errors import ConditionNotMet, Reason, UsageProblem
from automation.many import planning, running
from automation.many.confirming import confirmed_moves
from automation.many.rows import example, references
from automation.many.rows.reading import read
from automation.many.rows.table import Row, Table
from automation.many.state.record import Record
from automation.many.supervision.supervisor import RunOptions
from automation.outline import Side
from automation.settings import load

SECRET = "Tr0ub4dor&3 @x.example"


TWO_MOVES = """
[[move]]
old = "a@old.example"
new = "a@new.example"
[[move]]
old = "b@old.example"
new = "b@new.example"
"""


def table(folder: Path, text: str, name: str = "moves.toml") -> Table:
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name)


def wrong(folder: Path, text: str, name: str = "moves.toml") -> UsageProblem:
    with pytest.raises(UsageProblem) as caught:
        table(folder, text, name)
    return caught.value


def test_a_row_inherits_the_defaults_and_can_say_something_else(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        """
        [defaults]
        password_command = "pass show {side}/{handle}"
        parts = [2, 1]
        also = ["all"]
        [limits]
        per_server = 3
        [[move]]
        old = "@Alice@Old.example"
        new = "alice@new.example"
        new_url = "https://social.new.example/"
        [[move]]
        name = "bot"
        old = "bot@old.example"
        new = "bot@new.example"
        parts = [5]
        also = ["filters"]
        old_password_env = "BOT"
        new_password_command = "cat x"
        """,
    )
    alice, bot = read.rows
    assert (read.limits.per_server, alice.label, bot.label) == (3, "Alice@old.example--alice@new.example", "bot")
    assert (alice.parts, alice.moves_followers, bot.parts, bot.moves_followers) == ((1, 2), False, (5,), True)
    assert (alice.also, bot.also) == (("all",), ("filters",))
    planned = planning.plan(read, read.rows)["moves_planned"]
    assert [(one["does"], one["also"]) for one in planned] == [
        ("parts 1, 2; also all that goes beyond the guide", ["all"]),
        ("parts 5; also filters", ["filters"]),
    ]
    assert alice.of(Side.OLD, "password_command") == "pass show old/Alice@old.example"
    assert bot.of(Side.OLD, "password_command") is None
    assert bot.of(Side.NEW, "password_command") == "cat x"
    assert alice.servers == ("old.example", "social.new.example")
    assert read.folder_of(bot) == tmp_path / "moves" / "bot"


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_csv_file_says_the_same(tmp_path: Path, separator: str) -> None:
    lines = [
        "\ufeffname,old,new,parts,confirm,password_command,only,also",
        'defaults,,,,,"pass show {handle}",,',
        "bot,bot@old.example,bot@new.example,1 2,yes,,follows blocks,hashtags filters",
        ",alice@old.example,alice@new.example,,,,,",
        ",,,,,,,",
    ]
    bot, alice = table(tmp_path, "\r\n".join(line.replace(",", separator) for line in lines), "moves.csv").rows
    assert (bot.parts, bot.confirm, bot.only) == ((1, 2), True, ("follows", "blocks"))
    assert (bot.also, alice.also) == (("hashtags", "filters"), None)
    assert alice.of(Side.NEW, "password_command") == "pass show alice@new.example"
    assert (alice.parts, alice.confirm) == ((1, 2, 3, 4, 5), False)


def test_all_that_is_wrong_is_said_at_once_by_row(tmp_path: Path) -> None:
    problem = wrong(
        tmp_path,
        """
        [defaults]
        password_command = "pass {user}"
        [limits]
        sign_ins = 25
        [[move]]
        old = "alice"
        [[move]]
        name = "bot"
        old = "bot@old.example"
        new = "bot@old.example"
        old_emial = "b@x.example"
        parts = [1, 6]
        [[move]]
        old = "carol@old.example"
        new = "carol@new.example"
        [[move]]
        old = "Carol@old.example"
        new = "carol@other.example"
        [[move]]
        name = "../x"
        old = "dora@old.example"
        do = "delete"
        also = ["hashtag"]
        """,
    )
    assert problem.seen.splitlines()[0].endswith("has 9 errors:")
    for said in (
        "limits, sign_ins: input should be less than 25",
        "defaults, password_command: only {handle} and {side} can be filled in",
        "move 1, old: must be like alice@old.example",
        'move 2 (bot), there is no key "old_emial"; the most similar is "old_email"',
        "move 2 (bot), parts: input should be less than or equal to 5",
        "move 4, old: move 3 moves the same account",
        "move 5 (../x), name: must not begin with a dot",
        "move 5 (../x), do: input should be 'guide' or 'export'",
        'move 5 (../x), also: there is no "hashtag"; there are hashtags, privacy, preferences,',
    ):
        assert said in problem.seen


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("moves.toml", f'[[move]]\nold = "a@old.example"\nnew = "a@new.example"\npassword = "{SECRET}"'),
        ("moves.toml", f'[[move]]\nold = {{ handle = "a@old.example", password = "{SECRET}" }}'),
        ("moves.toml", f'[defaults]\nTOTP_secret = "{SECRET}"\n[[move]]\nold = "a@old.example"\nnew = "a@new.example"'),
        ("moves.csv", f"old,new,old_password\na@old.example,a@new.example,{SECRET}"),
    ],
)
def test_a_secret_in_the_table_is_refused_with_advice_and_not_repeated(tmp_path: Path, name: str, text: str) -> None:
    problem = wrong(tmp_path, text, name)
    assert "a secret must not be in the table" in problem.seen
    assert 'password_command = "pass show mastodon/{handle}"' in problem.next_
    assert "many login" in problem.next_
    assert SECRET not in str(problem.facts())


@pytest.mark.parametrize(
    "text",
    [
        f"old,new\n{SECRET},a@new.example",
        f'old,new,confirm\na@old.example,a@new.example,"{SECRET}"',
        f"old,new,keep_last\na@old.example,a@new.example,{SECRET}",
        f"old,new\na@old.example,a@new.example,{SECRET}",
    ],
)
def test_a_value_in_the_wrong_column_is_not_repeated(tmp_path: Path, text: str) -> None:
    assert SECRET not in str(wrong(tmp_path, text, "moves.csv").facts())


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("moves.toml", "[[move]\n", "cannot be read"),
        ("moves.toml", "", "it has no moves"),
        ("moves.toml", "[move]\nold = 'a@old.example'", "the sections are written [defaults], [limits]"),
        ("moves.toml", "move = [1]", "move 1: is not a table of keys and values"),
        ("moves.toml", "[moves]\n", 'there is no section "moves"'),
        ("moves.csv", "old,new,old\n", 'several columns "old"'),
        ("moves.csv", 'old,new\n"a', "cannot be read"),
        ("moves.txt", "", "is neither a .toml nor a .csv file"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, name: str, text: str, said: str) -> None:
    assert said in wrong(tmp_path, text, name).seen


def test_a_thousand_rows_are_checked_within_a_second(tmp_path: Path) -> None:
    rows = "".join(
        f'[[move]]\nold = "u{n}@old{n % 7}.example"\nnew = "u{n}@new.example"\nold_email = "u{n}@m.example"\n'
        for n in range(1000)
    )
    began = time.process_time()
    assert len(table(tmp_path, f'[defaults]\npassword_command = "pass {{handle}}"\n{rows}').rows) == 1000
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ["moves.toml", "moves.csv"])
def test_the_example_is_a_table(tmp_path: Path, name: str) -> None:
    example.write(tmp_path / name)
    assert read(tmp_path / name).rows[0].old.user == "alice"
    with pytest.raises(UsageProblem, match="exists already"):
        example.write(tmp_path / name)


# -- what its process is told


def test_a_process_gets_the_settings_and_secrets_of_its_own_move(
    private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_PASSWORD", SECRET)
    monkeypatch.setenv("B_PASSWORD", "of another move")
    monkeypatch.setenv("MASTODON_MOVE_OLD__PASSWORD", "of no move")
    monkeypatch.setenv("MASTODON_MOVE_TIMEOUT", "50")
    read = table(
        private_home,
        """
        [[move]]
        old = "a@old.example"
        new = "a@new.example"
        old_url = "http://127.0.0.1:1"
        old_password_env = "A_PASSWORD"
        new_password_command = "pass {handle} {{x}}"
        only = ["follows", "blocks"]
        also = ["hashtags"]
        notes = "all"
        post = false
        keep_last = 3
        farewell = "Bye, {new}!"
        [[move]]
        old = "b@old.example"
        new = "b@new.example"
        old_password_env = "B_PASSWORD"
        """,
    )
    given = references.environment_of(read.rows[0], read)
    assert not [name for name, value in given.items() if value in {"of another move", "of no move"}]
    assert "A_PASSWORD" not in given
    for name in ("MASTODON_MOVE_OLD__PASSWORD", "A_PASSWORD", "B_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = load()
    assert settings.old.password is not None
    assert settings.old.password.get_secret_value() == SECRET
    assert (settings.old.origin, settings.timeout) == ("http://127.0.0.1:1", 50)
    assert settings.new.password_command == "pass a@new.example {x}"
    assert (settings.only, settings.post, settings.keep_last) == (("follows", "blocks"), False, 3)
    assert (settings.posts.farewell, settings.also, settings.notes) == ("Bye, {new}!", ("hashtags",), "all")


def test_what_a_move_lacks_to_sign_in_is_said_before_anything_opens(private_home: Path) -> None:
    read = table(
        private_home,
        """
        [[move]]
        old = "a@old.example"
        new = "a@new.example"
        old_email = "a@m.example"
        old_password_env = "NOT_SET"
        """,
    )
    with pytest.raises(UsageProblem) as caught:
        references.require_all(read.rows)
    for said in (
        "old_password_env: the variable NOT_SET is not set",
        "new_email: is missing, and there is no kept session of a@new.example",
        "new: no command or variable has its password, and the keyring has none",
    ):
        assert said in caught.value.seen


def test_what_is_done_needs_no_password_and_no_word(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = table(private_home, TWO_MOVES)
    done, waiting = read.rows
    Record(read).end(done, "guide", 0, {})
    later = datetime.now(UTC) + timedelta(days=12)
    Record(read).end(waiting, "guide", 4, ConditionNotMet("", reason=Reason.WAITING_PERIOD, due=later).facts())
    assert confirmed_moves(read, read.rows, PlainLines(Console()), yes=True) == set()
    assert confirmed_moves(read, read.rows, PlainLines(Console()), yes=True, one_run=False) == {waiting.label}
    with pytest.raises(UsageProblem) as caught:
        running.run(
            read,
            read.rows,
            RunOptions(),
            redact=False,
            shown_by=lambda overview: Lines(Console()),
            fault=keep_traceback,
        )
    assert "b@old.example--b@new.example, old_email: is missing" in caught.value.seen
    assert "a@old.example" not in caught.value.seen


@pytest.mark.parametrize("name", [".env", "mastodon-move.toml"])
def test_accounts_in_settings_files_are_refused(private_home: Path, name: str) -> None:
    read = table(private_home, '[[move]]\nold = "a@old.example"\nnew = "a@new.example"')
    references.require_no_accounts_elsewhere(read)
    text = "MASTODON_MOVE_OLD__PASSWORD=x" if name == ".env" else '[old]\npassword = "x"'
    (private_home / name).write_text(text)
    with pytest.raises(UsageProblem, match="belong to a single move: old"):
        references.require_no_accounts_elsewhere(read)


def test_windows_takes_upper_and_lower_case_for_the_same_variable(
    private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B_PASSWORD", "of another move")  # as Windows has it, however it was set
    read = table(private_home, f'{TWO_MOVES}old_password_env = "b_Password"')
    assert "B_PASSWORD" in references.environment_of(read.rows[0], read, platform="linux")  # another variable there
    assert "B_PASSWORD" not in references.environment_of(read.rows[0], read, platform="win32")


@pytest.mark.parametrize(
    "name", ["a?", "a*", "a<b", "a>b", "a|b", 'a"b', "a:b", "a\\b", "a/b", "a.", "a ", "nul", "Com1.x"]
)
def test_names_that_windows_cannot_have_are_refused_everywhere(name: str) -> None:
    with pytest.raises(ValidationError, match="must not"):
        Row.model_validate({"name": name, "old": "a@old.example", "do": "export"})


def test_other_names_are_taken() -> None:
    for name in ("a.b", "a b", "Ä-1", "console", "com10", "x" * 120):
        assert Row.model_validate({"name": name, "old": "a@old.example", "do": "export"}).label == name
