"""How gentle many moves were to a server, and what they left there: read from the server itself."""

from dataclasses import asdict
from typing import Any

from fixtures.servers import Account, EmbeddedServer, context
from fixtures.servers.network.visits import Interval, Visit, most_at_once, most_within, sign_ins, signed_in

WINDOW_S = 300


def assert_gentle(server: EmbeddedServer, *, moves: int, sign_ins_in_window: int, imports: int) -> None:
    """No more moves, sign-ins or imports at once than allowed, and nothing refused because there were too many."""
    assert moves_at_once(server) <= moves
    assert most_within(sign_ins(server.visits), WINDOW_S) <= sign_ins_in_window
    assert imports_at_once(server) <= imports
    assert _refusals(server) == []


def moves_at_once(server: EmbeddedServer) -> int:
    """How many were signed in at the same time, at most."""
    return most_at_once(signed_in(server.visits))


def imports_at_once(server: EmbeddedServer) -> int:
    """How many accounts had imports running at the same time, at most. A file may follow another without a pause."""
    return most_at_once(interval for account in server.accounts.values() for interval in _importing(account))


def _importing(account: Account) -> list[Interval]:
    """When imports of one account ran: those that overlap count as one."""
    joined: list[Interval] = []
    for begin, end in sorted(
        (one.started_at.timestamp(), one.finished_at.timestamp()) for one in account.imports if one.finished_at
    ):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def refuse_one_of_two(server: EmbeddedServer, *, again_in: float, noticed_in: float = 1) -> None:
    """Let one of two moves wait for a page until the other is told, with 429, to ask again later.

    Args:
        server: where both export.
        again_in: after how many seconds.
        noticed_in: how many seconds after that the first gets its page.
    """

    def until_the_other_is_refused() -> None:
        while not _refusals(server) and not server.fediverse.closing.is_set():
            context.pause(0.05)
        context.pause(noticed_in)

    server.faults.add("GET", "/settings/export", until_the_other_is_refused)
    server.faults.add("GET", "/settings/export", 429, again_in=again_in)


def asked_for_meanwhile(server: EmbeddedServer, again_in: float) -> list[str]:
    """What was asked for after the refusal, before the server allowed it."""
    (refused,) = _refusals(server)
    until = refused.time + again_in - 0.5
    found = [visit.path for visit in server.visits if refused.time < visit.time < until]
    return [path for path in found if not path.startswith("/packs")]


def _refusals(server: EmbeddedServer) -> list[Visit]:
    return [visit for visit in server.visits if visit.status == 429]


# Numbers and times, which differ each time; and how often a file was uploaded, which adds nothing the second time.
_NOT_COMPARED = {"id", "created_at", "otp_step", "imports", "posts", "migrations"}


def end_state(server: EmbeddedServer) -> dict[str, Any]:
    """What there is on a server, by account, without what differs between two undisturbed moves."""
    return {name: _end_of(account, server) for name, account in sorted(server.accounts.items())}


def differing(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What differs between two end states, by account and key: what was found, and what was expected."""
    pairs = {
        (name, key): (value, expected.get(name, {}).get(key)) for name, of in found.items() for key, value in of.items()
    }
    wrong: dict[str, dict[str, Any]] = {name: {} for name in found.keys() ^ expected.keys()}
    for (name, key), (value, wanted) in pairs.items():
        if value != wanted:
            wrong.setdefault(name, {})[key] = (value, wanted)
    return wrong


def _end_of(account: Account, server: EmbeddedServer) -> dict[str, Any]:
    servers = server.fediverse.servers.values()

    def without_ports(text: str) -> str:
        for one in servers:
            text = text.replace(one.url, one.domain)
        return text

    facts = {name: value for name, value in asdict(account).items() if name not in _NOT_COMPARED}
    return facts | {
        # An upload that nobody confirms is deleted after ten minutes.
        "imports": sorted({(one.type, one.mode, one.state) for one in account.imports if one.state != "unconfirmed"}),
        "posts": [(without_ports(post.text), post.visibility, post.pinned) for post in account.posts],
        "migrations": [(one.target, one.followers) for one in account.migrations],
    }
