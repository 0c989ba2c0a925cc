"""PDFs: their text in paragraphs, and errors for those that have none to give."""

import io
import subprocess
import sys
import time
import zlib

import pytest

pytest.importorskip("pypdf")

import pypdf
from conftest import ROOT

from summarizer.errors import InputError
from summarizer.read import read
from summarizer.read.pdf import MOST_PAGES, lines_to_paragraphs, read_pdf

LINES = [
    "Rain spoils the fair",
    "By Ann Lee",
    "May 3, 2024",
    "It rained all day in the town, and nobody came to the fair that had been",
    "planned since the win-",
    "ter.",
]


def pdf(content, **extra):
    """A PDF of one page with this content stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra.get("filter", b""), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> /XObject << %s >> >>" % extra.get("forms", b""),
        *extra.get("more", ()),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table
    return out + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def drawn(lines):
    shown = b"".join(b"(%s) Tj T* " % line.encode() for line in lines)
    return b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b"ET"


def test_names_in_a_pdf_do_not_reach_the_terminal_through_the_log(tmp_path):
    """In a process of its own: pytest itself listens to the log."""
    path = tmp_path / "steers.pdf"
    steers = b"/Type /Font /Encoding /X#1b]0;Bo#07"
    path.write_bytes(pdf(drawn(LINES)).replace(b"/Type /Font", steers).replace(b"/Helvetica", b"/H#1b[31m"))
    code = f"from summarizer.read import read; from pathlib import Path; read(Path({str(path)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_pdf_is_read_in_paragraphs(tmp_path):
    path = tmp_path / "fair.pdf"
    path.write_bytes(pdf(drawn(LINES)))
    article = read(path)
    assert article.text.split("\n\n")[-1] == (
        "It rained all day in the town, and nobody came to the fair that had been planned since the winter."
    )
    assert (article.title, article.author, article.published) == ("Rain spoils the fair", "Ann Lee", "2024-05-03")


@pytest.mark.parametrize("password", ["", "secret"])
def test_only_a_pdf_that_opens_without_a_password_is_read(password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(drawn(LINES))))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    if password:
        with pytest.raises(InputError, match="has a password"):
            read_pdf(out.getvalue(), "x")
    else:
        assert "It rained" in read_pdf(out.getvalue(), "x")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf(b"0 0 100 100 re f"), "holds no text"),
        (b"%PDF-1.7 and then nothing of the kind", "is not a readable PDF"),
        (pdf(b"BT 1 0 R ET"), "is not a readable PDF"),
        (pdf(b"q Q", filter=b"/Filter /Sieve"), "is not a readable PDF"),
        (pdf(zlib.compress(b"BT " + b" " * 60_000_000 + b"ET"), filter=b"/Filter /FlateDecode"), "takes too much"),
        (pdf(zlib.compress(b"q Q " * 1_000_000), filter=b"/Filter /FlateDecode"), "takes too much"),
    ],
)
def test_what_gives_no_text_is_said(data, says):
    with pytest.raises(InputError, match=says) as caught:
        read_pdf(data, "x.pdf")
    assert caught.value.hint


def test_a_small_pdf_may_not_take_as_long_as_a_large_one(monkeypatch):
    """Each form draws the next one eight times."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R /Length %d >>\nstream\n%s\nendstream"
    drawing = [b"/X%d Do " % number * 8 + drawn(LINES) for number in range(1, 12)]
    forms = [form % (len(content), content) for content in drawing]
    names = b" ".join(b"/X%d %d 0 R" % (number, 7 + number) for number in range(11))
    monkeypatch.setattr("summarizer.read.pdf.LEAST_SECONDS", 0.2)
    begin = time.thread_time()
    with pytest.raises(InputError, match="takes too much to read"):
        read_pdf(pdf(b"/X0 Do", forms=names, more=forms), "x")
    assert time.thread_time() - begin < 3


def test_too_many_pages_are_refused_at_once():
    """By the number that the file states, or where that is too low, by counting."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(drawn(LINES))))
    for _ in range(MOST_PAGES):
        writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    for data in (
        pdf(drawn(LINES)).replace(b"/Count 1 ", b"/Count 30000 "),
        out.getvalue().replace(b"/Count 501", b"/Count 1  "),
    ):
        begin = time.thread_time()
        with pytest.raises(InputError, match="more than 500 pages"):
            read_pdf(data, "x.pdf")
        assert time.thread_time() - begin < 1


def test_the_number_of_pages_that_a_pdf_states_comes_before_it_counts_them(monkeypatch):
    monkeypatch.setattr(pypdf.PdfReader, "pages", property(lambda _: pytest.fail("counted")))
    with pytest.raises(InputError, match="more than 500 pages"):
        read_pdf(pdf(drawn(LINES)).replace(b"/Count 1 ", b"/Count 30000 "), "x.pdf")


def test_a_pdf_that_states_no_number_of_pages_is_read():
    assert "It rained" in read_pdf(pdf(drawn(LINES)).replace(b"/Count 1 ", b"/Cnt 1   "), "x.pdf")


def test_lines_become_paragraphs():
    lines = (
        "The first line of this is as long as a line\ncan be. It ends here.\nAnother begins, and it goes on\nup to here"
    )
    assert lines_to_paragraphs(lines) == (
        "The first line of this is as long as a line can be. It ends here.\n\nAnother begins, and it goes on up to here"
    )
    assert (
        lines_to_paragraphs("首相は木曜日、交渉は来週も続くと述べ\nた。外務大臣は")
        == "首相は木曜日、交渉は来週も続くと述べた。外務大臣は"
    )
