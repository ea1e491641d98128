"""The words of the page, in each language. The guide's own words stay in English beside them."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

# Each by its own name.
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español"}


@lru_cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language; English needs none."""
    catalogue = files("automation.web").joinpath("locale", language, "LC_MESSAGES", "page.mo")
    if not catalogue.is_file():
        return NullTranslations()
    with catalogue.open("rb") as file:
        return GNUTranslations(file)


def best(accepted: str) -> str:
    """The first language of an `Accept-Language` header that there is; English if there is none."""
    for one in accepted.split(","):
        language = one.partition(";")[0].strip().partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"
