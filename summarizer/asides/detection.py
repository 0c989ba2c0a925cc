"""Detection of asides by the form and the position of paragraphs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.asides import crediting, forms


class _Paragraph(NamedTuple):
    """A paragraph and its offsets, without surrounding white space. `apart` states that a blank line precedes it."""

    start: int
    end: int
    text: str
    apart: bool


def find_asides(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the paragraphs that are not part of the article, in order.

    Asides are captions with a picture credit, credits, bylines, lists of sources and of links, menus and buttons, calls
    to the reader, and notes on the article itself. The offsets exclude surrounding white space.
    Ambiguous paragraphs are kept, such as a caption without a credit or the first line. If only a title would remain,
    the list is empty.
    """
    paragraphs = list(_paragraphs(text))
    marked = [_is_aside(paragraph.text) for paragraph in paragraphs]
    first = next((n for n, paragraph in enumerate(paragraphs) if not _is_furniture(paragraph.text)), 0)
    _mark_captions(paragraphs, marked, first)
    _mark_controls(paragraphs, marked)
    _mark_lists(paragraphs, marked, first)
    _mark_head(paragraphs, marked, first)
    _mark_tail(paragraphs, marked, first)
    if first < len(marked) and not _is_furniture(paragraphs[first].text):
        marked[first] = False
    left = [n for n, is_marked in enumerate(marked) if not is_marked]
    if not any(n != first or forms.is_prose(paragraphs[n].text) for n in left):
        return []
    return [(p.start, p.end) for p, is_marked in zip(paragraphs, marked, strict=True) if is_marked]


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Yield the paragraphs of a text, with single spaces and without soft hyphens.

    In a hard-wrapped text, lines that continue on the next line are joined.
    """
    start, at, parts, apart, blank = 0, 0, list[str](), True, True
    end = 0
    for line in text.splitlines(keepends=True):
        ink = " ".join(line.replace("\u00ad", "").split())
        if not ink:
            blank = True
        else:
            first = at + len(line) - len(line.lstrip())
            if parts and not blank and _continues_in(parts[-1], ink):
                parts.append(ink)
            else:
                if parts:
                    yield _Paragraph(start, end, " ".join(parts), apart)
                start, parts, apart = first, [ink], blank
            end, blank = first + len(line.strip()), False
        at += len(line)
    if parts:
        yield _Paragraph(start, end, " ".join(parts), apart)


_NARROWEST, _WIDEST = 50, 120  # minimum and maximum characters of a hard-wrapped line


def _continues_in(line: str, after: str) -> bool:
    return _NARROWEST <= len(line) <= _WIDEST and (line[-1].isalpha() or line[-1] in ",-") and after[0].isalnum()


def _is_furniture(text: str) -> bool:
    """Return whether a paragraph is an aside at any position, including the first line."""
    if len(text) > forms.LONGEST:
        return False
    return (
        forms.is_control(text)
        or forms.is_copyright_notice(text)
        or crediting.credit_start(text) is not None
        or _is_menu(text)
    )


def _is_menu(text: str) -> bool:
    return forms.is_menu(text) and text.split()[0].lower() == "home"


def _is_aside(text: str) -> bool:
    """Return whether a paragraph is an aside at any position below the title."""
    if len(text) > forms.LONGEST:
        return False
    return (
        _is_furniture(text)
        or crediting.is_work_credit(text)
        or forms.addresses_reader(text)
        or forms.is_link_line(text)
    )


def _mark_captions(paragraphs: Sequence[_Paragraph], marked: list[bool], first: int) -> None:
    """Mark the caption above a credit on its own line, if no blank line is between them or it is not a sentence."""
    for n in range(first + 2, len(paragraphs)):
        caption, below = paragraphs[n - 1], paragraphs[n]
        if crediting.credit_start(below.text) != 0 or len(caption.text) > forms.LONGEST:
            continue
        together = caption.apart and not below.apart
        if together or not (forms.is_prose(caption.text) or caption.text.endswith((".", "!", "?", ":"))):
            marked[n - 1] = True


def _mark_controls(paragraphs: Sequence[_Paragraph], marked: list[bool]) -> None:
    """Mark adjacent buttons. A single "Facebook" may be a heading."""
    n = 0
    while n < len(paragraphs):
        last = n
        while last < len(paragraphs) and forms.is_control(paragraphs[last].text, alone=False):
            last += 1
        if last - n >= _ROW:
            marked[n:last] = [True] * (last - n)
        n = max(last, n + 1)


_ROW = 3


def _mark_lists(paragraphs: Sequence[_Paragraph], marked: list[bool], first: int) -> None:
    """Mark headings such as "Sources", with the items below them up to the next paragraph of the article."""
    n = first + 1
    while n < len(paragraphs):
        if not forms.is_list_heading(paragraphs[n].text):
            n += 1
            continue
        last = sure = n + 1
        while last < len(paragraphs):
            text = paragraphs[last].text
            found = marked[last] or forms.is_list_heading(text) or forms.is_list_item(text)
            if found is False:
                break
            last += 1
            sure = last if found else sure
        links = forms.is_links_heading(paragraphs[n].text)
        if last == len(paragraphs):
            sure = last  # at the end of the text the last lines can't be headings
        elif links and last > n + 1:
            sure = max(sure, n + 2)
        if sure > n + 1 or (links and last == len(paragraphs)):
            marked[n:sure] = [True] * (sure - n)
        n = last


def _mark_head(paragraphs: Sequence[_Paragraph], marked: list[bool], first: int) -> None:
    """Mark bylines and menus before the first paragraph of the article."""
    for n in range(first + 1, len(paragraphs)):
        text = paragraphs[n].text
        if marked[n]:
            continue
        if len(text) <= forms.LONGEST and (_is_made_by(text) or forms.is_menu(text) or forms.is_note_on_article(text)):
            marked[n] = True
        elif forms.is_prose(text):
            return
        elif crediting.is_byline(paragraphs[n - 1].text) and not paragraphs[n].apart and len(text) <= _LONGEST_OFFICE:
            marked[n] = True  # "Political correspondent"


_LONGEST_OFFICE = 50  # characters


def _is_made_by(text: str) -> bool:
    return crediting.is_byline(text) or crediting.is_role_credit(text)


def _mark_tail(paragraphs: Sequence[_Paragraph], marked: list[bool], first: int) -> None:
    """Mark sources, bylines and notes on the article after its last paragraph."""
    for n in range(len(paragraphs) - 1, first, -1):
        text = paragraphs[n].text
        if marked[n]:
            continue
        if len(text) > forms.LONGEST:
            return
        if forms.is_source_line(text) or _is_made_by(text) or forms.is_note_on_article(text) or _is_closing_menu(text):
            marked[n] = True
        elif forms.is_prose(text):
            return


def _is_closing_menu(text: str) -> bool:
    return forms.is_menu(text) and any(forms.is_control(entry, alone=False) for entry in text.split("|"))
