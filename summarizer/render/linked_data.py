"""Renders a digest as linked data: schema.org for its items, W3C Web Annotations for their evidence.

One JSON-LD 1.1 document, whose graph holds

- the NewsArticle, and its text as a TextObject that is named by its hash (RFC 6920): offsets count in that text;
- the digest, a CreativeWork based on the article and declared as made by a model; its key points are its parts;
- a Person, Event or Claim for each item. A Claim names who makes it (`author`) and where it stands (`appearance`,
  `firstAppearance`), as publishers mark claims up. There is no ClaimReview: a digest does not judge;
- an Annotation for every span, with TextPositionSelector and TextQuoteSelector, whose body is the item that the span
  carries; and one for what a check flagged, whose target is the item. Each is complete, with its own context.

https://schema.org/NewsArticle, https://schema.org/Claim, https://www.w3.org/TR/annotation-model/
"""

import base64
import json
import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from summarizer.article import Article, Span
from summarizer.digest import Claim, Digest, Event, KeyPoint, Person
from summarizer.render.words import escape_json, problem_in_words

SCHEMA_CONTEXT = "https://schema.org"
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EDTF = "http://id.loc.gov/datatypes/edtf"

AROUND = 32
"""Characters before and after a quotation that tell it from others like it."""

Node = dict[str, Any]

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_ISO_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?")
_MOTIVATION = {"mention": "identifying", "evidence": "describing", "quote": "describing", "cue": "highlighting"}


def jsonld(digest: Digest, indent: int | None = None) -> str:
    """The digest as a JSON-LD document, which is also safe within an HTML page's `script` element."""
    text = escape_json(json.dumps(graph(digest), ensure_ascii=False, indent=indent))
    for character in "<>&":  # these stand in strings alone
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def graph(digest: Digest) -> Node:
    """The document as JSON values, without a user's own sections: no vocabulary is known for them."""
    names = _Names.of(digest)
    nodes = [
        _article(digest, names),
        _text(digest.article, names),
        _digest(digest, names),
        *(_point(point, number, names) for number, point in enumerate(_points(digest), 1)),
        _run(digest, names),
        *(_person(person, names) for person in digest.people),
        *(_event(event, number, names) for number, event in enumerate(digest.timeline, 1)),
        *(_claim(claim, number, names) for number, claim in enumerate(digest.claims, 1)),
    ]
    annotations = [*_annotations(digest, names), *_assessments(digest, names)]
    numbered = [
        {"@context": ANNOTATION_CONTEXT, "id": names.item(f"annotation-{number}"), "type": "Annotation", **annotation}
        for number, annotation in enumerate(annotations, 1)
    ]
    return {"@context": SCHEMA_CONTEXT, "@graph": [*map(_without_empty_values, nodes), *numbered]}


class _Names(NamedTuple):
    """The identifiers of this digest's nodes. Equal digests have equal identifiers, others have different ones."""

    digest: str
    article: str
    text: str
    address: str | None

    @classmethod
    def of(cls, digest: Digest) -> "_Names":
        article = digest.article
        own = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest.model_dump_json(exclude={'run'}))}"
        address = article.url if article.url and _IRI.fullmatch(article.url) else None
        sha256 = base64.urlsafe_b64encode(bytes.fromhex(article.sha256)).decode().rstrip("=")
        return cls(own, address or f"{own}#article", f"ni:///sha-256;{sha256}", address)

    def item(self, name: str) -> str:
        return f"{self.digest}#{quote(name)}"


def _article(digest: Digest, names: _Names) -> Node:
    article, summary = digest.article, digest.summary
    items = [*(p.id for p in digest.people), *(f"event-{n}" for n in range(1, len(digest.timeline) + 1))]
    return {
        "@id": names.article,
        "@type": "NewsArticle",
        "headline": article.title or (summary and summary.headline),
        "abstract": summary and summary.abstract,
        "datePublished": article.published,
        "inLanguage": article.language,
        "url": names.address,
        "identifier": [value for value in (article.id, None if names.address else article.url) if value],
        "articleBody": article.text,
        "encoding": {"@id": names.text},
        "temporalCoverage": sorted({event.date for event in digest.timeline if event.date and _is_iso(event.date)}),
        "mentions": [{"@id": names.item(item)} for item in items],
    }


def _text(article: Article, names: _Names) -> Node:
    return {
        "@id": names.text,
        "@type": "TextObject",
        "encodingFormat": "text/plain",
        "sha256": article.sha256,
        "inLanguage": article.language,
    }


def _digest(digest: Digest, names: _Names) -> Node:
    summary = digest.summary
    return {
        "@id": names.digest,
        "@type": "CreativeWork",
        "headline": summary and summary.headline,
        "abstract": summary and summary.abstract,
        "isBasedOn": {"@id": names.article},
        "digitalSourceType": {"@id": "http://schema.org/TrainedAlgorithmicMediaDigitalSource"},
        "hasPart": [{"@id": names.item(f"point-{number}")} for number in range(1, len(_points(digest)) + 1)],
    }


def _point(point: KeyPoint, number: int, names: _Names) -> Node:
    return {"@id": names.item(f"point-{number}"), "@type": "CreativeWork", "text": point.text}


def _points(digest: Digest) -> list[KeyPoint]:
    return digest.summary.key_points if digest.summary else []


def _run(digest: Digest, names: _Names) -> Node:
    software = {"@type": "SoftwareApplication", "name": "summarizer", "softwareVersion": digest.run.version}
    return {
        "@id": names.item("run"),
        "@type": "CreateAction",
        "object": {"@id": names.article},
        "result": {"@id": names.digest},
        "instrument": [software, {"@type": "SoftwareApplication", "name": digest.run.model}],
    }


def _person(person: Person, names: _Names) -> Node:
    age = [] if person.age is None else [str(person.age)]  # schema.org knows a date of birth, but no age
    return {
        "@id": names.item(person.id),
        "@type": "Person",
        "name": person.name,
        "alternateName": [alias for alias in person.aliases if alias != person.name],
        "description": ", ".join([*([person.role] if person.role else []), *age]),
    }


def _event(event: Event, number: int, names: _Names) -> Node:
    """An event. A date that ISO 8601-1 can't express ("spring", "about") is kept as EDTF in the keywords."""
    start, _, end = (event.date or "").partition("/") if _is_iso(event.date or "") else ("", "", "")
    said_in_full = event.date is None or _ISO_DATE.fullmatch(event.date)
    edtf = {"@type": "DefinedTerm", "termCode": event.date, "inDefinedTermSet": EDTF}
    return {
        "@id": names.item(f"event-{number}"),
        "@type": "Event",
        "name": event.what,
        "description": event.when,
        "startDate": start.strip("."),
        "endDate": end.strip("."),
        "about": [{"@id": names.item(person)} for person in event.people],
        "keywords": None if said_in_full else edtf,
    }


def _is_iso(date: str) -> bool:
    """Whether an EDTF date is also one of ISO 8601-1, or an interval of such dates with at most one open end."""
    ends = date.split("/")
    known = [end for end in ends if end not in ("", "..")]
    return len(ends) <= 2 and bool(known) and all(_ISO_DATE.fullmatch(end) for end in known)


def _claim(claim: Claim, number: int, names: _Names) -> Node:
    speaker = claim.speaker
    works = [*([speaker.name] if speaker.kind == "document" else []), *([speaker.via] if speaker.via else [])]
    values = {"certainty": claim.certainty, "polarity": claim.polarity, "status": claim.status}
    return {
        "@id": names.item(f"claim-{number}"),
        "@type": "Claim",
        "text": claim.statement,
        "author": _author(claim, names),
        "appearance": {"@id": names.article},
        "firstAppearance": [{"@type": "CreativeWork", "name": work} for work in works],
        "keywords": [
            {"@type": "DefinedTerm", "name": value, "inDefinedTermSet": {"@type": "DefinedTermSet", "name": scale}}
            for scale, value in values.items()
        ],
    }


def _author(claim: Claim, names: _Names) -> Node | None:
    """The speaker of the claim. An unnamed source has a description and no name; the narrator is the article."""
    match claim.speaker.kind:
        case "person" if claim.speaker.person:
            return {"@id": names.item(claim.speaker.person)}
        case "person":
            return {"@type": "Person", "name": claim.speaker.name}
        case "organization":
            return {"@type": "Organization", "name": claim.speaker.name}
        case "unnamed":
            return {"@type": "Person", "description": claim.speaker.name}
        case "document" | "narrator":
            return None


def _annotations(digest: Digest, names: _Names) -> Iterator[Node]:
    """An annotation for each span. Its body is the item, with a tag for the span's role."""
    for item, role, spans in _spans(digest):
        for span in spans:
            yield {
                "motivation": _MOTIVATION[role],
                "body": [names.item(item), {"type": "TextualBody", "purpose": "tagging", "value": role}],
                "target": {
                    "type": "SpecificResource",
                    "source": names.text,
                    **({"scope": names.address} if names.address else {}),
                    "selector": _selectors(span, digest.article.text),
                },
            }


def _spans(digest: Digest) -> Iterator[tuple[str, str, Sequence[Span]]]:
    """Each item with its spans of one role."""
    for number, point in enumerate(_points(digest), 1):
        yield f"point-{number}", "evidence", point.evidence
    for person in digest.people:
        yield person.id, "mention", person.mentions
    for number, event in enumerate(digest.timeline, 1):
        yield f"event-{number}", "evidence", event.evidence
    for number, claim in enumerate(digest.claims, 1):
        yield f"claim-{number}", "quote", [claim.quote] if claim.quote else []
        yield f"claim-{number}", "cue", claim.cues
        yield f"claim-{number}", "evidence", claim.evidence


def _selectors(span: Span, text: str) -> list[Node]:
    """The same span twice: by offsets in code points, as the model demands, and by its words and those around it."""
    quotation = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quotation]


def _assessments(digest: Digest, names: _Names) -> Iterator[Node]:
    """Annotations for the flags of each item, and for the issues."""
    summary = digest.summary
    flagged = [
        ("", summary.flags if summary else []),
        *((f"point-{n}", point.flags) for n, point in enumerate(_points(digest), 1)),
        *((person.id, person.flags) for person in digest.people),
        *((f"event-{n}", event.flags) for n, event in enumerate(digest.timeline, 1)),
        *((f"claim-{n}", claim.flags) for n, claim in enumerate(digest.claims, 1)),
    ]
    for item, flags in flagged:
        if flags:
            target = names.item(item) if item else names.digest
            tags = [{"type": "TextualBody", "purpose": "tagging", "value": flag} for flag in flags]
            yield {"motivation": "assessing", "body": tags, "target": target}
    for issue in digest.issues:
        words = f"{issue.section}: {problem_in_words(issue)}" + (f": {issue.detail}" if issue.detail else "")
        body = {"type": "TextualBody", "purpose": "commenting", "value": words}
        yield {"motivation": "assessing", "body": body, "target": names.digest}


def _without_empty_values(node: Node) -> Node:
    """The node without empty properties."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
