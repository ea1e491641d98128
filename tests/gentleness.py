"""How gentle many moves were to a server, and what they left there: read from the server itself."""

from dataclasses import asdict
from typing import Any

from fixtures.servers import Account, EmbeddedServer
from fixtures.servers.network.visits import Interval, most_at_once, most_within, sign_ins, signed_in

WINDOW_S = 300


def assert_gentle(server: EmbeddedServer, *, moves: int, sign_ins_in_window: int, imports: int) -> None:
    """No more moves, sign-ins or imports at once than allowed, and nothing refused because there were too many."""
    visits = list(server.visits)
    assert most_at_once(signed_in(visits)) <= moves
    assert most_within(sign_ins(visits), WINDOW_S) <= sign_ins_in_window
    assert imports_at_once(server) <= imports
    assert [visit for visit in visits if visit.status == 429] == []


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


# Numbers and times, which differ each time; and how often a file was uploaded, which adds nothing the second time.
_NOT_COMPARED = {"id", "created_at", "otp_step", "imports", "posts", "migrations"}


def end_state(server: EmbeddedServer) -> dict[str, Any]:
    """What there is on a server, by account, without what differs between two undisturbed moves."""
    return {name: _end_of(account, server) for name, account in sorted(server.accounts.items())}


def _end_of(account: Account, server: EmbeddedServer) -> dict[str, Any]:
    servers = server.fediverse.servers.values()

    def without_ports(text: str) -> str:
        for one in servers:
            text = text.replace(one.url, one.domain)
        return text

    facts = {name: value for name, value in asdict(account).items() if name not in _NOT_COMPARED}
    return facts | {
        "imports": sorted({(one.type, one.mode, one.state) for one in account.imports}),
        "posts": [(without_ports(post.text), post.visibility, post.pinned) for post in account.posts],
        "migrations": [(one.target, one.followers) for one in account.migrations],
    }
