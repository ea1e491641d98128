"""Screen 4, the move: the guide as a checklist that fills, questions as dialogs, pause and stop."""

import re
from pathlib import Path

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from automation.handles import Handle
from automation.post_texts import Posts
from automation.progress import Kind
from automation.protocol.answers import GoOn, Pause
from automation.settings import ALSO
from automation.steps import Side
from automation.web.child import Child
from automation.web.screens import live
from automation.web.site import SCREENS, Site, form

_PICTURE = re.compile(r"[\w.-]+\.(jpg|png|webp)")


async def show(site: Site, request: Request) -> Response:
    """The run as it is."""
    child = site.page_state.child
    if child is None:
        return site.to("")
    if site.page_state.running and site.page_state.screen != "move":
        return site.to(site.page_state.screen)
    site.page_state.shown = child.folder
    return site.page(request, "move", regions=_regions(site))


async def begin(site: Site, request: Request) -> Response:
    """Start the move, or go on with it, with what was chosen on the screen before."""
    await keep(site, request)
    return site.start("guide")


async def keep(site: Site, request: Request) -> Response:
    """Keep what was chosen on the screen before, so that it is still there after the page was loaded again."""
    draft, sent = site.page_state.draft, await form(request)
    if draft is not None and "arrival" in sent:
        draft.posts = Posts(arrival=sent["arrival"], farewell=sent.get("farewell", ""), bio=draft.posts.bio)
        draft.post, draft.bio, draft.archive, draft.windows, draft.step = (
            name in sent for name in ("post", "bio", "archive", "windows", "step")
        )
        draft.also = tuple(name for name in ALSO if f"also_{name}" in sent)
    return Response(status_code=204)


async def again(site: Site, request: Request) -> Response:
    """Run the command again that the person has chosen for an earlier move."""
    return site.start()


def regions(site: Site) -> dict[str, str]:
    """The regions of the screen; the last screen once everything is done."""
    child = site.page_state.child
    if child is None:
        return {"go": site.url("")}
    if child.ended and child.run_state.end is not None and child.run_state.end.exit_code == 0:
        return {"go": site.url("afterwards")}
    return _regions(site)


def _regions(site: Site) -> dict[str, str]:
    child = site.page_state.child
    assert child is not None  # noqa: S101 (the callers have checked it)
    facts = {"child": child, "run_state": child.run_state}
    return live.regions(site) | {
        "controls": site.part("_controls", **facts),
        "picture": site.part("_picture", **facts),
        "checklist": site.part("_checklist", parts=live.checklist(site), **facts),
    }


async def answer(site: Site, request: Request) -> Response:
    """Pass the person's answer on to the run."""
    sent, child = await form(request), site.page_state.child
    back = site.to(sent["from"] if sent.get("from") in SCREENS else "move")
    question = child.run_state.question if child else None
    if child is None or question is None or str(question.question) != sent.get("question"):
        return back
    text = sent.get("text", "")
    if sent.get("choice") == "no":
        text = "no"
    elif question.kind is Kind.MOVE_FOLLOWERS:
        if not _is_new_account(child, text):
            child.complaint = "handle"
            site.page_state.changed()
            return back
        text = question.word
    elif question.word:
        text = sent.get("choice", "")
    child.complaint = ""
    child.answer(question.question, SecretStr(text))
    return back


def _is_new_account(child: Child, text: str) -> bool:
    """Whether a text is the handle of the account to which this run moves."""
    try:
        return child.draft is not None and child.draft.accounts[Side.NEW].handle.same_as(str(Handle.parse(text)))
    except ValueError:
        return False


async def control(site: Site, request: Request) -> Response:
    """Pause the run, go on, or stop it as Ctrl-C does."""
    sent, child = await form(request), site.page_state.child
    if child is not None:
        if sent.get("do") == "stop":
            child.stopping = True
            child.stop()
        elif sent.get("do") in {"pause", "go on"}:
            child.pausing = sent["do"] == "pause"
            child.send(Pause() if child.pausing else GoOn())
        site.page_state.changed()
    return site.to(sent["from"] if sent.get("from") in SCREENS else "move")


async def picture(site: Site, request: Request) -> Response:
    """A picture of a step."""
    name, child = request.path_params["name"], site.page_state.child
    folder = child.folder if child else site.page_state.shown
    file = folder / "report" / "pictures" / name if folder else None
    return _image(file if _PICTURE.fullmatch(name) else None)


async def avatar(site: Site, request: Request) -> Response:
    """The picture of an account."""
    child = site.page_state.child
    return _image(live.avatar_file(child.folder, request.path_params["side"], child.run_state) if child else None)


def _image(file: Path | None) -> Response:
    if file is None or not file.is_file():
        return PlainTextResponse("There is no such picture.", status_code=404)
    return FileResponse(file)
