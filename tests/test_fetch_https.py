"""HTTPS: from a server on the loopback interface, with certificates made here."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
import time

import pytest

pytest.importorskip("cryptography", reason="makes the certificates")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from summarizer.errors import FetchError
from summarizer.read import fetch

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

BODY = b"<p>It rained all day in the town.</p>"
REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY


def certificate(folder, address="127.0.0.1", days=1):
    """A file with a key and a certificate signed by it, for an address, that ends in so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a.example")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=1)
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "certificate.pem"
    path.write_bytes(pem + signed.public_bytes(serialization.Encoding.PEM))
    return path


@contextlib.contextmanager
def serving(path, answer=lambda connection: connection.sendall(REPLY)):
    """The URL of a server with this certificate that answers every request alike."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)

    def serve():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(65_536)
                    answer(secure)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/"


def get(url, **options):
    return fetch.fetch(url, allow_private=True, **options)


def test_a_page_with_a_certificate_that_is_trusted_is_fetched(tmp_path, monkeypatch):
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with serving(path) as url:
        assert get(url).data == BODY


@pytest.mark.parametrize(
    ("trusted", "options", "says"),
    [
        (False, {}, "no valid certificate (self-signed certificate)"),
        (True, {"address": "127.0.0.2"}, "no valid certificate (IP address mismatch"),
        (True, {"days": -1}, "no valid certificate (certificate has expired)"),
    ],
)
def test_a_certificate_that_proves_nothing_is_said(tmp_path, monkeypatch, trusted, options, says):
    path = certificate(tmp_path, **options)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with serving(path) as url, pytest.raises(FetchError) as caught:
        get(url)
    assert says in str(caught.value).replace("self signed", "self-signed")
    assert "browser" in caught.value.hint


def test_a_server_that_never_ends_is_left_over_https_too(tmp_path, monkeypatch):
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))

    def drip(connection):
        connection.sendall(REPLY)
        while True:
            connection.sendall(b"a")
            time.sleep(0.05)

    with serving(path, drip) as url, pytest.raises(FetchError, match="too slow"):
        get(url, seconds=1.0)


def test_a_server_that_shakes_no_hands_is_left():
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(FetchError, match="too slow"):
        get(f"https://127.0.0.1:{listener.getsockname()[1]}/", seconds=1.0)


def test_plain_http_where_https_is_asked_for_is_said():
    def serve():
        connection, _ = listener.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(REPLY)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(FetchError, match="did not send the page"):
            get(f"https://127.0.0.1:{listener.getsockname()[1]}/")
