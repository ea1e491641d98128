"""Screen 4, the move: the guide as a checklist that fills, questions as dialogs, pause and stop."""

import re
from pathlib import Path

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from automation.handles import Handle
from automation.outline import Side
from automation.post_texts import Posts
from automation.progress import Kind
from automation.protocol.answers import GoOn, Pause
from automation.settings import ALSO
from automation.web.run_process import RunProcess
from automation.web.screens import live
from automation.web.site import SCREENS, Site, form

_PICTURE = re.compile(r"[\w.-]+\.(jpg|png|webp)")


async def show(site: Site, request: Request) -> Response:
    """The run as it is."""
    process = site.page_state.process
    if process is None:
        return site.to("")
    if site.page_state.running and site.page_state.screen != "move":
        return site.to(site.page_state.screen)
    site.page_state.shown = process.folder
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
    """Run the command again that the user has chosen for an earlier move."""
    return site.start()


def regions(site: Site) -> dict[str, str]:
    """The regions of the screen; the last screen once everything is done."""
    process = site.page_state.process
    if process is None:
        return {"go": site.url("")}
    if process.ended and process.run_state.end is not None and process.run_state.end.exit_code == 0:
        return {"go": site.url("afterwards")}
    return _regions(site)


def _regions(site: Site) -> dict[str, str]:
    process = site.page_state.process
    assert process is not None  # noqa: S101 (the callers have checked it)
    facts = {"process": process, "run_state": process.run_state}
    return live.regions(site) | {
        "controls": site.part("_controls", **facts),
        "picture": site.part("_picture", **facts),
        "checklist": site.part("_checklist", parts=live.checklist(site), **facts),
    }


async def answer(site: Site, request: Request) -> Response:
    """Pass the user's answer on to the run."""
    sent, process = await form(request), site.page_state.process
    back = site.to(sent["from"] if sent.get("from") in SCREENS else "move")
    question = process.run_state.question if process else None
    if process is None or question is None or str(question.question) != sent.get("question"):
        return back
    text = sent.get("text", "")
    if sent.get("choice") == "no":
        text = "no"
    elif question.kind is Kind.MOVE_FOLLOWERS:
        if not _is_new_account(process, text):
            process.complaint = "handle"
            site.page_state.changed()
            return back
        text = question.word
    elif question.word:
        text = sent.get("choice", "")
    process.complaint = ""
    process.answer(question.question, SecretStr(text))
    return back


def _is_new_account(process: RunProcess, text: str) -> bool:
    """Whether a text is the handle of the account to which this run moves."""
    try:
        return process.draft is not None and process.draft.accounts[Side.NEW].handle.same_as(str(Handle.parse(text)))
    except ValueError:
        return False


async def control(site: Site, request: Request) -> Response:
    """Pause the run, go on, or stop it as Ctrl-C does."""
    sent, process = await form(request), site.page_state.process
    if process is not None:
        if sent.get("do") == "stop":
            process.stopping = True
            process.stop()
        elif sent.get("do") in {"pause", "go on"}:
            process.pausing = sent["do"] == "pause"
            process.send(Pause() if process.pausing else GoOn())
        site.page_state.changed()
    return site.to(sent["from"] if sent.get("from") in SCREENS else "move")


async def picture(site: Site, request: Request) -> Response:
    """A picture of a step."""
    name, process = request.path_params["name"], site.page_state.process
    folder = process.folder if process else site.page_state.shown
    file = folder / "report" / "pictures" / name if folder else None
    return _image(file if _PICTURE.fullmatch(name) else None)


async def avatar(site: Site, request: Request) -> Response:
    """The picture of an account."""
    process = site.page_state.process
    return _image(live.avatar_file(process.folder, request.path_params["side"], process.run_state) if process else None)


def _image(file: Path | None) -> Response:
    if file is None or not file.is_file():
        return PlainTextResponse("There is no such picture.", status_code=404)
    return FileResponse(file)
