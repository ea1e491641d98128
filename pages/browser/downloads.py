"""Downloading files: one by clicking its link, a picture by its address."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request, Response

from pages.browser.documents import Documents, PendingDownload, error_from
from pages.browser.sign_in_page import SIGN_IN_ADDRESS
from pages.errors import ServerTrouble, SignedOut

# The picture types that Mastodon accepts, and their file extensions.
PICTURE_TYPES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
# Types that the browser displays, unless the server marks them as an attachment.
_DISPLAYED_TYPES = {
    "text/html", "text/plain", "text/xml", "application/xhtml+xml", "application/xml", "application/json",
}  # fmt: skip


def download(documents: Documents, click: Callable[[], None], origin: str) -> PendingDownload:
    """Click a link that sends a file. The file may still be downloading when this returns.

    The page is loaded completely first, because a download stops everything that is still loading.

    Args:
        documents: the documents of the browser page.
        click: clicks the link.
        origin: the origin of the server.

    Raises:
        ServerTrouble: the server sent an error instead of the file, or the connection was not encrypted.
        SignedOut: the server sent its sign-in page instead of the file.
    """
    page, address = documents.page, documents.page.url
    downloads: list[PendingDownload] = []

    def click_once() -> None:
        if page.url != address:
            documents.read(address)
        documents.complete()
        with page.expect_download() as pending:
            with page.expect_response(documents.ends_navigation) as response:
                click()
            if not _is_file(response.value):
                raise _error_instead_of_file(documents, response.value)
        downloads.append(PendingDownload(pending.value, _announced_size(response.value)))
        for visited in _addresses_visited(response.value):
            expect_encrypted(visited, origin)

    documents.repeat(lambda: documents.load_once(click_once))
    return downloads[-1]


def picture(page: Page, address: str) -> tuple[bytes, str]:
    """Download a picture with the browser's cookies; returns its content and its media type.

    Raises:
        ServerTrouble: it could not be downloaded, or Mastodon does not accept its type.
    """
    try:
        response = page.context.request.get(address, max_redirects=3)
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if not response.ok or media_type not in PICTURE_TYPES:
            said = f"This is not a picture that Mastodon accepts: {media_type or 'unknown type'}."
            raise ServerTrouble(address, response.status, said)
        return response.body(), media_type
    except PlaywrightError as error:
        raise ServerTrouble(address, None, error.message.splitlines()[0]) from error


def expect_encrypted(address: str, origin: str) -> None:
    """Make sure that an address uses HTTPS, or the same scheme as the server's origin, which may be this computer.

    Raises:
        ServerTrouble: it uses another scheme.
    """
    if urlsplit(address).scheme not in {"https", urlsplit(origin).scheme}:
        raise ServerTrouble(address, None, "The address of the file is not encrypted (HTTPS).", reached=False)


def _error_instead_of_file(documents: Documents, response: Response) -> Exception:
    documents.parsed()
    if urlsplit(response.url).path == SIGN_IN_ADDRESS:
        return SignedOut(response.url)
    return error_from(response, reading=True)


def _is_file(response: Response) -> bool:
    """Whether a response is a file rather than a page. Object storage does not send `Content-Disposition`."""
    if response.status >= 400:
        return False
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_attachment = response.headers.get("content-disposition", "").startswith("attachment")
    return is_attachment or media_type not in _DISPLAYED_TYPES


def _addresses_visited(response: Response) -> Iterator[str]:
    """The address of a response, then those that redirected to it, the most recent first."""
    request: Request | None = response.request
    while request is not None:
        yield request.url
        request = request.redirected_from


def _announced_size(response: Response) -> int | None:
    """The file's size in bytes, if the server states it. For a compressed response, the header has another length."""
    length = response.headers.get("content-length", "")
    return int(length) if length.isdecimal() and "content-encoding" not in response.headers else None
