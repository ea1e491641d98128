"""The page's catalogue: every word of the templates is in it, in every language, and compiled."""

from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog

from automation.web.words import LANGUAGES, best, translations
from scripts import words


def texts(catalog: Catalog) -> set[str]:
    return {str(message.id) for message in catalog if message.id}


def test_there_is_a_catalogue_for_each_language() -> None:
    assert {"en", *words.languages()} == set(LANGUAGES)


@pytest.mark.parametrize("language", words.languages())
def test_every_word_is_translated_and_compiled(language: str) -> None:
    catalog = words.read(language, words.languages()[language])
    assert texts(catalog) == texts(words.collected())
    compiled = translations(language)
    assert isinstance(compiled, GNUTranslations)
    for message in catalog:
        if message.id:
            assert compiled.gettext(str(message.id)) == message.string != ""
            assert list(message.check()) == []


def test_the_browsers_first_language_that_there_is() -> None:
    assert [best(header) for header in ("fr,de-AT;q=0.9,en;q=0.8", "es", "", "xx")] == ["de", "es", "en", "en"]
