"""Selection of the article's sentences that a text summarises."""

from collections import Counter
from collections.abc import Collection

from summarizer.article import Article
from summarizer.evidence.analysis import TextAnalysis, analysis_of


def covering_sentences(text: str, article: Article, among: Collection[int], most: int) -> list[int]:
    """Return the numbers of at most `most` sentences from `among` that together cover a text, best one first.

    Method: greedy set cover. Each step adds the sentence with the highest weight of content words not covered yet. The
    weight of a word is the inverse of the number of sentences that have it. A sentence must add at least three words.
    """
    known = analysis_of(article)
    stems = {number: known.sentence(number).stems for number in among}
    often = Counter(stem for own in stems.values() for stem in own)
    left = set(TextAnalysis(text, article.tongue).stems)
    chosen: list[int] = []
    while len(chosen) < most:
        rest = [number for number in stems if number not in chosen and len(stems[number] & left) >= _FEWEST]
        if not rest:
            break
        best = max(rest, key=lambda number: (sum(1 / often[stem] for stem in stems[number] & left), -number))
        chosen.append(best)
        left -= stems[best]
    return chosen


_FEWEST = 3  # content words that a sentence must add
