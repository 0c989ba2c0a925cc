"""Reads the text of a PDF in paragraphs, with pypdf and within bounds of time.

A PDF has positions on a page, not paragraphs. A line that ends a sentence and is clearly shorter than the others ends a
paragraph. A hyphenated word at the end of a line is joined. Invisible text is kept, since scans have their text so.
"""

import io
import logging
import re
import time
from collections.abc import Iterator

import pypdf
from pypdf.errors import DependencyError, LimitReachedError

from summarizer.errors import InputError

# What pypdf logs has names from the file in it, which could steer a terminal. Who sets up logging still gets it.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

MOST_PAGES = 500
LEAST_SECONDS, MOST_SECONDS, BYTES_A_SECOND = 3.0, 60.0, 10_000
"""Of computing: some, and more for a larger file. A page of text takes a tenth of one."""
_BOUNDS = pypdf.Configuration(zlib_maximum_output_length=20_000_000, stream_parsing_work_maximum_count=300_000)
"""Of one stream: unpacked bytes, and commands. A dense page of a newspaper has some 20,000."""
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def read_pdf(data: bytes, name: str) -> str:
    """The text of all pages, a blank line between paragraphs.

    Raises InputError, which calls the file `name`, for what is no PDF, has a password, holds no text (a scan), or
    takes more than the bounds.
    """
    try:
        with pypdf.apply_configuration(_BOUNDS):
            lines = "\n".join(_pages(data, name))
    except InputError:
        raise
    except LimitReachedError as error:
        raise InputError(f"{name} takes too much to read ({error})", "Save the article's text to a file") from error
    except DependencyError as error:
        raise InputError(f"{name} is encrypted ({error})", "Save it without encryption") from error
    except Exception as error:  # pypdf meets broken files with whatever its code stumbles over
        raise InputError(f"{name} is not a readable PDF ({error})", "Save it anew, or as text") from error
    text = lines_to_paragraphs(lines)
    if not text:
        raise InputError(f"{name} holds no text", "It may be a scan: have its text recognised first (OCR)")
    return text


def _pages(data: bytes, name: str) -> Iterator[str]:
    seconds = min(MOST_SECONDS, LEAST_SECONDS + len(data) / BYTES_A_SECOND)
    end = time.thread_time() + seconds

    def in_time(*_: object) -> None:
        if time.thread_time() > end:
            raise LimitReachedError(f"more than {seconds:.0f} s")

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{name} has a password", "Save it without one")
    if _declared_page_count(reader) > MOST_PAGES or len(reader.pages) > MOST_PAGES:
        raise InputError(f"{name} has more than {MOST_PAGES} pages", "Give the pages of the article alone")
    for page in reader.pages:
        text = page.extract_text(visitor_operand_before=in_time)
        in_time()  # within a form pypdf logs the error, and goes on without the form's text
        yield text


def _declared_page_count(reader: pypdf.PdfReader) -> int:
    """The number of pages that a PDF declares; 0 if it does not. Counting them would take far longer."""
    pages = reader.root_object.get("/Pages")
    stated = pages.get_object().get("/Count") if pages is not None else None
    return stated if isinstance(stated, int) else 0


def lines_to_paragraphs(text: str) -> str:
    """Join the lines of a page to paragraphs."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    done: list[str] = []
    current = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        current = _join_lines(current, line)
        short = len(line) < 0.75 * width
        if not line or not following or (short and (_SENTENCE_END.search(line) or not following[0].islower())):
            done.append(current)
            current = ""
    return "\n\n".join(paragraph for paragraph in done if paragraph)


def _join_lines(before: str, line: str) -> str:
    """Join two lines of a paragraph: a hyphenated word without its hyphen, Chinese and Japanese without a space."""
    if not before or not line:
        return before + line
    if before.endswith(("-", "\u00ad", "‐")) and before[-2:-1].isalpha() and line[0].islower():
        return before[:-1] + line
    spaceless = "\u2e80" <= before[-1] < "\uac00" and line[0] >= "\u2e80"
    return before + line if spaceless else f"{before} {line}"
