"""Finds names in a text that neither its evidence nor the sentences around it have, and speakers that are not there."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from summarizer.article import Article, Span
from summarizer.digest import Person
from summarizer.evidence.analysis import ArticleAnalysis, TextAnalysis, analysis_of
from summarizer.evidence.fold import fold
from summarizer.evidence.names import NOUNS_HAVE_CAPITALS, names_in, spelled_out
from summarizer.evidence.quoting import quotations_in
from summarizer.evidence.stems import stem

_BEFORE, _AFTER = 3, 1  # sentences around the evidence in which a person may stand whom it calls "she"
_NEAR = 2  # sentences around the evidence in which another name may stand
_NO_NAMES = frozenset(["estado", "stato"])  # "golpe de Estado"
_OFTEN = 3  # sentences that have a name which the article is about
_OWN = re.compile(r"'s?$")


def has_unsupported_name(
    generated: TextAnalysis, numbers: Sequence[int], article: Article, names: Sequence[Collection[str]], speaker: str
) -> bool:
    """Whether the text has a name that the sentences with these numbers can't refer to."""
    known = analysis_of(article)
    language, own = article.digest_tongue, article.tongue
    capitals_tell = language == own and language not in NOUNS_HAVE_CAPITALS
    given = [known.sentence(number) for number in numbers]
    persons = [group for group in names if _names_any_of(generated, group)]
    absent = [group for group in persons if not any(_names_any_of(analysis, group) for analysis in given)]
    others = [group for group in names if group not in persons and speaker not in group]
    own_voice = bool(absent) and any(_has_first_person(number, article) for number in numbers)
    if any(not _can_be_meant(group, others, numbers, known, own_voice=own_voice) for group in absent):
        return True
    if len(numbers) > _MANY and not all(_context_matches(group, generated, known) for group in persons):
        return True
    words_of_persons = {word for group in persons for name in group for word in re.findall(r"[\w']+", fold(name))}
    words = set(_names_of(generated, capitals_tell=capitals_tell)) - words_of_persons
    words = {word for word in words if not any(analysis.names.has(word) for analysis in given)}
    if not words:
        return False
    words -= spelled_out(generated.index.text, [analysis.names for analysis in given])
    around = [*known.around(numbers, _NEAR, _NEAR), *known.beginning]
    return not all(
        any(analysis.names.has(word) for analysis in around) or known.is_frequent(word, _OFTEN) for word in words
    )


def _names_of(generated: TextAnalysis, *, capitals_tell: bool) -> Iterator[str]:
    """The words of the text that are names by their capital."""
    for token, shown in names_in(generated.index):
        if shown and capitals_tell and token.text not in _NO_NAMES:
            yield _OWN.sub("", token.text)


def _names_any_of(analysis: TextAnalysis, group: Collection[str]) -> bool:
    return any(map(analysis.names.has_all, group))


def _can_be_meant(
    group: Collection[str],
    others: Sequence[Collection[str]],
    numbers: Sequence[int],
    known: ArticleAnalysis,
    *,
    own_voice: bool,
) -> bool:
    """Whether evidence without this person's name can refer to them: they are named near by, and nobody else is.

    `others` are named by the evidence and not by the text. If one of them is there, the text has taken that person for
    this one, unless this one is named by the title: whom an article is about, its pronouns mean beside others. Evidence
    in the author's `own_voice` means the author, whom the last sentence may name.
    """
    if own_voice and _names_any_of(known.last, group):
        return True
    near = [*known.around(numbers, _BEFORE, _AFTER), *known.beginning]
    if not any(_names_any_of(analysis, group) for analysis in near):
        return False
    if _names_any_of(known.title, group) and any(_has_pronoun(known.sentence(n)) for n in numbers):
        return True
    return not any(_names_person_themselves(other, known.sentence(n)) for other in others for n in numbers)


_PRONOUN = re.compile(r"\b(?:he|she|him|his|hers?)\b")
_FIRST_PERSON = re.compile(r"\b(?:i|my|me)\b")


def _has_pronoun(analysis: TextAnalysis) -> bool:
    """Whether a sentence has a pronoun for a person. Those of other languages than English may be left out."""
    return analysis.index.language != "en" or _PRONOUN.search(analysis.index.folded) is not None


def _has_first_person(number: int, article: Article) -> bool:
    """Whether the sentence with this number says "I" or "my" outside quotations."""
    span, index = article.sentences[number - 1], analysis_of(article).sentence(number).index
    quoted = quotations_in(span, article)
    places = (span.start + index.starts[found.start()] for found in _FIRST_PERSON.finditer(index.folded))
    return any(not any(quote.start <= place < quote.end for quote in quoted) for place in places)


def _names_person_themselves(group: Collection[str], analysis: TextAnalysis) -> bool:
    """Whether a sentence names this person, not a thing named after them ("the Cruise video")."""
    places = (place for name in group for place in analysis.index.find(fold(name)))
    folded = analysis.index.folded
    return any(not (_THE.search(folded, 0, start) and _THING.match(folded, end)) for start, end in places)


_THE, _THING = re.compile(r"\b(?:the|an?) $"), re.compile(r" [a-z]")


def _context_matches(group: Collection[str], generated: TextAnalysis, known: ArticleAnalysis) -> bool:
    """Whether the sentences around this person's names share a word with the text around the name.

    If the whole article is the evidence, this tells one person of the article from another.
    """
    own = {stem(word) for name in group for word in re.findall(r"[\w']+", fold(name))}
    beside: set[str] = set()
    for start, end in (place for name in group for place in generated.index.find(fold(name))):
        words = [token for token in generated.words if stem(token.text) not in own]
        before = [stem(token.text) for token in words if token.end <= start][-_BESIDE:]
        beside |= {*before, *[stem(token.text) for token in words if token.start >= end][:_BESIDE]}
    if not beside:
        return True
    return any(beside & analysis.stems for analysis in known.sentences_naming(group, _FROM))


_BESIDE = 3  # words on either side of a name
_FROM = 1  # sentence beside one that names somebody
_MANY = 5  # sentences of evidence, in which anybody may be named


def can_be_speaker(person: Person, evidence: Sequence[Span], article: Article, people: Sequence[Person]) -> bool:
    """Whether this person can be the speaker of a claim with this evidence.

    The evidence names the person. Or it has a pronoun, and the person is named near by. Or it names none of the
    `people`, and the person is named near by, in the beginning or in the last sentence. Or it is in the author's own
    voice, and the last sentence names the person.
    """
    if not evidence or not person.mentions or _is_mentioned(person, evidence):
        return True
    known = analysis_of(article)
    numbers = known.sentence_numbers(evidence)
    own_voice = any(_has_first_person(number, article) for number in numbers)
    if own_voice and _is_mentioned(person, article.sentences[-1:]):
        return True
    near = known.numbers_around(numbers, _BEFORE, _AFTER)
    if any(_is_mentioned(other, evidence) for other in people):
        if not (own_voice or any(_has_pronoun(known.sentence(number)) for number in numbers)):
            return False
    else:
        near = [*near, *known.numbers_of_beginning, len(article.sentences)]
    return _is_mentioned(person, [article.sentences[number - 1] for number in near])


def _is_mentioned(person: Person, spans: Sequence[Span]) -> bool:
    """Whether a mention of the person begins in one of these spans."""
    mentions = person.mentions
    places = ((bisect_left(mentions, span.start, key=lambda mention: mention.start), span.end) for span in spans)
    return any(at < len(mentions) and mentions[at].start < end for at, end in places)
