r"""Finds the title and byline of plain text and Markdown, if they are unambiguous.

>>> find_head("Rain at last\n\nBy Ann Lee and Bo Ek\n\nIt rained.")
Head(title='Rain at last', author='Ann Lee, Bo Ek')
"""

import re
from typing import NamedTuple

from summarizer import dates


class Head(NamedTuple):
    """The title and the author at the head of an article."""

    title: str | None
    author: str | None


_LINES = 6
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door|Автор:|文/)\s{0,3}(?P<names>[^\n]{3,100})$")
_AND = re.compile(r"\s+(?:and|und|et|y|e|en|и)\s+|,\s+|\s*&\s*", re.IGNORECASE)
_NAME = re.compile(
    r"(?:[^\W\d_]\.\s?)*[^\W\d_a-z][\w'’.-]{0,30}(?:\s+(?:(?:de|da|van|von|der|den|del|di|la|al|bin)\s+)*[^\W\d_a-z][\w'’.-]{0,30}){0,3}"
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>(?:[^\n]{0,500}\n){0,60}?)---[ \t]*(?:\n|$)")
_COMMENT = re.compile(r"<!--(?:(?!-->|<!--)[\s\S])*-->")


def find_head(text: str) -> Head:
    """The title and the names of the byline of an article in plain text or Markdown; None for what is ambiguous.

    A title is the first line, short and no sentence, with a blank line, a byline or a date after it. A byline says "By"
    (or the like) and names, on a line of its own near the top.
    """
    beginning = text[:2000].lstrip("\ufeff\n\r\t ").split("\n")
    lines = [line.strip() for line in beginning if line.strip()][:_LINES]
    if len(lines) < 2:
        return Head(None, None)
    author = next((names for line in lines[1:] if (names := byline(line))), None)
    first = lines[0]
    after = beginning[1].strip()
    apart = not after or is_date(after) or byline(after) is not None or set(after) <= {"=", "-"}
    title = re.sub(r"^#\s+|\s+#*$", "", first).strip("*_ ") if apart or first.startswith("# ") else ""
    return Head(title if _is_title(title) else None, author)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The front matter of a Markdown file as fields with lower-case names, and the text after it.

    Comments (`<!-- -->`) are left out of the text: no reader of Markdown sees them.
    """
    match = _FRONT_MATTER.match(text)
    fields = {}
    for line in match["fields"].splitlines() if match else ():
        name, colon, value = line.partition(":")
        if colon and name.strip().isidentifier():
            fields[name.strip().lower()] = value.strip().strip("\"'")
    return fields, _COMMENT.sub("", text[match.end() :] if match else text).lstrip("\n")


def _is_title(line: str) -> bool:
    return (
        3 <= len(line) <= 200
        and len(line.split()) <= 30
        and any(letter.isalpha() for letter in line)
        and not line.endswith((".", ",", ";", ":", "。", "-"))
        and not is_date(line)
        and not line.startswith(("<", "{", "[", ">", "-", "* "))
    )


def is_date(line: str) -> bool:
    """Whether the line is only a date."""
    header = dates.find_date_header(line)
    return header is not None and header.end >= len(line)


def byline(line: str) -> str | None:
    """The names of a byline, or None: "By Jane Roe and John Doe, Staff Writers" -> "Jane Roe, John Doe"."""
    match = _BYLINE.match(line.strip("*_ "))
    if match is None:
        return None
    names: list[str] = []
    for part in _AND.split(re.split(r"\s*[|–—(•·]|\s+-\s+|\s+in\s+", match["names"])[0]):
        if not _NAME.fullmatch(part) or (
            names and re.search(r"(?:Writer|Editor|Reporter|Correspondent|Staff|Press)s?$", part)
        ):
            break
        names.append(part)
    return ", ".join(names) or None
