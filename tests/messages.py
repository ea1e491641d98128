"""Every message of the program, to be read as a whole: `python -m tests.messages`.

A message is a text that is handed to whatever tells the user something: errors, questions, notes, what a step says.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_TOLD_BY = {
    *("tell", "note", "ask", "says", "already", "skip", "keep_for_later", "review", "Review", "echo"),
    *("UsageProblem", "SignInRefused", "SessionEnded", "ConditionNotMet", "Paused", "ServerProblem", "ScreenProblem"),
    *(
        "DoneInPart",
        "Interrupted",
        "ServerTrouble",
        "NotThatList",
        "DownloadInterrupted",
        "BrokenArchive",
        "ValueError",
    ),
    *(
        "BadParameter",
        "Option",
        "Argument",
        "switch",
        "value",
        "Typer",
        "_Cause",
        "Text",
        "Table",
        "show_line",
        "confirmed",
        "NotSupported",
        "Change",
        "Place",
        "Setting",
        "refusal",
    ),
}


@dataclass(frozen=True)
class Message:
    """A text, with what is filled in as …, and where it stands."""

    file: str
    line: int
    text: str


def messages() -> Iterator[Message]:
    """All of them, file by file; the commands' own help among them."""
    for folder in ("automation", "pages"):
        for path in sorted((_ROOT / folder).rglob("*.py")):
            name = str(path.relative_to(_ROOT))
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found = {(line, text) for line, text in _told(tree) if " " in text.strip()}
            if "cli/commands" in name:
                found |= set(_helps(tree))
            yield from (Message(name, line, text) for line, text in sorted(found))


def _told(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _TOLD_BY:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                yield from _texts(argument)
        elif isinstance(node, ast.Yield | ast.Assign | ast.AnnAssign) and node.value is not None and _is_told(node):
            yield from _texts(node.value)


def _is_told(node: ast.Yield | ast.Assign | ast.AnnAssign) -> bool:
    """A text that is yielded, or a constant of a module."""
    if isinstance(node, ast.Yield):
        return True
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return all(isinstance(target, ast.Name) and target.id.isupper() for target in targets)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "…" for part in node.values]
        yield node.lineno, "".join(map(str, parts))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif not isinstance(node, ast.Call) or _name(node.func) not in _TOLD_BY:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _helps(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and (text := ast.get_docstring(node)):
            yield node.lineno, text.partition("\n")[0]


if __name__ == "__main__":
    file = ""
    for message in messages():
        if message.file != file:
            file = message.file
            print(f"\n{file}")  # noqa: T201 (what this command is for)
        print(f"  {message.line:>4}  {' '.join(message.text.split())}")  # noqa: T201 (as above)
