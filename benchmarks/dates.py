"""How well time expressions are found, and turned into dates, on annotated news articles.

    python benchmarks/dates.py [ARTICLES.jsonl ...] [--errors]

value       share of gold expressions whose date is right at gold granularity: equal, or finer and inside it. A time of
            day is left out of account, weeks, quarters and seasons are the days that they last. Beside it dateparser
            alone, if it is installed, given the same words and publication date.
strict      find()'s recall and precision over the gold spans, exactly; relaxed: overlapping by a character or more.

Counted for `value` are dates and times with a place on the calendar: not the article's own date, not "now", "recently"
or a duration. resolve() is given the article's own sentence and, as anchor, the last date before it that it resolved.
"""

import argparse
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from summarizer import dates
from summarizer.article import Article
from summarizer.dates.periods import Period, parse_edtf

EVAL = Path(__file__).parent.parent / "fixtures" / "eval"
SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}


def gold_period(value: str) -> Period | None:
    """Return the days that an annotated value means, TimeML or ISO; None where it is no full date."""
    value = re.sub(r"T.*", "", value)
    if week := re.fullmatch(r"([0-9]{4})-W([0-9]{2})(-WE)?", value):
        days = [datetime.strptime(f"{week[1]}-W{week[2]}-{d}", "%G-W%V-%u").date() for d in (6 if week[3] else 1, 7)]  # noqa: DTZ007  # dates alone have no zone
        return Period(days[0], days[1], "interval")
    if quarter := re.fullmatch(r"([0-9]{4})-Q([1-4])", value):
        month = int(quarter[2]) * 3
        return parse_edtf(f"{quarter[1]}-{month - 2:02}/{quarter[1]}-{month:02}")
    if season := re.fullmatch(r"([0-9]{4})-(SP|SU|FA|WI)", value):
        return parse_edtf(f"{season[1]}-{SEASONS[season[2]]}")
    if re.fullmatch(r"[0-9]{2,3}", value):  # TimeML writes the 1990s as 199
        return parse_edtf(value.ljust(4, "X"))
    return parse_edtf(value.removesuffix("-XX"))


def right(date: str | None, gold: Period) -> bool:
    """Equal, or finer and inside."""
    found = parse_edtf(date) if date else None
    return bool(found and gold.first <= found.first and found.last <= gold.last)


def published_of(record: dict[str, Any]) -> str | None:
    """Return the ISO publication date; where the record has none, the date that heads its text."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", record["date"] or ""):
        return str(record["date"])
    heads = dates.find_date_header(record["text"])
    return heads.date if heads else None


def resolved_in_order(article: Article) -> list[tuple[dates.TimeExpression, str | None]]:
    """Every expression that find() gives, resolved, each counted from the one before it."""
    resolved: list[tuple[dates.TimeExpression, str | None]] = []
    anchor = None
    heads = dates.find_date_header(article.text)
    for expression in dates.find_time_expressions(article.text):
        if heads and expression.start < heads.end and heads.start < expression.end:
            continue
        sentence = sentence_at(article, expression.start)
        date = dates.resolve(expression.text, article.published, sentence=sentence, anchor=anchor).date
        resolved.append((expression, date))
        anchor = date or anchor
    return resolved


def sentence_at(article: Article, offset: int) -> str:
    """Text of the sentence that holds this offset."""
    number = article.sentence_at(offset)
    return article.sentences[number - 1].text if number else ""


def dateparser_is_right(words: str, published: str | None, gold: Period) -> bool:
    """Tell whether dateparser's day lies in the gold period."""
    import dateparser  # type: ignore[import-untyped,unused-ignore]  # no types; may be missing

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if published:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(published)
    moment = dateparser.parse(words, languages=["en"], settings=settings)
    return moment is not None and gold.first <= moment.date() <= gold.last


def measure(path: Path, *, peer: bool, errors: bool) -> dict[str, float]:
    """All figures of one file of articles."""
    gold = right_ones = peer_right = 0
    spans_found = spans_given = strict = relaxed = given_relaxed = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        article = Article(text=record["text"], published=published_of(record))
        resolved = resolved_in_order(article)
        times = annotated(record)
        for time, period in times:
            anchor = next((d for e, d in reversed(resolved) if d and e.end <= time["start"]), None)
            sentence = sentence_at(article, time["start"])
            given = dates.resolve(time["text"], article.published, sentence=sentence, anchor=anchor)
            gold += 1
            right_ones += right(given.date, period)
            peer_right += peer and dateparser_is_right(time["text"], article.published, period)
            if errors and not right(given.date, period):
                print(f"wrong     {time['text']!r} is {time['value']}, not {given.date}: {sentence!r}")
        annotated_spans = {(time["start"], time["end"]) for time, _ in times}
        given_spans = {(e.start, e.end) for e, _ in resolved}
        missed = {s for s in annotated_spans if not overlaps(s, given_spans)}
        extra = {s for s in given_spans if not overlaps(s, annotated_spans)}
        spans_found += len(annotated_spans)
        spans_given += len(given_spans)
        strict += len(annotated_spans & given_spans)
        relaxed += len(annotated_spans - missed)
        given_relaxed += len(given_spans - extra)
        if errors:
            for name, spans in (("missed", missed), ("extra", extra)):
                for start, end in sorted(spans):
                    print(f"{name:<9} {article.text[max(0, start - 40) : start]!r} [{article.text[start:end]}]")
    return {
        "gold": gold,
        "value": right_ones / gold,
        "dateparser": peer_right / gold if peer else float("nan"),
        "strict R": strict / spans_found,
        "strict P": strict / spans_given,
        "relaxed R": relaxed / spans_found,
        "relaxed P": given_relaxed / spans_given,
    }


def annotated(record: dict[str, Any]) -> list[tuple[dict[str, Any], Period]]:
    """Annotated dates and times with a place on the calendar, without the article's own date."""
    heads = dates.find_date_header(record["text"])
    found = []
    for time in record["gold"]["times"]:
        period = gold_period(time["value"])
        own = time.get("dct") or (heads and heads.start <= time["start"] < heads.end)
        if period and not own and time.get("type", "DATE") in ("DATE", "TIME"):
            found.append((time, period))
    return found


def overlaps(span: tuple[int, int], others: set[tuple[int, int]]) -> bool:
    """Tell whether a span shares a character with another."""
    return any(span[0] < end and start < span[1] for start, end in others)


def main() -> None:
    """Measure each file and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path, default=[EVAL / "dates.jsonl", EVAL / "articles.jsonl"])
    parser.add_argument("--errors", action="store_true", help="print every wrong value and every missed or extra span")
    arguments = parser.parse_args()
    try:
        import dateparser  # type: ignore[import-untyped,unused-ignore]  # no types; may be missing  # noqa: F401  # to see whether it is there

        peer = True
    except ImportError:
        peer = False
    rows = {path.name: measure(path, peer=peer, errors=arguments.errors) for path in arguments.articles}
    names = list(next(iter(rows.values())))
    print(f"{'':<16}" + "".join(f"{name:>11}" for name in names))
    for file, row in rows.items():
        print(f"{file:<16}" + "".join(f"{row[n]:>11.0f}" if n == "gold" else f"{row[n]:>11.3f}" for n in names))


if __name__ == "__main__":
    main()
