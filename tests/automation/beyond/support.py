"""What the tests of the kinds share."""

from fixtures.servers import EmbeddedServer

# What tells releases apart on the screens that the guide does not use.
RELEASES = ("4.0", "4.1", "4.3", "4.5", "4.6", "4.7")
ALL_PAIRS = [(old, new) for old in RELEASES for new in RELEASES]


def changes_on(server: EmbeddedServer) -> list[tuple[str, str]]:
    """The requests that were to change something on a server, but for signing in and the web app's own settings."""
    own = ("/auth/", "/api/web/settings")
    return [
        (method, path)
        for method, path, _ in server.requests
        if method not in ("GET", "HEAD") and not path.startswith(own)
    ]
