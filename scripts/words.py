"""Updates the page's catalogue of words: `make words`.

Collects the words of the templates, merges them into each language's `page.po`, and compiles that to `page.mo`, which
the page reads. A word that has no translation is shown in English.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parents[1] / "automation" / "web"
# Both files have to stay the same as long as the words do.
_ANY_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_OPTIONS = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}


def collected() -> Catalog:
    """The words of the templates."""
    catalog = Catalog(domain="page")
    found = extract_from_dir(WEB / "templates", [("**.j2", "jinja2")], {"**.j2": _OPTIONS})
    for _, _, words, _, context in found:
        catalog.add(words, context=context)
    return catalog


def languages() -> dict[str, Path]:
    """The catalogue of each language."""
    return {path.parts[-3]: path for path in sorted((WEB / "locale").glob("*/LC_MESSAGES/page.po"))}


def read(language: str, path: Path) -> Catalog:
    """The words of a language as they are."""
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="page")


def main() -> int:
    """Update and compile. Returns 1 if a word has no translation."""
    missing = 0
    for language, path in languages().items():
        catalog = read(language, path)
        catalog.update(collected(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, sort_output=True, omit_header=True, width=0)
        catalog.creation_date = catalog.revision_date = _ANY_DATE
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing += sum(not message.string for message in catalog if message.id)
    sys.stdout.write(f"{missing} words have no translation.\n")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
