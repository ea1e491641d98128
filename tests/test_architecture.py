"""How the code is built: where clicks are, what no page object contains. `lint-imports` knows who may import whom."""

import ast
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]


# What acts on a page, whatever the variable is called that it belongs to.
_ACTS = {
    "click", "dblclick", "tap", "press", "press_sequentially", "type", "insert_text", "fill", "check", "uncheck",
    "set_checked", "select_option", "select_text", "set_input_files", "drag_to", "drag_and_drop", "dispatch_event",
    "goto", "reload", "go_back", "go_forward", "set_content", "mouse", "keyboard", "touchscreen",
}  # fmt: skip
_ACTS_IN_SCRIPTS = re.compile(r"\.(click|submit|requestSubmit|dispatchEvent)\(")
# Names of the program's own, and of a message in the browser's console, that only sound like it.
_OWN = {
    "automation/cli/app.py": {"check.check"},
    "automation/cli/commands/check.py": {"actions.one_task.check"},
    "automation/cli/commands/many.py": {"actions.many.check"},
    "automation/cli/actions/one_task.py": {"results.check"},
    "automation/guide/part2_export.py": {"lists.click"},
    "automation/guide/runner.py": {"results.check"},
    "automation/imports/upload_plan.py": {"own.click"},
    "automation/lists/downloads.py": {"self.click"},
    "automation/run/error_details.py": {"message.type"},
    "automation/run/move.py": {"account_state.check"},
}
_FINDS_BY_TEXT = {f"get_by_{what}" for what in ("text", "role", "label", "placeholder", "title", "alt_text")}
# Attributes whose values are in a language, and what they may be compared with: a hashtag is in none.
_IN_A_LANGUAGE = re.compile(r"""\[(?:aria-label|aria-description|alt|title|placeholder)[~|^$*]?=["']?([^"'\]]*)""")
_NO_LABELS = {"#{name}"}
# Positions that the screens leave no way around; a comment beside each says why.
_POSITION = re.compile(r":(?:nth|first|last|only)-[a-z-]+|\bnth=|\+ (?=[a-z.#:\[])")
_POSITIONS = {
    "pages/own_profile/profile_display.py": ["+ "],
    "pages/own_profile/profile_editor.py": ["+ "] * 12,
    "pages/screen.py": [".first"] * 2,
    "pages/settings/filters.py": [":last-of-type", ":last-of-type", ":nth-of-type"],
    "pages/web_app/account_note.py": ["+ "],
    "pages/web_app/compose.py": ["+ "],
    "pages/web_app/hashtags.py": [":nth-of-type"] * 2,
    "pages/web_app/lists.py": [":nth-child"],
    "pages/web_app/profile.py": ["+ "],
    "pages/web_app/search_box.py": ["+ ", ":first-child", ":first-child"],
}


@cache
def modules(*folders: str) -> dict[str, ast.Module]:
    """The modules below these folders, by path."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    }


def texts_in(tree: ast.AST) -> list[str]:
    """Its strings, without those that stand alone: the docstrings."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


def acts_of(tree: ast.AST) -> set[str]:
    """What in a module acts on a page, except through an actor."""
    found = {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in _ACTS and ast.unparse(node.value).split(".")[-1] != "actor"
    }
    return found | {text for text in texts_in(tree) if _ACTS_IN_SCRIPTS.search(text)}


def test_only_the_actor_clicks() -> None:
    found = {path: acts for path, tree in modules("pages", "automation").items() if (acts := acts_of(tree))}
    # The second loads what the first clicks, the third gets the first past what is in its way.
    assert _OWN.keys() | {f"pages/browser/{name}.py" for name in ("actor", "documents", "obstacles")} == found.keys()
    assert {path: acts for path, acts in found.items() if not path.startswith("pages/browser/")} == _OWN


def test_no_page_object_contains_a_label(shared: Path) -> None:
    labels = json.loads((shared / "mastodon" / "labels.json").read_text(encoding="utf-8"))
    texts = {text for release in labels.values() for language in release.values() for text in language.values()}
    controls = [
        (path, text)
        for path, tree in modules("pages").items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Control"
        for text in texts_in(call)
    ]
    assert len(controls) > 80
    quoted = re.compile(r"""["']([^"']+)["']""")
    assert [one for one in controls if texts.intersection([one[1], *quoted.findall(one[1])])] == []


def test_nothing_on_a_page_is_found_by_its_text() -> None:
    by_text = re.compile(r"has-text|:text|text=")
    for path, tree in modules("pages", "automation").items():
        found = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        assert _FINDS_BY_TEXT.intersection(found) == set(), path
        if path.startswith("pages/"):
            assert [text for text in texts_in(tree) if by_text.search(text)] == [], path
            assert {value for text in texts_in(tree) for value in _IN_A_LANGUAGE.findall(text)} <= _NO_LABELS, path
    given = [
        (path, word.arg)
        for path, tree in modules("pages").items()
        for word in ast.walk(tree)
        if isinstance(word, ast.keyword) and word.arg in {"has_text", "has_not_text"}
    ]
    assert given == [("pages/web_app/lists.py", "has_text")]  # the whole address of an account, in no language


def positions_in(tree: ast.AST) -> list[str]:
    """What in a module finds something by its place, sorted."""
    selectors = [found for text in texts_in(tree) for found in _POSITION.findall(text)]
    attributes = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return sorted(selectors + [f".{name}" for name in attributes if name in {"nth", "first", "last"}])


def test_every_locator_by_place_is_known() -> None:
    screens = {path: tree for path, tree in modules("pages").items() if not path.startswith("pages/browser/")}
    assert {path: found for path, tree in screens.items() if (found := positions_in(tree))} == _POSITIONS


def test_nothing_of_the_program_asks_the_api() -> None:
    found = [
        str(path) for folder in ("pages", "automation") for path in (ROOT / folder).rglob("*.py")
        if "/api/" in path.read_text(encoding="utf-8")
    ]  # fmt: skip
    assert found == []


def test_tables_of_the_command_line_show_texts_and_never_markup() -> None:
    folder = ROOT / "automation/cli"
    found = [path.name for path in folder.rglob("*.py") if re.search("rich.*table", path.read_text(encoding="utf-8"))]
    assert found == ["layout.py"]


def test_packages_and_modules_stay_small_enough_to_find_one_s_way_in() -> None:
    modules = [path for folder in ("pages", "automation", "fixtures") for path in (ROOT / folder).rglob("*.py")]
    packages = Counter(path.parent for path in modules if path.name != "__init__.py")
    assert {str(package.relative_to(ROOT)): count for package, count in packages.items() if count > 14} == {}
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def imported_by(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["machines"]
    declared = {re.split(r"[\[>=]", line)[0].lower() for line in lines}
    own = ("pages", "automation", "fixtures")
    packages = {name for folder in own for path in (ROOT / folder).rglob("*.py") for name in imported_by(path)}
    known = packages_distributions()
    found = {known[name][0].lower() for name in packages - sys.stdlib_module_names - set(own) if name in known}
    assert found - declared == set()
