"""Names in an article that are persons (English) or may be persons (other languages).

Without a parser, a name of two or more parts is a candidate. A name of one part also needs a title or an age beside it.
The candidates are hints for a model, so recall matters more than precision.
"""

from bisect import bisect_right
from collections.abc import Sequence

from summarizer.article import Article
from summarizer.assist.entities import PersonClassifier
from summarizer.people.ages import age_at
from summarizer.people.names import Keys, Name, are_compatible, capitalised_runs, differ_by_typo, dissect, short_forms
from summarizer.people.register import register_of
from summarizer.people.vocabulary import PLACES, STYLES
from summarizer.people.words import Word

_MOST_UNITS = 4


def person_candidates(article: Article) -> list[tuple[str, int]]:
    """Return likely persons in order of first mention, as pairs of fullest name and number of the first sentence.

    Each person is listed once. Sentence numbers begin at 1.
    """
    text, found = article.text, register_of(article).words
    names = [name for span in capitalised_runs(text, found) if (name := dissect(text, found, *span))]
    seen: dict[tuple[Keys, str], list[Name]] = {}
    for name in names:
        if len(name.units) <= _MOST_UNITS:
            seen.setdefault((name.keys, name.suffix), []).append(name)
    if article.tongue == "en":
        judge = PersonClassifier(article)
        likely = [places for places in seen.values() if judge.is_person(places)]
    else:
        likely = [places for places in seen.values() if _is_likely(places, text, found)]
    likely.sort(key=lambda places: (-len(places[0].units), places[0].start))
    persons: list[list[Name]] = []
    for places in likely:
        own = next((person for person in persons if _is_same_person(person[0], places[0])), None)
        if own is None:
            persons.append(list(places))
        else:
            own.extend(places)
    sentences = [sentence.start for sentence in article.sentences]
    lines = []
    for places in persons:
        first = found[min(name.start for name in places)].start
        lines.append((first, _as_written(places[0], text, found), max(1, bisect_right(sentences, first))))
    return [(name, sentence) for _, name, sentence in sorted(lines)]


def _as_written(name: Name, text: str, found: Sequence[Word]) -> str:
    styled = len(name.units) == 1 and name.titles and name.titles[-1] in STYLES
    start = found[name.start - 1 if styled else name.start].start
    return " ".join(text[start : found[name.end - 1].end].split())


def _is_same_person(full: Name, name: Name) -> bool:
    if len(name.units) == 1:
        return name.keys in short_forms(full)
    return are_compatible(full, name) or differ_by_typo(full, name, 6)


def _is_likely(places: Sequence[Name], text: str, found: Sequence[Word]) -> bool:
    """Return whether a name, given by its occurrences, may be a person's. For languages without a parser."""
    name = places[0]
    last = found[name.end - 1]
    acronym = last.upper and len(last.key) > 1 and not name.suffix
    if acronym or all(len(key) == 1 for key in name.keys):
        return False
    if any(place.titles or _has_age(place, text, found) for place in places):
        return True
    return (
        len(name.units) > 1
        and last.key not in PLACES
        and not all(_is_whole_line(place, text, found) for place in places)
    )


def _has_age(name: Name, text: str, found: Sequence[Word]) -> bool:
    return age_at(text, found[name.start].start, found[name.end - 1].end) is not None


def _is_whole_line(name: Name, text: str, found: Sequence[Word]) -> bool:
    """Return whether the name is a whole line, as in a heading."""
    start, end = found[name.start].start, found[name.end - 1].end
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
