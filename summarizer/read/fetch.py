"""Fetches a URL, within bounds of size and time, and only from public addresses.

The standard library's http.client speaks HTTP over a socket that is opened here, to the address that was checked: an
HTTP library resolves the name again by itself, and its timeouts begin anew with every byte. Here a clock closes the
socket when the time is over, whatever the server is at. Cookies, proxies and passwords are not used.
"""

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from summarizer.errors import FetchError
from summarizer.read.addresses import resolve

MOST_BYTES = 10_000_000
"""Of a page, as sent and unpacked."""
MOST_SECONDS = 30.0
"""For all of it, redirects included, names alone apart: the system resolves them in its own time."""
MOST_REDIRECTS = 5
TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf")
USER_AGENT = "summarizer (a Python package that reads one article at a person's request)"

_SAVE = "Save the page from a browser and give the file"
_CHECK = "Check the URL, and open it in a browser: if it warns too, don't trust the page"
_CHUNK = 65_536
_SAID = 100
"""Characters of what a server says that are told."""
_IN_PATH = "/%:@!$&'()*+,;=~"


class Fetched(NamedTuple):
    """A response: the final address, the declared type and encoding, and the bytes."""

    url: str
    type: str
    charset: str | None
    data: bytes


def fetch(url: str, *, allow_private: bool = False, seconds: float = MOST_SECONDS) -> Fetched:
    """Fetch a URL. Redirects are followed, and each is checked in the same way.

    Raises FetchError for other schemes than http and https, private addresses (unless `allow_private`), redirects in
    a circle, error statuses, other types than text, HTML and PDF, and what is larger or slower than the bounds.
    """
    end = time.monotonic() + seconds
    seen: list[str] = []
    while len(seen) <= MOST_REDIRECTS:
        if url in seen:
            raise FetchError(f"{seen[0]} redirects in a circle", _SAVE)
        seen.append(url)
        with _response(_parse_target(url), end, allow_private=allow_private) as response:
            location = response.headers["location"]
            if response.status in (301, 302, 303, 307, 308) and location:
                url = _redirect_target(url, location)
                continue
            return _read_response(url, response)
    raise FetchError(f"{seen[0]} redirects more than {MOST_REDIRECTS} times", _SAVE)


def _redirect_target(url: str, location: str) -> str:
    """The URL that a redirect leads to. http.client decodes headers as Latin-1, whatever they are."""
    try:
        return urljoin(url, location.encode("latin-1", "replace").decode(errors="replace"))
    except ValueError as error:
        raise FetchError(f"{url} redirects to an invalid URL", _SAVE) from error


def without_password(url: str) -> str:
    """The URL without the user and password before an "@", for messages."""
    return re.sub(r"(?<=://)[^/?#\s]{1,2000}@", "", url)


class _Target(NamedTuple):
    """The parts of a URL for a request, in the characters that HTTP allows."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port, as in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def _parse_target(url: str) -> _Target:
    shown = without_password(url)
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname or ""
        if ":" not in host:  # the rest are names; this is an IPv6 address
            host = host.encode("idna").decode()
    except ValueError as error:  # UnicodeError too
        raise FetchError(f"{shown} is not a URL", "Check it") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"{shown} is neither http nor https", "Give the address of a web page, or a file")
    if not host or port == 0:
        raise FetchError(f"{shown} names no host", "Check the URL")
    if parts.username is not None:
        raise FetchError(f"The URL for {host} holds a user name", _SAVE)
    path = quote(parts.path or "/", safe=_IN_PATH)
    if parts.query:
        path += "?" + quote(parts.query, safe=_IN_PATH + "?")
    secure = parts.scheme == "https"
    return _Target(secure, host, port or (443 if secure else 80), path)


@contextlib.contextmanager
def _response(target: _Target, end: float, *, allow_private: bool) -> Iterator[http.client.HTTPResponse]:
    """The response to a GET; its body must be read inside the context. Faults are raised as FetchError."""
    addresses = resolve(target.host, target.port, allow_private=allow_private)
    headers = {
        "Host": target.authority,
        "User-Agent": USER_AGENT,
        "Accept": ", ".join(TYPES),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    late = threading.Event()
    try:
        with contextlib.ExitStack() as stack:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.sock = stack.enter_context(_connect(addresses, target.port, end))
            if target.secure:
                # The handshake waits until the clock runs.
                tls = ssl.create_default_context().wrap_socket(
                    connection.sock, server_hostname=target.host, do_handshake_on_connect=False
                )
                connection.sock = stack.enter_context(tls)
                stack.enter_context(_close_at_deadline(end, tls, late))
                tls.do_handshake()
            else:
                stack.enter_context(_close_at_deadline(end, connection.sock, late))
            connection.request("GET", target.path, headers=headers)
            yield stack.enter_context(contextlib.closing(connection.getresponse()))
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"{target.host} has no valid certificate ({error.verify_message})", _CHECK) from error
    except (OSError, EOFError, http.client.HTTPException, zlib.error) as error:
        if not late.is_set() and not isinstance(error, TimeoutError):
            raise FetchError(f"{target.host} did not send the page ({error})", "Try again later") from error
        late.set()
    if late.is_set():
        raise FetchError(f"{target.host} is too slow", f"Try again later. {_SAVE}")


def _connect(addresses: list[str], port: int, end: float) -> socket.socket:
    """A connection to the first of the addresses that takes one."""
    failed: OSError = TimeoutError()
    for address in addresses:
        left = end - time.monotonic()
        if left > 0:
            try:
                return socket.create_connection((address, port), timeout=left)
            except OSError as error:
                failed = error
    raise failed


@contextlib.contextmanager
def _close_at_deadline(end: float, connection: socket.socket, late: threading.Event) -> Iterator[None]:
    """Close the connection at `end` if the context has not ended by then, and set `late`."""

    def close() -> None:
        late.set()
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)  # TLS would want to say farewell

    clock = threading.Timer(max(0.0, end - time.monotonic()), close)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _read_response(url: str, response: http.client.HTTPResponse) -> Fetched:
    host = urlsplit(url).hostname
    if response.status != 200:
        hints = {404: "Check the URL", 410: "Check the URL", 429: "Try again later"}
        hint = "Try again later" if response.status >= 500 else hints.get(response.status, _SAVE)
        raise FetchError(f"{host} answers {response.status} {response.reason[:_SAID]}".rstrip(), hint)
    kind = response.headers.get_content_type() if response.headers["content-type"] else ""
    if kind and kind not in TYPES:
        raise FetchError(f"{url} is {kind[:_SAID]}, not an article", "Give the address of a web page, a text or a PDF")
    return Fetched(url, kind, response.headers.get_content_charset(), _body(response, f"The page at {host}"))


def _body(response: http.client.HTTPResponse, name: str) -> bytes:
    """The whole body, decompressed. Never more than the bound is held in memory."""
    packing = (response.headers["content-encoding"] or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{name} is packed as {packing}, which was not asked for", _SAVE)
    gzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if packing != "identity" else None
    body, received = bytearray(), 0
    while chunk := response.read1(_CHUNK):
        received += len(chunk)
        body += gzip.decompress(chunk, MOST_BYTES + 1 - len(body)) if gzip else chunk
        if len(body) > MOST_BYTES or received > MOST_BYTES:
            raise FetchError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB", "Save the article's text to a file")
    if response.length or (gzip and not gzip.eof):
        raise EOFError("it ended early")
    return bytes(body)
