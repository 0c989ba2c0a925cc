"""The time expressions of an article, each with the date that the rules compute."""

from typing import NamedTuple

from summarizer import dates
from summarizer.article import Article, Span, cached_per_article


class ResolvedTime(NamedTuple):
    """A time expression and its computed date."""

    span: Span
    resolution: dates.Resolution


@cached_per_article
def resolved_times(article: Article) -> tuple[ResolvedTime, ...]:
    """The time expressions in the sentences, in order. The anchor of each is the date before it.

    The date in the article's heading is left out.
    """
    heading, anchor = heading_date(article), None
    found: list[ResolvedTime] = []
    for start, end, text in _expressions(article):
        span = Span(start=start, end=end, text=text)
        if article.sentence_at(start) and span != heading:
            resolution = _resolve(span, article, anchor)
            anchor = resolution.date or anchor
            found.append(ResolvedTime(span, resolution))
    return tuple(found)


def resolution_of(span: Span, article: Article) -> dates.Resolution:
    """The computed date of these words: that of the time expression within them, otherwise of the words themselves."""
    whole = _resolutions(article).get(span)
    if whole:
        return whole
    known = resolved_times(article)
    anchor = next((t.resolution.date for t in reversed(known) if t.resolution.date and t.span.end <= span.start), None)
    resolution = _resolve(span, article, anchor)
    within = next((time for time in known if time.span in span), None)
    return resolution if resolution.date or within is None else within.resolution


@cached_per_article
def _resolutions(article: Article) -> dict[Span, dates.Resolution]:
    return dict(resolved_times(article))


@cached_per_article
def heading_date(article: Article) -> Span | None:
    """The span of the date in the article's heading, if there is one."""
    header = dates.find_date_header(article.text)
    if header is None:
        return None
    places = (e for e in _expressions(article) if header.start <= e.start < header.end)
    return next((Span(start=e.start, end=e.end, text=e.text) for e in places), None)


@cached_per_article
def _expressions(article: Article) -> list[dates.TimeExpression]:
    return dates.find_time_expressions(article.text, article.tongue)


def _resolve(span: Span, article: Article, anchor: str | None) -> dates.Resolution:
    sentence = sentence_of(span, article)
    return dates.resolve(
        span.text, article.published, sentence=sentence.text if sentence else "", anchor=anchor, language=article.tongue
    )


def sentence_of(span: Span, article: Article) -> Span | None:
    """The sentence in which these words begin."""
    number = article.sentence_at(span.start)
    return article.sentences[number - 1] if number else None
