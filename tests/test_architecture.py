"""How the code is built: where clicks are, what no page object contains. `lint-imports` knows who may import whom."""

import ast
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_only_the_actor_clicks() -> None:
    acts = re.compile(r"locator\.(click|fill|check|set_input_files|select_option|press|type)\(|page\.(goto|reload)\(")
    found = {
        str(path.relative_to(ROOT))
        for folder in ("pages", "automation")
        for path in (ROOT / folder).rglob("*.py")
        if acts.search(path.read_text(encoding="utf-8"))
    }
    # The second loads what the first clicks, the third gets the first past what is in its way.
    assert found == {f"pages/browser/{name}.py" for name in ("actor", "documents", "obstacles")}


def test_no_page_object_contains_a_label(shared: Path) -> None:
    labels = json.loads((shared / "mastodon" / "labels.json").read_text(encoding="utf-8"))
    texts = {text for release in labels.values() for language in release.values() for text in language.values()}
    strings = {
        (path.name, node.value)
        for path in (ROOT / "pages").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Control"
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(strings) > 80
    quoted = re.compile(r"has-text|:text|text=")
    assert [found for found in strings if found[1] in texts or quoted.search(found[1])] == []


def test_nothing_of_the_program_asks_the_api() -> None:
    found = [
        str(path) for folder in ("pages", "automation") for path in (ROOT / folder).rglob("*.py")
        if "/api/" in path.read_text(encoding="utf-8")
    ]  # fmt: skip
    assert found == []


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
