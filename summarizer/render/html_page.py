"""Renders a digest as an HTML page: the article beside its digest, with links between items and evidence.

The page is one file that loads nothing. Its policy allows the one style and the one script it holds, by their hashes,
and nothing else; the template escapes whatever comes from the article, so that no markup of it is ever markup here.
"""

import base64
import functools
import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from summarizer.article import Article, Span
from summarizer.digest import Claim, Digest
from summarizer.render.axis import has_place_on_axis, lay_out_axis
from summarizer.render.pieces import Sentence, Use, cut_into_pieces, sentence_number
from summarizer.render.words import FLAGS, date_in_words, printable, problem_in_words, run_line, speaker_in_words

_VIEW = Path(__file__).parent / "view"

_WHOLE, _CHUNK = 150, 36
"""Items of a list that is kept whole, and of each chunk of a longer one."""
_WHOLE_TEXT, _PART = 50_000, 6_000
"""The same for the article, in characters."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that HTML does not allow, and lone surrogates, which no encoding takes."""


class Shown(NamedTuple):
    """An item of the digest for the page: its `id`, the sentences that it cites, and its people."""

    id: str
    of: Any
    cites: list[int]
    people: list[str]
    flags: list[str]


def html(digest: Digest) -> str:
    """The digest as a complete page, to be encoded in UTF-8. It works without scripts, a network or a server."""
    article, summary = digest.article, digest.summary
    people_ids = {person.id: f"p{n}" for n, person in enumerate(digest.people, 1)}
    show = functools.partial(_shown_item, digest, _Mentions(digest, people_ids))
    dated = [event for event in digest.timeline if has_place_on_axis(event.date)]
    undated = [event for event in digest.timeline if not has_place_on_axis(event.date)]
    points = [show(f"k{n}", p, p.evidence) for n, p in enumerate(summary.key_points if summary else [], 1)]
    events = [show(f"e{n}", e, e.evidence, e.people) for n, e in enumerate([*dated, *undated], 1)]
    people = [show(f"p{n}", p, p.mentions) for n, p in enumerate(digest.people, 1)]
    claims = [show(f"c{n}", c, _spans_of_claim(c), [c.speaker.person]) for n, c in enumerate(digest.claims, 1)]
    speakers = _speakers(digest)
    page = (
        _environment()
        .get_template("view.html.j2")
        .render(
            article=article,
            parts=_parts(cut_into_pieces(article, _uses(points, events, people, claims))),
            title=(summary and summary.headline) or article.title or article.id or "Digest",
            heading=_heading(article),
            summary=summary,
            summary_flags=[FLAGS[flag] for flag in summary.flags] if summary else [],
            published=article.published and _date_in_words(article.published[:10]),
            link=_safe_link(article.url),
            language=_language(article.language),
            points=points,
            dated=events[: len(dated)],
            undated=events[len(dated) :],
            axis=lay_out_axis([event.date for event in dated], article.published),
            people=people,
            claims=claims,
            speakers={claim.id: speaker for claim, speaker in zip(claims, speakers, strict=True)},
            filters={
                "speaker": list(dict.fromkeys(speakers)),
                "certainty": _values_that_occur(
                    ("certain", "probable", "possible"), [claim.certainty for claim in digest.claims]
                ),
                "status": _values_that_occur(
                    ("reported", "disputed", "denied", "confirmed"), [claim.status for claim in digest.claims]
                ),
            },
            issues=[(issue.section, problem_in_words(issue), issue.detail) for issue in digest.issues],
            made_by=run_line(digest),
            contents=_table_of_contents(
                ("points", "Key points", points),
                ("people", "People", people),
                ("timeline", "Timeline", events),
                ("claims", "Claims", claims),
                ("missing", "Missing, and why", digest.issues),
            ),
            policy=_content_security_policy(),
            style=_load_asset("view.css"),
            script=_load_asset("view.js"),
        )
    )
    return _UNFIT.sub("\ufffd", page)


def _heading(article: Article) -> str | None:
    """The article's title, if its text does not begin with it."""
    first = article.text.strip().partition("\n")[0].strip("#*_ \t\r")
    return None if article.title == first else article.title


def _chunks(items: list[Any]) -> list[list[Any]]:
    """A long list in chunks that a browser lays out without a pause. 36 items fill rows of 1 to 4 columns."""
    size = _CHUNK if len(items) > _WHOLE else len(items)
    return [items[n : n + size] for n in range(0, len(items), size or 1)]


def _parts(paragraphs: list[list[Sentence]]) -> list[list[list[Sentence]]]:
    """A long article in parts of whole paragraphs, for the same reason."""
    lengths = [sum(len(piece.text) for sentence in sentences for piece in sentence.pieces) for sentences in paragraphs]
    size = _PART if sum(lengths) > _WHOLE_TEXT else sum(lengths)
    parts: list[list[list[Sentence]]] = []
    room = 0
    for sentences, length in zip(paragraphs, lengths, strict=True):
        if not parts or length > room:
            parts.append([])
            room = size
        parts[-1].append(sentences)
        room -= length
    return parts


def _table_of_contents(*lists: tuple[str, str, Sequence[object]]) -> list[tuple[str, str, int]]:
    """Id, name and length of each list that is not empty; [] if the page is short enough to scroll."""
    contents = [(place, name, len(items)) for place, name, items in lists if items]
    return contents if sum(count for *_, count in contents) > _WHOLE else []


def notebook(digest: Digest) -> str:
    """The page in a sandboxed frame, for a notebook: its script runs, but can't access the notebook."""
    return (
        f'<iframe srcdoc="{escape(html(digest))}" sandbox="allow-scripts" title="Digest" width="100%" height="720" '
        'frameborder="0"></iframe>'
    )


class _Mentions:
    """The mentions of all people, to find the people of a passage."""

    def __init__(self, digest: Digest, ids: dict[str, str]) -> None:
        self.ids = ids
        self._placed = sorted((span.start, ids[person.id]) for person in digest.people for span in person.mentions)

    def within(self, spans: Iterable[Span]) -> set[str]:
        """Ids, on the page, of the people named in these spans."""
        found: set[str] = set()
        for span in spans:
            first, last = (bisect_left(self._placed, (offset, "")) for offset in (span.start, span.end))
            found.update(person for _, person in self._placed[first:last])
        return found


def _shown_item(
    digest: Digest, mentions: _Mentions, place: str, item: Any, spans: Sequence[Span], people: Sequence[str | None] = ()
) -> Shown:
    about = {mentions.ids[person] for person in people if person in mentions.ids} | mentions.within(spans)
    cites = sorted({sentence_number(digest.article, span.start) for span in spans})
    return Shown(place, item, cites, sorted(about), [FLAGS[flag] for flag in item.flags])


def _spans_of_claim(claim: Claim) -> list[Span]:
    """The evidence of a claim, and its quote if that is not within the evidence."""
    quote = claim.quote
    apart = quote and not any(quote in span for span in claim.evidence)
    return [*claim.evidence, *([quote] if quote and apart else [])]


def _uses(
    points: Sequence[Shown], events: Sequence[Shown], people: Sequence[Shown], claims: Sequence[Shown]
) -> list[Use]:
    """Every evidence span of an item, in the order of the page."""
    return [
        *(Use(item.id, span) for item in [*points, *events] for span in item.of.evidence),
        *(Use(item.id, span) for item in people for span in item.of.mentions),
        *(Use(item.id, span) for item in claims for span in _spans_of_claim(item.of)),
        *(Use(item.id, span, cue=True) for item in claims for span in item.of.cues),
    ]


def _speakers(digest: Digest) -> list[str]:
    """The name of the speaker of each claim: that of the person, if the speaker is one of the digest's people."""
    names = {person.id: person.name for person in digest.people}
    first: dict[str, str] = {}
    speakers = []
    for claim in digest.claims:
        speaker = claim.speaker
        name = "The article" if speaker.kind == "narrator" else names.get(speaker.person or "", speaker.name)
        speakers.append(first.setdefault(name.casefold(), name))
    return speakers


def _values_that_occur(values: Sequence[str], of: Sequence[str]) -> list[str]:
    return [value for value in values if value in of]


def _date_in_words(date: str | None) -> str:
    try:
        return date_in_words(date)
    except (ValueError, IndexError):  # no EDTF, or more of it than this package writes
        return str(date)


def _safe_link(url: str | None) -> str | None:
    """The article's address if it is safe as a link; `javascript:` addresses and similar ones are not."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _language(language: str | None) -> str | None:
    return language if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language) else None


def _direction(text: str) -> str:
    """The direction of a text, by its first letter that has one."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return "ltr" if strong == "L" else "rtl"


def _qualities(claim: Claim) -> list[str]:
    """How a claim differs from a certain, positive, reported one, in words."""
    return [
        *([claim.certainty] if claim.certainty != "certain" else []),
        *(["says it is not so"] if claim.polarity == "negative" else []),
        *([claim.status] if claim.status != "reported" else []),
    ]


@functools.cache
def _load_asset(name: str) -> Markup:
    return Markup((_VIEW / name).read_text(encoding="utf-8"))  # noqa: S704  # ours, and nothing is filled in


@functools.cache
def _content_security_policy() -> str:
    def hashed(name: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(_load_asset(name).encode()).digest()).decode() + "'"

    return (
        f"default-src 'none'; style-src {hashed('view.css')}; script-src {hashed('view.js')}; "
        "base-uri 'none'; form-action 'none'"
    )


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_VIEW),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "chunks": _chunks,
        "direction": _direction,
        "ids": " ".join,  # they hold nothing to escape
        "printable": printable,
        "qualities": _qualities,
        "speaker": speaker_in_words,
        "spoken": _date_in_words,
    }
    return environment
