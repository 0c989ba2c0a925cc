"""Statements of claims that a small model wrote, checked against the article and replaced if unsupported."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from summarizer.article import Article, Span
from summarizer.assist.certainty import certainty_of
from summarizer.assist.clauses import first_clauses
from summarizer.assist.doubts import is_doubtful
from summarizer.assist.quoting import text_outside_quotations, with_continuations
from summarizer.assist.wording import complete_text, up_to_last_clause, word_set
from summarizer.digest import Person
from summarizer.evidence import cues, quotations_in, supporting_sentences
from summarizer.sections.base import cited_sentences


def supported_statement(
    statement: str,
    sentence: int,
    article: Article,
    people: Sequence[Person],
    *,
    taken: AbstractSet[int],
    longest: int,
) -> tuple[str, list[Span]]:
    """Return a statement of at most `longest` characters and the sentences that support it.

    `sentence` is the number of the sentence that the model cites. `taken` are the sentence numbers of all claims.
    A small model may repeat the attribution instead of the quotation, or drift to another sentence. In these cases the
    statement is replaced by the longest quotation of the sentence, or else by the sentence.
    """
    text = up_to_last_clause(statement, longest)
    numbers = with_continuations(supporting_sentences(text, article, near=[sentence]), article)
    evidence = cited_sentences(numbers, article)
    text = complete_text(statement, longest, evidence)
    named = cited_sentences(with_continuations([sentence], article), article)
    quoted = [quote for span in named for quote in quotations_in(span, article)]
    repeats = any(word_set(text) <= word_set(text_outside_quotations(span, quoted)) for span in named) and bool(quoted)
    inside = {word for span in evidence for quote in quotations_in(span, article) for word in word_set(quote.text)}
    repeats = repeats or (len(text) > longest and bool(inside) and not word_set(text) <= inside)
    drifts = bool(named) and all(abs(number - sentence) > 1 for number in numbers)
    speaks = bool(quoted) or any(cues(span, article) for span in named)
    drifts = drifts or (speaks and sentence not in numbers and not taken.isdisjoint(numbers))
    # A claim that is not certain has kept its hedge: "She may return".
    hedged = certainty_of(text, evidence) != "certain"
    doubtful = is_doubtful(text, evidence or named, article, people, hedged=hedged)
    if not (doubtful or repeats or drifts):
        return text, evidence
    carriers = named if drifts or not evidence else evidence
    # A sentence with a quotation is preferred.
    spoken = max(carriers, key=lambda span: bool(quotations_in(span, article)), default=None)
    return first_clauses(quotation_or_sentence(spoken, article)).rstrip(",") if spoken else "", carriers


def quotation_or_sentence(sentence: Span, article: Article) -> Span:
    """Return the longest quotation of a sentence, or the sentence if the quotation is too short to be a statement.

    The part of a quotation outside the sentence is cut off.
    """
    inside = [
        Span.cut(article.text, max(quote.start, sentence.start), min(quote.end, sentence.end))
        for quote in quotations_in(sentence, article)
    ]
    longest = max(inside, key=lambda span: len(span.text), default=None)
    return longest if longest and (len(longest.text.split()) >= _TELLING or not longest.text.isascii()) else sentence


_TELLING = 4  # minimum words of a quotation that is a statement
