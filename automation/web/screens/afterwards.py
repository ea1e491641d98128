"""Screen 5, afterwards: what was moved, what is left to do, who has arrived, the report."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from automation import report as reports
from automation.beyond.part import LATER
from automation.beyond.transfer import LATER_COMMAND
from automation.folder.journal import JOURNAL
from automation.outline import PartNumber
from automation.report import events, lists, parts, summary
from automation.report.events import Event, Step, of_kind
from automation.report.pictures import Pictures
from automation.system.files import private_folder, write_text
from automation.web.run_process import RunProcess
from automation.web.screens import followers, live
from automation.web.site import Site, form


async def show(site: Site, request: Request) -> Response:
    """How the move stands."""
    if site.page_state.shown is None:
        return site.to("")
    facts = await run_in_threadpool(_facts, site.page_state.shown)
    running = site.page_state.running and site.page_state.command == "status"
    draft = site.page_state.draft
    facts["of_draft"] = draft is not None and draft.folder.absolute() == facts["folder"]
    facts |= {"watching": running, "regions": live.regions(site) if running else {}}
    return site.page(request, "afterwards", **facts, ticked=_ticked(site.page_state.shown))


def regions(site: Site) -> dict[str, str]:
    """While the followers are watched: the newest counts."""
    process = site.page_state.process
    if process is None or process.ended:
        return {"go": site.url("afterwards")}
    return live.regions(site) | {"counts": _counts(site, process)}


def _counts(site: Site, process: RunProcess) -> str:
    """The newest counts and the chart. The journal is read again only if there are new counts."""
    if process.run_state.counts != process.charted_counts:
        process.charted_counts = dict(process.run_state.counts)
        process.chart = followers.facts(events.read(process.folder), process.folder)
    return site.part("_counts", counts=process.run_state.counts, **process.chart)


async def tick(site: Site, request: Request) -> Response:
    """Tick something off the list of what is left to do, or take the tick away."""
    sent, folder = await form(request), site.page_state.shown
    if folder is not None and (what := sent.get("what")):
        ticked = _ticked(folder)
        ticked = [one for one in ticked if one != what] if what in ticked else [*ticked, what]
        write_text(private_folder(folder / "page") / "ticked.json", json.dumps(ticked, ensure_ascii=False))
    return site.to("afterwards")


async def watch(site: Site, request: Request) -> Response:
    """Watch the followers arrive, while the page is open or until it is stopped."""
    return site.start("status")


async def later(site: Site, request: Request) -> Response:
    """Do what had to wait for the followers to arrive."""
    return site.start("also")


async def report(site: Site, request: Request) -> Response:
    """The picture report."""
    folder = site.page_state.shown
    if folder is None or not (folder / JOURNAL).is_file():
        return PlainTextResponse("There is no report.", status_code=404)
    file = folder / "report" / "index.html"
    if not file.is_file():
        file = await run_in_threadpool(reports.write, folder)
    return FileResponse(file, media_type="text/html")


def _ticked(folder: Path) -> list[str]:
    try:
        found = json.loads((folder / "page" / "ticked.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _facts(folder: Path) -> dict[str, Any]:
    told = events.read(folder)
    stories = parts.of_events(told, Pictures(folder, private=True))
    handles = {side: handle for run in events.of_kind(told, events.Run) for side, handle in run.accounts.items()}
    return {
        "folder": folder.absolute(),
        "handles": handles,
        "stands": summary.of_events(told, stories),
        "lists": lists.of_events(told, folder),
        "left": (left := lists.left_for_the_user(told)),
        "later": any(LATER_COMMAND in what for what in left) and not _did_later(told),
        "moved": any(story.number == PartNumber.MOVE and story.state == "done" for story in stories),
        **followers.facts(told, folder),
    }


def _did_later(told: Sequence[Event]) -> bool:
    """Whether what had to wait was done."""
    numbers = {step.number for step in LATER.values()}
    done = {"done", "already done"}
    return any(
        one.part == PartNumber.BEYOND and one.number in numbers and one.outcome in done for one in of_kind(told, Step)
    )
