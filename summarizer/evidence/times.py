"""The time expressions of an article, and the date that the rules compute for each."""

from typing import NamedTuple

from summarizer import dates
from summarizer.article import Article, Span, per_article


class Time(NamedTuple):
    """A time expression and what it computes to."""

    span: Span
    resolution: dates.Resolution


@per_article
def times(article: Article) -> tuple[Time, ...]:
    """The expressions in the sentences, in order; "two days later" counts from the date before it.

    The date that heads the article is none of them.
    """
    heading, anchor = headed(article), None
    found: list[Time] = []
    for start, end, text in _found(article):
        span = Span(start=start, end=end, text=text)
        if article.sentence_at(start) and span != heading:
            resolution = _resolved(span, article, anchor)
            anchor = resolution.date or anchor
            found.append(Time(span, resolution))
    return tuple(found)


def computed(span: Span, article: Article) -> dates.Resolution:
    """What these words of the article compute to: as the time expression that they hold, else as they stand."""
    whole = _resolutions(article).get(span)
    if whole:
        return whole
    known = times(article)
    anchor = next((t.resolution.date for t in reversed(known) if t.resolution.date and t.span.end <= span.start), None)
    resolution = _resolved(span, article, anchor)
    within = next((time for time in known if time.span in span), None)
    return resolution if resolution.date or within is None else within.resolution


@per_article
def _resolutions(article: Article) -> dict[Span, dates.Resolution]:
    return dict(times(article))


@per_article
def headed(article: Article) -> Span | None:
    """The date that heads the article: no event has it but the main news."""
    header = dates.find_date_header(article.text)
    if header is None:
        return None
    places = (e for e in _found(article) if header.start <= e.start < header.end)
    return next((Span(start=e.start, end=e.end, text=e.text) for e in places), None)


@per_article
def _found(article: Article) -> list[dates.TimeExpression]:
    return dates.find_time_expressions(article.text, article.tongue)


def _resolved(span: Span, article: Article, anchor: str | None) -> dates.Resolution:
    sentence = sentence_of(span, article)
    return dates.resolve(
        span.text, article.published, sentence=sentence.text if sentence else "", anchor=anchor, language=article.tongue
    )


def sentence_of(span: Span, article: Article) -> Span | None:
    """The sentence in which these words begin."""
    number = article.sentence_at(span.start)
    return article.sentences[number - 1] if number else None
