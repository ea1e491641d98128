"""Recognising a file's columns, whichever software wrote it: every known heading maps to Mastodon's own."""

import re
from collections.abc import Sequence

from automation.lists.kinds import KINDS, ListKind, NotThatList
from automation.lists.values import visible

ADDRESS, DOMAIN, LINK, LIST = "Account address", "#domain", "#uri", "List name"
BOOSTS, NOTIFY, LANGUAGES, HIDE = "Show boosts", "Notify on new posts", "Languages", "Hide notifications"

# The columns that identify a row of each kind.
KEYS: dict[str, tuple[str, ...]] = {
    "follows": (ADDRESS,),
    "blocks": (ADDRESS,),
    "mutes": (ADDRESS,),
    "domain_blocks": (DOMAIN,),
    "bookmarks": (LINK,),
    "lists": (LIST, ADDRESS),
}
# Headings used by Mastodon, Pleroma and Akkoma, GoToSocial, Friendica, Pixelfed, and shared block lists: in lower
# case, with one space between words, without a leading "#".
_CALLED = {
    ADDRESS: "account address|account|accounts|acct|address|handle|user|username|user name|webfinger|fediverse address",
    BOOSTS: "show boosts|show reblogs|boosts|reblogs",
    NOTIFY: "notify on new posts|notify",
    LANGUAGES: "languages|language",
    HIDE: "hide notifications|mute notifications",
    DOMAIN: "domain|domains|instance|host|hostname|blocked domain",
    LINK: "uri|url|link|bookmark|post|status",
    LIST: "list name|list|list title",
}
_MEANING = {words: heading for heading, called in _CALLED.items() for words in called.split("|")}
# In a list of accounts these are links to profiles, in a list of bookmarks links to posts.
_PROFILE = {"uri", "url", "link", "profile", "profile url", "account url", "actor"}
_TELLS_ALWAYS = {BOOSTS: "follows", NOTIFY: "follows", HIDE: "mutes", LIST: "lists"}
TELLS = _TELLS_ALWAYS | {LANGUAGES: "follows", DOMAIN: "domain_blocks", LINK: "bookmarks"}


def places(first: Sequence[str], kind: ListKind, file: str) -> dict[str, int] | None:
    """The positions of the known columns if a file's first row is a header; None if it is a row of data.

    Raises:
        NotThatList: It is the header of another kind of list; the message names that kind.
    """
    if any("@" in cell or "://" in cell for cell in first) or (kind.name == "domain_blocks" and "." in first[0]):
        return None
    found: dict[str, int] = {}
    for place, cell in enumerate(first):
        if heading := meaning(cell, kind):
            found.setdefault(heading, place)
    own = set(KEYS[kind.name]) <= set(found)
    # A list of accounts may have a column for their servers; but only a list of follows has one for boosts.
    tells = {TELLS[heading] for heading in found if heading in (_TELLS_ALWAYS if own else TELLS)}
    if tells and kind.name not in tells:
        noun = next(one.noun for one in KINDS if one.name in tells)
        raise NotThatList(f"{file} is a list of {noun}, not of {kind.noun}.")
    return found if own else None


def meaning(cell: str, kind: ListKind | None = None) -> str | None:
    """Mastodon's own heading for a column of any software; None if the column is not known."""
    words = re.sub(r"[\s_-]+", " ", visible(cell).casefold().removeprefix("#")).strip()
    if kind is not None and ADDRESS in KEYS.get(kind.name, ()) and words in _PROFILE:
        return ADDRESS
    return _MEANING.get(words)
