"""The words that all formats share: headings, items as rows, dates and speakers in plain English."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.article import Span
from summarizer.digest import Claim, Digest, Event, Flag, Issue, Person

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}

FLAGS: dict[str, str] = {
    "date-not-in-evidence": "a date is not in the sentence cited",
    "hedge-differs": "more or less certain than the sentence cited",
    "name-not-in-evidence": "a name is not in the article, or not near the sentence cited",
    "negation-differs": "denies what the sentence cited says, or the other way round",
    "number-not-in-evidence": "a number is not in the sentence cited",
    "quote-not-in-article": "quoted words are not in the article",
    "quote-without-marks": "no quotation in the article",
    "speaker-not-in-article": "the speaker is not in the article",
    "words-not-in-evidence": "has little in common with the sentence cited",
}
"""What each flag of an item means."""

PROBLEMS = {
    **FLAGS,
    "name-not-in-article": "the name is not in the article",
    "empty": "it says nothing",
    "another-person": "may be another person",
    "same-name": "another person of this name is listed",
    "date-not-in-time": "the time expression does not carry the model's date",
    "nobody-says-it": "nobody is told to have said it",
    "not-a-person": "not a person",
    "not-in-article": "nothing in the article carries it",
    "section-failed": "failed",
    "text-cut-off": "breaks off",
    "time-not-in-article": "the time is not in the article",
}
"""What each problem of an issue means."""

_DATE = re.compile(r"[0-9]{2}[0-9X]{2}(-(0[1-9]|1[0-2]|2[1-4])(-[0-3][0-9])?)?(T.*)?[~?%]?")


class Row(NamedTuple):
    """One item of a digest: `lead` is its person or date, `note` its further properties."""

    lead: str
    text: str
    note: str = ""
    evidence: Sequence[Span] = ()
    flags: Sequence[Flag] = ()


def rows_by_section(digest: Digest) -> dict[str, list[Row]]:
    """The items of the digest by the heading of their section, without empty sections."""
    points = digest.summary.key_points if digest.summary else []
    parts = {
        "Key points": [Row("", point.text, "", point.evidence, point.flags) for point in points],
        "Timeline": [
            Row(date_in_words(event.date), event.what, quoted_time_expression(event), event.evidence, event.flags)
            for event in digest.timeline
        ],
        "People": [
            Row(person.name, person.role, _aliases_in_words(person), person.mentions[:1], person.flags)
            for person in digest.people
        ],
        "Claims": [
            Row(speaker_in_words(claim), claim.statement, ", ".join(qualities_of(claim)), claim.evidence, claim.flags)
            for claim in digest.claims
        ],
        "Missing, and why": [Row(issue.section, problem_in_words(issue), issue.detail) for issue in digest.issues],
    }
    return {title: rows for title, rows in parts.items() if rows}


def date_in_words(date: str | None) -> str:
    """An EDTF date in words: "2023-08-07" -> "7 August 2023", "2023-21" -> "spring 2023"."""
    if date is None:
        return "undated"
    if "/" in date:
        start, end = date.split("/")
        if start in ("", ".."):
            return f"until {date_in_words(end)}"
        return (
            f"since {date_in_words(start)}" if end in ("", "..") else f"{date_in_words(start)} – {date_in_words(end)}"
        )
    if not _DATE.fullmatch(date):
        return date
    about = "about " if date.endswith(("~", "?", "%")) else ""
    year, month, day = [*date.partition("T")[0].rstrip("~?%").split("-"), "", ""][:3]
    year = re.sub(r"X$", "0s", re.sub(r"XX$", "00s", year))
    name = SEASONS.get(month) or (MONTHS[int(month) - 1] if month else "")
    return about + " ".join(part for part in (day.lstrip("0"), name, year) if part)


def quoted_time_expression(event: Event) -> str:
    """The time expression in quotation marks; "" if it is equal to the date in words."""
    known = ("", event.date, date_in_words(event.date).casefold())
    return "" if event.when.casefold() in known else f"“{event.when}”"


def speaker_in_words(claim: Claim) -> str:
    """The claim's speaker, with the outlet in between: "a source, through US Magazine"."""
    name = "The article" if claim.speaker.kind == "narrator" else claim.speaker.name
    return f"{name}, through {claim.speaker.via}" if claim.speaker.via else name


def qualities_of(claim: Claim) -> list[str]:
    """How a claim differs from a certain, positive, reported one: ["possible", "negated", "denied"]."""
    return [
        *([claim.certainty] if claim.certainty != "certain" else []),
        *(["negated"] if claim.polarity == "negative" else []),
        *([claim.status] if claim.status != "reported" else []),
    ]


def _aliases_in_words(person: Person) -> str:
    others = [alias for alias in person.aliases if alias != person.name]
    return ", ".join(
        [*([str(person.age)] if person.age is not None else []), *([f"also {', '.join(others)}"] if others else [])]
    )


def problem_in_words(issue: Issue) -> str:
    """The problem of an issue in words; an unknown problem is returned unchanged."""
    return ", ".join(PROBLEMS.get(problem, problem) for problem in issue.problem.split(", "))


def article_line(digest: Digest) -> str:
    """One line on the article: title, date and address, as far as they are known."""
    article = digest.article
    published = article.published and date_in_words(article.published[:10])
    return " · ".join(part for part in (article.title, published, article.url or article.id) if part)


def run_line(digest: Digest) -> str:
    """One line on how the digest was made."""
    run, usage = digest.run, digest.run.usage
    cost = f", ${run.cost_usd:.4f}" if run.cost_usd is not None else ""
    requests = "1 request" if run.attempts == 1 else f"{run.attempts} requests"
    return (
        f"{run.model}: {requests}, {usage.input_tokens:,} tokens in ({usage.cached_tokens:,} cached), "
        f"{usage.output_tokens:,} out, {run.seconds:.0f} s{cost}"
    )


def cited_numbers(digest: Digest, evidence: Iterable[Span]) -> list[int]:
    """Numbers of the sentences of the evidence, in order, without duplicates."""
    sentences, numbers = digest.article.sentences, set[int]()
    for span in evidence:
        first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
        last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start)
        numbers.update(range(first + 1, last + 1))
    return sorted(numbers)


def printable(text: str) -> str:
    """`text` in one line, without characters that control a terminal or change the text direction."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", text))


def escape_json(text: str) -> str:
    r"""JSON text with `\u....` for characters that end a line, control a terminal or change the text direction."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)  # these stand in strings alone


_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
