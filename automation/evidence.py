"""What a failing step leaves in the move's folder: a picture and the page, without secrets."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError

from automation.files import atomically, private_folder, write_text
from automation.pictures import picture
from automation.secrets import Secrets
from pages.hand import Hand, origin_of

# Scripts can write what is typed into the page itself.
_WITHOUT_VALUES = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('input').forEach(input => input.removeAttribute('value'));
  return '<!DOCTYPE html>' + copy.outerHTML; }"""


def keep(hand: Hand, folder: Path, name: str, secrets: Secrets) -> list[str]:
    """Keep a screenshot and the page's HTML; return the files' names. A browser that is gone leaves nothing."""
    target = private_folder(folder / "evidence")
    kept = []
    try:
        with atomically(target / f"{name}.png") as temporary:
            temporary.write_bytes(picture(hand.page, known=_is_known(hand)))
        kept.append(str(target / f"{name}.png"))
        write_text(target / f"{name}.html", clean_html(hand.page.evaluate(_WITHOUT_VALUES), secrets))
        kept.append(str(target / f"{name}.html"))
    except PlaywrightError:
        pass
    return kept


def _is_known(hand: Hand) -> bool:
    """Whether it is known which fields hold secrets: not on the way in, nor on another server's page."""
    return origin_of(hand.page.url) == hand.origin and not urlsplit(hand.page.url).path.startswith("/auth/")


def clean_html(page: str, secrets: Secrets) -> str:
    """A page without form tokens, typed-in secrets and scripts."""
    secrets.note_tokens(page)
    page = re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL | re.IGNORECASE)
    return secrets.scrub(page)
