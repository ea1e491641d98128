"""Screen 3, check first: what `check` found, what will be copied, and what the user may still change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from automation import post_texts
from automation.beyond.all_kinds import KINDS
from automation.beyond.preview import LACKING
from automation.lists import kinds
from automation.outline import PartNumber
from automation.web.draft import Draft
from automation.web.screens import live
from automation.web.site import Site


async def show(site: Site, request: Request) -> Response:
    """The check as it runs, or what it found."""
    draft = site.page_state.draft
    if site.page_state.running and site.page_state.command == "check":
        return site.page(request, "look_running", regions=live.regions(site))
    if draft is None:
        return site.to("")
    process = site.page_state.process
    if process is not None and site.page_state.command == "check" and process.run_state.end is not None:
        draft.looked = process.run_state.end.results
    if draft.looked is None and not (process and site.page_state.command == "check"):
        return site.to("sign-in")
    run_state = process.run_state if process and site.page_state.command == "check" else None
    return site.page(request, "look", draft=draft, run_state=run_state, **_facts(draft))


async def again(site: Site, request: Request) -> Response:
    """Look again."""
    if site.page_state.draft is not None:
        site.page_state.draft.looked = None
    return site.start("check")


def regions(site: Site) -> dict[str, str]:
    """The check under way; the results once it has ended."""
    if site.page_state.process is None or site.page_state.process.ended:
        return {"go": site.url("look")}
    return live.regions(site)


@dataclass(frozen=True)
class Offer:
    """Something that can be copied beyond the guide: its name, what `check` says of it, and whether it can."""

    name: str
    says: str
    possible: bool


def _facts(draft: Draft) -> dict[str, Any]:
    looked: Any = (draft.looked or {}).get("check") or {}
    facts, beyond = _beyond(looked.get("facts", {}))
    obstacles = looked.get("obstacles", [])
    old, new = (account.handle for account in draft.accounts.values())
    lists = [(kinds.kind_named(name), count) for name, count in looked.get("lists", {}).items()]
    return {
        "found": looked,
        "facts": facts,
        "beyond": beyond,
        "obstacles": _words(one for one in obstacles if one["part"] != PartNumber.BEYOND),
        "beyond_lacks": _words(one for one in obstacles if one["part"] == PartNumber.BEYOND),
        "lists": lists,
        "rows": _profile_rows(looked.get("profiles", {})),
        "arrival": post_texts.compose(draft.posts.arrival, old, new),
        "farewell": post_texts.compose(draft.posts.farewell, old, new),
    }


def _profile_rows(profiles: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The profiles side by side: what it is, the old account's text, and the new one's."""
    if not {"old", "new"} <= profiles.keys():
        return []
    old, new = profiles["old"], profiles["new"]
    rows = [("display_name", old["display_name"], new["display_name"]), ("note", old["note"], new["note"])]
    there = {field["name"]: field["value"] for field in new["fields"]}
    rows += [(f"field:{field['name']}", field["value"], there.get(field["name"], "")) for field in old["fields"]]
    return rows


def _words(obstacles: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(one["what"] for one in obstacles))


def _beyond(facts: dict[str, str]) -> tuple[dict[str, str], list[Offer]]:
    """What `check` says of everything else, and of each kind that goes beyond the guide."""
    offers = [Offer(one.name, said, not said.startswith(LACKING)) for one in KINDS if (said := facts.get(one.noun))]
    nouns = {kind.noun for kind in KINDS}
    return {name: said for name, said in facts.items() if name not in nouns}, offers
