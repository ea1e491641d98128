"""Screen 1, which accounts: two handles, and the earlier moves."""

from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from automation.accounts import questions
from automation.errors import UsageProblem
from automation.folder import known_moves
from automation.folder.known_moves import KnownMove
from automation.folder.lock import in_use
from automation.handles import Handle, server_origin
from automation.outline import PartNumber, Side
from automation.report import events, parts, summary
from automation.report.pictures import Pictures
from automation.settings import AccountSettings, Settings, load
from automation.web import words
from automation.web.draft import Draft
from automation.web.site import Site, form


@dataclass(frozen=True)
class Earlier:
    """A move that was begun earlier, and how it stands."""

    move: KnownMove
    number: int
    headline: str
    kind: str
    moved: bool
    busy: bool

    @property
    def whole(self) -> bool:
        """Whether both accounts are known."""
        return len(self.move.handles) == len(Side)


async def show(site: Site, request: Request) -> Response:
    """The form, or the run that is under way."""
    site.page_state.find_run()
    if site.page_state.running and not request.query_params.get("stay"):
        return site.to(site.page_state.screen)
    typed: dict[str, str] = {}
    known = (
        site.page_state.draft.accounts if site.page_state.draft else {side: _settings().account(side) for side in Side}
    )
    for side, account in known.items():
        typed |= {side.value: str(account.handle or ""), f"{side}_url": account.url or ""}
    return site.page(request, "accounts", typed=typed, earlier=_earlier())


async def _unknown_servers(draft: Draft) -> dict[str, str]:
    """What is wrong with the servers whose pages have no other address, by side."""
    wrong = {
        # In a thread: names that nobody knows can take seconds.
        side.value: await run_in_threadpool(questions.problem_with_server, account.handle)
        for side, account in draft.accounts.items()
        if not account.url
    }
    return {side: said for side, said in wrong.items() if said}


async def take(site: Site, request: Request) -> Response:
    """Take both handles, and go on to the next screen if nothing is wrong with them."""
    typed = await form(request)
    complaints = {side.value: said for side in Side if (said := questions.problem_with(typed.get(side, "")))}
    urls: dict[Side, str] = {}
    for side in Side:
        try:
            if url := typed.get(f"{side}_url", "").strip():
                urls[side] = server_origin(url)
        except ValueError as error:
            complaints[f"{side}_url"] = str(error)
    if not complaints and site.page_state.running:
        return site.to("")
    if not complaints:
        try:
            draft = Draft.of({side: Handle.parse(typed[side]) for side in Side}, urls)
            complaints = await _unknown_servers(draft)
            if not complaints:
                site.page_state.draft = draft
                return site.to("sign-in")
        except UsageProblem as problem:
            complaints["new"] = problem.seen
    site.page_state.complaints = complaints
    return site.page(request, "accounts", 422, typed=typed, earlier=_earlier())


async def check_handle(site: Site, request: Request) -> Response:
    """What is wrong with a handle while it is typed; the handle as it is understood if nothing is."""
    text = (await form(request)).get("text", "")
    if not text.strip():
        return JSONResponse({"wrong": "", "read": ""})
    wrong = questions.problem_with(text)
    return JSONResponse({"wrong": wrong, "read": "" if wrong else str(Handle.parse(text))})


async def take_earlier(site: Site, request: Request) -> Response:
    """Do something with an earlier move: go on, look at how it ended, watch its followers, save its lists again."""
    sent = await form(request)
    found = next((one for one in _earlier() if str(one.move.folder) == sent.get("folder")), None)
    if found is None:
        return site.to("")
    handles = {side: Handle.parse(found.move.handles[side.value]) for side in Side if side in found.move.handles}
    if len(handles) == len(Side) and not site.page_state.running:
        urls = {side: found.move.urls[side.value] for side in Side if side in found.move.urls}
        site.page_state.draft = Draft.of(handles, urls, found.move.folder)
        site.page_state.draft.then = {"watch": "status", "export": "export"}.get(sent.get("what", ""), "check")
    if sent.get("what") == "report":
        site.page_state.shown = found.move.folder
        return site.to("afterwards")
    return site.to("sign-in")


async def take_language(site: Site, request: Request) -> Response:
    """Show the page in another language."""
    language = (await form(request)).get("language", "")
    site.page_state.language = language if language in words.LANGUAGES else ""
    return site.to("")


def _settings() -> Settings:
    """What the user has set elsewhere; nothing if that has mistakes, which are told when a run begins."""
    try:
        return load()
    except UsageProblem:
        return Settings.model_construct(old=AccountSettings(), new=AccountSettings())


def _earlier() -> list[Earlier]:
    found = []
    for number, move in enumerate(known_moves.here()):
        if move.folder.name.startswith(known_moves.DEMO):
            continue
        told = events.read(move.folder)
        stories = parts.of_events(told, Pictures(Path(), private=True))
        stands = summary.of_events(told, stories)
        moved = any(story.number == PartNumber.MOVE and story.state == "done" for story in stories)
        found.append(Earlier(move, number, stands.headline, stands.kind, moved, in_use(move.folder)))
    return found
