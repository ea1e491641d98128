"""Where settings come from, and what is said of a wrong one."""

from pathlib import Path

import pytest

from automation import settings
from automation.errors import UsageProblem
from automation.settings import load


def test_flags_go_before_environment_before_env_file_before_toml(
    private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.user_file().parent.mkdir(parents=True)
    settings.user_file().write_text(
        'timeout = 1\nslow_mo = 1\nalias_interval = 1\nimport_timeout = 1\n[old]\nemail = "user"'
    )
    assert settings.load().timeout == 1
    (private_home / settings.FILE).write_text(
        'timeout = 2\nslow_mo = 2\nalias_interval = 2\n[old]\nhandle = "a@here.example"'
    )
    (private_home / ".env").write_text("MASTODON_MOVE_TIMEOUT=3\nMASTODON_MOVE_SLOW_MO=3\nSOMEBODY_ELSES=x\n")
    monkeypatch.setenv("MASTODON_MOVE_TIMEOUT", "4")
    loaded = settings.load(headed=True)
    assert (loaded.timeout, loaded.slow_mo, loaded.alias_interval, loaded.import_timeout) == (4, 3, 2, 1)
    assert settings.load(timeout=5).timeout == 5
    assert (loaded.old.email, str(loaded.old.handle)) == ("user", "a@here.example")  # both files, side by side


def test_accounts_come_from_the_environment(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTODON_MOVE_OLD__HANDLE", "@alice@old.example")
    monkeypatch.setenv("MASTODON_MOVE_OLD__PASSWORD", "s3cret words")
    monkeypatch.setenv("MASTODON_MOVE_OLD__TOTP_SECRET", "ABCDEFG")
    loaded = settings.load(old={"email": "a@b.example"})
    assert loaded.old.password is not None
    assert loaded.old.password.get_secret_value() == "s3cret words"
    assert loaded.old.origin == "https://old.example"
    assert loaded.old.email == "a@b.example"
    assert "s3cret" not in repr(loaded)
    assert "ABCDEFG" not in repr(loaded)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (settings.FILE, "timout = 3", 'no setting "timout"; the most similar is "timeout"'),
        (settings.FILE, '[old]\nhandel = "x"', 'no setting "old.handel"; the most similar is "old.handle"'),
        (settings.FILE, '[old]\nhandle = "alice"', '"alice" is not a handle'),
        (settings.FILE, "timeout = ", "cannot be read"),
        (".env", "MASTODON_MOVE_OLD__PASWORD=hunter22", 'no setting "old.pasword"; the most similar is "old.password"'),
        (".env", "MASTODON_MOVE_TIMEOUT=soon", "timeout"),
        (".env", "MASTODON_MOVE_OLD__URL=http://old.example", "not encrypted"),
    ],
)
def test_a_wrong_setting_is_a_sentence(private_home: Path, name: str, content: str, told: str) -> None:
    (private_home / name).write_text(content)
    with pytest.raises(UsageProblem) as problem:
        settings.load()
    assert told in problem.value.seen
    assert "hunter22" not in problem.value.seen


def test_both_accounts_are_asked_for_and_must_differ(private_home: Path) -> None:
    with pytest.raises(UsageProblem, match="The handle of the new account is not set"):
        settings.load(old={"handle": "a@old.example"}).require_accounts("old", "new")
    with pytest.raises(UsageProblem, match="the same"):
        settings.load(old={"handle": "a@old.example"}, new={"handle": "A@Old.example"}).require_accounts("old", "new")


@pytest.mark.usefixtures("private_home")
def test_settings_may_begin_with_the_mark_that_windows_puts_first() -> None:
    Path(".env").write_text("MASTODON_MOVE_OLD__PASSWORD=pässwörd", encoding="utf-8-sig")
    Path("mastodon-move.toml").write_text('[old]\nhandle = "alice@bücher.example"', encoding="utf-8-sig")
    loaded = settings.load()
    assert loaded.old.password is not None
    assert (loaded.old.password.get_secret_value(), str(loaded.old.handle)) == ("pässwörd", "alice@bücher.example")
    for file in (".env", "mastodon-move.toml"):
        Path(file).write_text("# written by > in PowerShell", encoding="utf-16")
        with pytest.raises(UsageProblem, match=r"cannot be read.*utf-8"):
            settings.load()
        Path(file).unlink()


@pytest.mark.parametrize("source", ["flag", ".env", "toml"])
def test_home_from_every_source(private_home: Path, source: str) -> None:
    if source == ".env":
        Path(".env").write_text("MASTODON_MOVE_FOLDER=~/moves\nMASTODON_MOVE_BROWSER=~/chrome\n")
    elif source == "toml":
        Path("mastodon-move.toml").write_text('folder = "~/moves"\nbrowser = "~/chrome"\n')
    settings = load(**({"folder": Path("~/moves"), "browser": Path("~/chrome")} if source == "flag" else {}))
    assert (settings.folder, settings.browser) == (Path.home() / "moves", Path.home() / "chrome")
