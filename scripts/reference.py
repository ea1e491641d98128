"""Generates the reference pages from the code whenever the documentation is built, so that they are always up to date.

`mkdocs.yml` uses this file as a hook. Commands come from the Typer app, settings from the settings model, exit codes
from the error classes, and journal events from the calls that write them. Only the descriptions of events are here.
"""

import ast
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from rich.text import Text

from automation.cli.app import app
from automation.errors import MoveError
from automation.many.rows.table import Common, Limits, Row
from automation.protocol import VERSION
from automation.protocol.answers import LINES, AnyLine
from automation.protocol.events import EVENTS as PROTOCOL
from automation.protocol.events import AnyEvent, Event
from automation.settings import Settings

ROOT = Path(__file__).parents[1]

EVENTS = {
    "also": "What went beyond the guide: one kind, what was added and what was not.",
    "archive": "An archive of posts and media was kept, or could not be kept.",
    "before": "The follower counts of both accounts before the move.",
    "check": "What `check` found to be in the way.",
    "counts": "The follower count that one account's profile shows.",
    "followers by name": "The followers of an account were read by name.",
    "followers left behind": "The followers of both accounts, compared by name.",
    "hosts failed": "Servers that the new server could not reach during an import.",
    "imports": "What each import did.",
    "kept for later": "Something that you have to do yourself.",
    "lists": "The lists that an export downloaded.",
    "look": "A look at the pages that is not a step of the guide.",
    "move followers": "“Move followers”: `intent` before the click, then `done`, `refused` or `withdrawn`.",
    "origin": "You confirmed the web address of a server.",
    "part": "A part of the guide ended.",
    "post on …": "A post: `intent` before it is sent, then its outcome.",
    "run": "A command began or ended.",
    "step": "A step of the guide ended: its words, the clicks, the outcome and what the page said.",
    "undo": "The redirect was undone.",
    "upload …": "A list: `intent` before the upload is confirmed, then its outcome.",
    "verified": "The new account's lists, compared with the files.",
    "watch": "`status --watch` began or ended.",
}


def commands() -> Iterator[tuple[Any, Any]]:
    """Every command and subcommand, with the context that has its full name."""
    root: Any = typer.main.get_command(app)
    yield from _below(root, root.context_class(root, info_name="mastodon-move"))


def _below(group: Any, context: Any) -> Iterator[tuple[Any, Any]]:
    for name, command in group.commands.items():
        own = command.context_class(command, parent=context, info_name=name)
        yield command, own
        if hasattr(command, "commands"):
            yield from _below(command, own)


def settings(model: type[BaseModel] = Settings, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every setting, by its dotted name. Tables of settings are not included themselves."""
    for name, info in model.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from settings(info.annotation, f"{prefix}{name}.")
        else:
            yield prefix + name, info


def exit_codes() -> dict[int, str]:
    """The meaning of each exit code: the first line of the error's docstring."""
    found = {0: "Done.", 1: "A bug in this program. Please report it."}
    kinds: list[type[MoveError]] = MoveError.__subclasses__()
    for kind in kinds:
        found[kind.exit_code] = (kind.__doc__ or "").splitlines()[0]
    return dict(sorted(found.items()))


def events() -> set[str]:
    """The names of the journal's events, read from the calls that write them. `…` stands for the variable part."""
    return {name for path in (ROOT / "automation").rglob("*.py") for name in _events_in(path)}


def _events_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = ast.unparse(node.func)
        if function.endswith("journal.write"):
            name = _value(node.args[0], path)
        elif function.split(".")[-1] == "Intent" and len(node.args) > 1:
            name = _value(node.args[1], path)
        else:
            continue
        if name is not None:
            yield name


def _value(node: ast.expr, path: Path) -> str | None:
    """The name in an expression; None if it is a parameter, because then the caller's expression is read."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp):
        return f"{_value(node.left, path)}…"
    module: Any = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for part in ast.unparse(node).split("."):
        module = getattr(module, part, None)
    return module


def commands_page() -> str:
    """The page of commands, with their arguments and options."""
    lines = ["# Commands", "", "Each command also explains itself: `mastodon-move guide --help`."]
    for command, context in commands():
        lines += [
            "",
            f"## `{context.command_path}`",
            "",
            _plain(command.help or ""),
            "",
            "```",
            command.get_usage(context),
            "```",
        ]
        rows = [row for row in (_parameter(parameter) for parameter in command.params) if row]
        if rows:
            lines += ["", "| option | |", "| --- | --- |", *rows]
    return "\n".join(lines) + "\n"


def _parameter(parameter: Any) -> str:
    if getattr(parameter, "hidden", False):
        return ""
    option = parameter.param_type_name == "option"
    names = [*parameter.opts, *parameter.secondary_opts] if option else [parameter.name.upper()]
    return f"| {', '.join(f'`{name}`' for name in names)} | {_cell(_plain(parameter.help or ''))} |"


def settings_page() -> str:
    """The page of settings, with their defaults and where they are read from."""
    lines = [
        "# Settings", "",
        "A command-line option comes first, then the environment, then `.env`, then `mastodon-move.toml` in the",
        "current folder, then the one in your configuration folder: `~/.config/mastodon-move/` on Linux,",
        "`~/Library/Application Support/mastodon-move/` on macOS, `%APPDATA%\\mastodon-move\\` on Windows.", "",
        "An environment variable is called `MASTODON_MOVE_` and the setting's name in capitals. Two underscores stand",
        "for a dot: `MASTODON_MOVE_OLD__PASSWORD`. An unknown name in a file is an error. In every path, `~` is",
        "your home.",
        "", "| setting | default | |", "| --- | --- | --- |",
        *(f"| `{key}` | {_default(info)} | {_cell(info.description or '')} |" for key, info in settings()),
        "", "```toml", "# mastodon-move.toml", "[old]", 'handle = "alice@old.example"',
        'email = "alice@mail.example"', "", "[new]", 'handle = "alice@new.example"', 'email = "alice@mail.example"',
        "```",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _default(info: FieldInfo) -> str:
    default = None if info.is_required() else info.get_default()
    if default in (None, ()):
        return ""
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    return f"`{_cell(shown)}`"


def table_page() -> str:
    """The page of the keys that a table of many moves has."""
    lines = ["# The table of many moves", "", "[Many accounts](../how-to/many.md) explains how it is used."]
    for title, model in (("`[limits]`", Limits), ("`[defaults]`, and each `[[move]]`", Common), ("`[[move]]`", Row)):
        own = {
            name: info
            for name, info in model.model_fields.items()
            if model is not Row or name not in Common.model_fields
        }
        lines += ["", f"## {title}", "", "| key | default | |", "| --- | --- | --- |"]
        lines += [f"| `{name}` | {_default(info)} | {_cell(info.description or '')} |" for name, info in own.items()]
    return "\n".join(lines) + "\n"


def exit_codes_page() -> str:
    """The page of exit codes."""
    rows = [f"| {code} | {_cell(meaning)} |" for code, meaning in exit_codes().items()]
    parts = "A message says where it stopped, what the problem is, what it means for your accounts, and what to do."
    return "\n".join(["# Exit codes", "", "| code | meaning |", "| --- | --- |", *rows, "", parts, ""])


def journal_page() -> str:
    """The page of journal events."""
    lines = [
        "# The journal", "",
        "`journal.jsonl` has one JSON object per line. Each has a `time` (ISO 8601, UTC) and an `event`; the other",
        "keys depend on the event. A last line that is cut off, because a run was killed, is ignored.", "",
        "| event | |", "| --- | --- |", *(f"| `{name}` | {_cell(text)} |" for name, text in sorted(EVENTS.items())),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def protocol_schema() -> str:
    """The JSON schema of the protocol: of a line of a run's output, and of a line of its input."""
    return json.dumps(
        {
            "title": f"mastodon-move, protocol {VERSION}",
            "output": PROTOCOL.json_schema(mode="serialization"),
            "input": LINES.json_schema(),
        },
        indent=2,
    )


def protocol_page() -> str:
    """The page of the protocol: every event, every line of input, with their fields."""
    lines = [
        "# The protocol: a run for another program", "",
        f"This is version {VERSION}. The page in the browser is built on it, and so can yours be.", "",
        "With `--json-lines`, a command writes one JSON object per line to standard output, in UTF-8, as things",
        "happen. With `--answers stdin`, questions are events, too, and the answers are lines on standard input.", "",
        "```sh",
        "mastodon-move guide --json-lines --answers stdin --old alice@old.example --new alice@new.example",
        "```", "",
        "- The first line is `begin`, the last one `end`; its exit code is that of the command.",
        "- `question` waits for an `answer` with the same number. A wrong answer is explained by `told`, and asked for",
        "  again.",
        "- Secrets are given as answers only: never as an option, in the environment or in a file.",
        "- If standard input ends, the run goes on to its next question and stops there, with exit code 4.",
        "- If nobody reads standard output any more, the run goes on, and the journal tells how it went.",
        "- Within a version, events and fields are only added. Skip those that you do not know.", "",
        "[The JSON schema](protocol.json) of both directions.", "",
        "A question and its answer:", "",
        "```json",
        '{"time": "2026-11-27T19:00:00.000000Z", "event": "question", "part": 5, "step": 9, "outcome": null,',
        ' "question": 3, "kind": "move followers", "side": "old", "text": "Type move to go on, or no to stop:",',
        ' "hidden": false, "default": "", "word": "move"}',
        '{"do": "answer", "question": 3, "text": "move"}',
        "```", "", "## Events", "", "Every event has:", "",
    ]  # fmt: skip
    lines += _fields(Event.model_fields)
    for kind in get_args(get_args(AnyEvent)[0]):
        own = {name: info for name, info in kind.model_fields.items() if name not in Event.model_fields}
        lines += ["", f"### `{kind.model_fields['event'].default}`", "", kind.__doc__ or ""]
        lines += ["", *_fields(own)] if own else []
    lines += ["", "## Lines on standard input"]
    for kind in get_args(get_args(AnyLine)[0]):
        own = {name: info for name, info in kind.model_fields.items() if name != "do"}
        lines += ["", f'### `"do": "{kind.model_fields["do"].default}"`', "", kind.__doc__ or ""]
        lines += ["", *_fields(own)] if own else []
    return "\n".join(lines) + "\n"


def _fields(fields: dict[str, FieldInfo]) -> list[str]:
    rows = [f"| `{name}` | {_cell(info.description or '')} |" for name, info in fields.items()]
    return ["| field | |", "| --- | --- |", *rows]


PAGES = {
    "reference/commands.md": commands_page,
    "reference/settings.md": settings_page,
    "reference/table.md": table_page,
    "reference/exit-codes.md": exit_codes_page,
    "reference/journal.md": journal_page,
    "reference/protocol.md": protocol_page,
    "reference/protocol.json": protocol_schema,
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to the site. MkDocs calls this."""
    for path, page in PAGES.items():
        files.append(File.generated(config, path, content=page()))
    return files


def _plain(text: str) -> str:
    """Help text without Rich's markup."""
    return Text.from_markup(text).plain


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
