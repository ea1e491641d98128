"""A table to begin with: `many init`."""

import csv
import io
from pathlib import Path

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.many.rows.table import Row
from automation.system.files import write_text

_TOML = """\
# A table of moves for mastodon-move. Check it: mastodon-move many plan {file}
# Every key, with its meaning: docs/reference/table

# For all moves; a move can say something else.
[defaults]
do = "guide"                # or "export": only download the old account's lists
# also = ["hashtags", "filters"]  # what else to copy; "all" for everything
# password_command = "pass show mastodon/{{handle}}"   # prints the password; {{side}} is old or new

# How gentle to be to each server.
[limits]
per_server = 2              # so many moves at once
sign_ins = 16               # so many sign-ins in five minutes; servers refuse more than 25

# A move. There are no passwords in this file: use password_command, a variable, the keyring, or `many login`.
[[move]]
old = "alice@old.example"
new = "alice@new.example"
old_email = "alice@mail.example"
new_email = "alice@mail.example"

[[move]]
name = "news bot"
old = "news@old.example"
new = "news@new.example"
old_email = "bots@mail.example"
new_email = "bots@mail.example"
old_password_env = "NEWS_OLD_PASSWORD"
new_password_env = "NEWS_NEW_PASSWORD"
confirm = true              # ask for this one alone before its followers are moved
"""
_COLUMNS = ("name", "old", "new", "old_email", "new_email", "password_command", "old_password_env", "new_password_env")


def write(file: Path) -> str:
    """Write an example table, and say what to do with it.

    Raises:
        UsageProblem: The file exists already, or is neither a `.toml` nor a `.csv` file.
    """
    if file.exists():
        raise UsageProblem(f"{file} exists already.", safe=NOTHING_OPENED, next_="Name another file.")
    if file.suffix.lower() == ".csv":
        text = _csv()
    elif file.suffix.lower() == ".toml":
        text = _TOML.format(file=file)
    else:
        raise UsageProblem(
            f"{file} is neither a .toml nor a .csv file.",
            safe=NOTHING_OPENED,
            next_="Choose a name that ends in .toml or .csv.",
        )
    try:
        write_text(file, text)
    except OSError as error:
        raise UsageProblem(f"{file} cannot be written: {error.strerror or error}.", safe=NOTHING_OPENED) from error
    return f"{file} is an example. Put your moves in, then run: mastodon-move many plan {file}"


def _csv() -> str:
    assert set(_COLUMNS) <= Row.model_fields.keys()  # noqa: S101 (the example must be readable)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    rows.writerow(["defaults", "", "", "", "", "pass show mastodon/{handle}", "", ""])
    rows.writerow(
        ["", "alice@old.example", "alice@new.example", "alice@mail.example", "alice@mail.example", "", "", ""]
    )
    return out.getvalue()
