"""URLs: what is fetched and what is not, from a server on the loopback interface that does as it is told."""

import contextlib
import gzip
import ipaddress
import socket
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from summarizer.errors import FetchError
from summarizer.read import addresses, fetch, read, read_source

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

TEXT = "It rained all day in the town, and nobody came to the fair."
PAGE = f"<html><head><title>Rain spoils the fair</title></head><body><p>{TEXT}</p></body></html>".encode()


class Server:
    """Answers every connection with `answer(connection, path)`; keeps the requests."""

    def __init__(self):
        self.answers = {}
        self.requests = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection:
            request = connection.recv(65536).decode()
            self.requests.append(request)
            with contextlib.suppress(OSError):  # the reader had enough
                self.answers[request.split(" ")[1]](connection)

    def close(self):
        self._listener.close()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


def reply(body=PAGE, status="200 OK", **headers):
    fields = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return lambda connection: connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def redirect(to, status="302 Found"):
    return reply(b"", status, Location=to)


def get(url, **options):
    return fetch.fetch(url, allow_private=True, **options)


def test_a_page_is_fetched_and_read(server):
    pytest.importorskip("trafilatura")
    server.answers["/a%20b?q=%C3%A9"] = reply()
    article = read(f"{server.url}/a%20b?q=é", allow_private=True)
    assert (article.text, article.title) == (TEXT, "Rain spoils the fair")
    assert article.url == f"{server.url}/a%20b?q=é"
    [request] = server.requests
    assert "User-Agent: summarizer" in request
    assert f"Host: {server.url.removeprefix('http://')}" in request


def test_nothing_that_a_page_refers_to_is_loaded(server):
    pytest.importorskip("trafilatura")
    loads = (
        '<base href="/base/"><link rel="stylesheet" href="/s.css"><link rel="canonical" href="/canonical">'
        '<script src="/s.js"></script><style>@import "/i.css"; body { background: url(/b.png) }</style>'
        '<meta http-equiv="refresh" content="0; url=/refreshed"><meta property="og:image" content="/og.png">'
    )
    shows = '<img src="/p.png"><iframe src="/f"></iframe><object data="/o"></object><video src="/v"></video>'
    page = PAGE.replace(b"</head>", f"</head>{loads}".encode()).replace(b"</body>", f"{shows}</body>".encode())
    entity = b'<!DOCTYPE html [<!ENTITY e SYSTEM "/entity"> <!ENTITY % p SYSTEM "/parameter"> %p;]>'
    server.answers["/"] = reply(entity + page.replace(b"the fair.", b"the fair.&e;"))
    assert TEXT in read(f"{server.url}/", allow_private=True).text
    assert [request.split(" ")[1] for request in server.requests] == ["/"]


def test_text_in_the_encoding_that_the_server_names(server):
    server.answers["/"] = reply("Étienne rit.".encode("cp1252"), Content_Type="text/plain; charset=iso-8859-1")
    assert read(server.url, allow_private=True).text == "Étienne rit."


def test_a_redirect_is_followed_and_its_end_is_the_address(server):
    server.answers |= {"/a": redirect("/b"), "/b": redirect("c", "308 Permanent Redirect"), "/c": reply()}
    assert get(f"{server.url}/a").url == f"{server.url}/c"


def test_packed_pages_are_unpacked(server):
    server.answers["/"] = reply(gzip.compress(PAGE), Content_Encoding="gzip")
    assert get(server.url + "/").data == PAGE


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (reply(gzip.compress(b"0" * 200_000_000), Content_Encoding="gzip"), "larger than 10 MB"),
        (reply(b"0" * 11_000_000), "larger than 10 MB"),
        (reply(gzip.compress(PAGE)[:-20], Content_Encoding="gzip"), "ended early"),
        (reply(PAGE, Content_Length="100000"), "ended early"),
        (reply(PAGE, Content_Encoding="br"), "packed as br"),
        (reply(PAGE, Content_Encoding="gzip"), "did not send the page"),
        (reply(b"{}", Content_Type="application/json"), "application/json, not an article"),
        (reply(b"", "404 Not Found"), "404 Not Found. Check the URL"),
        (reply(b"", "503 Busy"), "503 Busy. Try again later"),
        (redirect("/"), "in a circle"),
        (redirect("file:///etc/passwd"), "neither http nor https"),
        (redirect("http://[::1"), "invalid URL"),
        (lambda connection: connection.sendall(b"220 mail.example ESMTP\r\n"), "did not send the page"),
        (lambda connection: None, "did not send the page"),
    ],
)
def test_what_gives_no_page_is_said(server, answer, says):
    server.answers["/"] = answer
    with pytest.raises(FetchError) as caught:
        get(server.url + "/")
    assert says in str(caught.value)
    assert caught.value.hint


def test_no_more_than_the_bound_is_ever_unpacked(server):
    bomb = gzip.compress(b"0" * 200_000_000, 1)
    server.answers["/"] = reply(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than"):
            get(server.url + "/")
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_redirects_come_to_an_end(server):
    server.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(10)}
    with pytest.raises(FetchError, match="more than 5 times"):
        get(f"{server.url}/0")
    assert len(server.requests) == 6


def drip(connection, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"):
    connection.sendall(head)
    while True:
        connection.sendall(b"a")
        time.sleep(0.05)


def flood(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"a" * 65_536)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (drip, "too slow"),
        (lambda connection: drip(connection, b"HTTP/1.1 200 OK\r\nX: "), "too slow"),
        (lambda connection: time.sleep(5), "too slow"),
        (flood, "larger than"),
    ],
)
def test_a_server_that_never_ends_is_left(server, answer, says):
    server.answers["/"] = answer
    started = time.monotonic()
    with pytest.raises(FetchError, match=says):
        get(server.url + "/", seconds=1.0)
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/passwd", "http://a:b@c.example", "http://a:99999/"])
def test_other_urls_are_refused(url):
    with pytest.raises(FetchError):
        read(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "017700000001", "0", "[::1]", "[::ffff:10.0.0.1]"]
)
def test_private_addresses_are_refused_however_they_are_written(host):
    with pytest.raises(FetchError, match=r"private address .*--allow-private"):
        read(f"http://{host}/latest/meta-data/")


@pytest.mark.parametrize(
    "url",
    ["http://u:pa55@[::1", "http://u:pa55@a.example:99999/", "ftp://u:pa55@a.example/", "http://u:pa55@a.example/x@y"],
)
def test_a_password_in_a_url_is_neither_sent_nor_shown(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", None)  # it comes to no connection
    [source] = read_source(url)
    assert isinstance(source.article, FetchError)
    assert "pa55" not in f"{source.id} {source.article} {source.article.__cause__}"


def test_a_redirect_to_a_private_address_is_refused(server, monkeypatch):
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    server.answers["/"] = redirect("http://169.254.169.254/latest/meta-data/")
    with pytest.raises(FetchError, match=r"private address 169\.254\.169\.254"):
        read(server.url + "/")


def test_every_address_of_a_name_is_checked_and_the_name_is_not_asked_again(server, monkeypatch):
    asked = []

    def resolver(host, port, *_, **options):
        asked.append(host)
        return [(2, 1, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    found = ["93.184.216.34", "10.0.0.7"]
    with pytest.raises(FetchError, match=r"private address 10\.0\.0\.7"):
        addresses.resolve("rebinding.example", 80, allow_private=False)
    found = ["127.0.0.1"]
    asked.clear()
    server.answers["/"] = reply()
    get(f"http://rebinding.example:{server.url.rpartition(':')[2]}/")
    assert asked.count("rebinding.example") == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.168.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("::ffff:169.254.169.254", False),
        ("fd00:ec2::254", False),
        ("fe80::1", False),
        ("ff02::1", False),
        ("::", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("192.0.0.170", False),
        ("192.88.99.1", False),
        ("168.63.129.16", False),
        ("fec0::1", False),
        ("3fff::1", False),
        ("::ffff:168.63.129.16", False),
        ("100.100.100.200", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:a9fe:a9fe::1", False),
        ("::10.0.0.1", False),
        ("2001:0:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert addresses.is_public(ipaddress.ip_address(address)) == public


def test_a_path_that_was_meant_as_a_url_says_so():
    with pytest.raises(Exception, match="Give a URL as str"):
        read(Path("https://a.example/x"))
