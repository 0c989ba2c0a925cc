"""The sentences of an article that a text was made of."""

from collections import Counter
from collections.abc import Collection

from summarizer.article import Article
from summarizer.evidence.analysis import TextAnalysis, analysis_of


def covering_sentences(text: str, article: Article, among: Collection[int], most: int) -> list[int]:
    """Numbers of at most so many of the sentences `among` that together tell a text, the one that tells most first.

    Greedy set cover: each next sentence is the one with most of the text's content words that the ones before lack,
    where a word counts less the more sentences have it. One that has fewer than three more of them ends the list.
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
