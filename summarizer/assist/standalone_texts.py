"""Standalone texts, extracted from the article's sentences by dependency tree. English only.

A text is the clause that states the fact, from a capital letter to a full stop. The dateline, transitions,
parentheticals and additional clauses are removed. "He" is replaced by a name if exactly one person is a possible
antecedent.
"""

import re
from collections.abc import Sequence
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.clauses import without_dateline
from summarizer.assist.content import content_of
from summarizer.assist.saying import (
    SUBJECTS,
    VERBS,
    Saying,
    clause_of_finding,
    clause_spans,
    sayings_of_speaker,
)
from summarizer.assist.shortening import (
    DANGLING,
    FEW,
    quoted_tokens,
    shortened_clause,
    text_of_tokens,
    without_parentheticals,
)
from summarizer.assist.speakers import denotes_people
from summarizer.assist.syntax import tree_of
from summarizer.digest import Person
from summarizer.evidence import quotations_in
from summarizer.people import person_denoted_by


def key_point_text(sentence: Span, article: Article, people: Sequence[Person]) -> str:
    """Return the content of a sentence as a standalone text, with its attribution."""
    doc = tree_of(sentence, article)
    root = next((token for token in doc or () if token.dep_ == "ROOT"), None)
    if root is None:
        return as_sentence(sentence.text)
    tokens = shortened_clause(
        without_parentheticals(list(doc), sentence, article), root, root, quoted_tokens(doc, sentence, article)
    )
    return with_name(tokens, root, sentence, article, people)


def statement_text(sentence: Span, article: Article, people: Sequence[Person], speaker: str | None) -> str:
    """Return the statement in a sentence: its quotation, or the clause that the verb of saying governs, or all of it.

    `speaker` is None if the article itself makes the claim, for example with "reportedly". The statement is then the
    whole sentence.
    """
    if speaker is None:
        return key_point_text(sentence, article, people)
    quote = _quoted_sentence(sentence, tree_of(sentence, article), article)
    if quote is not None:
        return as_sentence(_with_antecedent(quote, speaker, article, people))
    every = sayings_of_speaker(sentence, article)
    for said in every:
        if content := content_of(said, sentence, article):
            return as_sentence(with_speaker(content, said, speaker, people))
    if found := clause_of_finding(sentence, article):  # "Estimates suggest 8,000 are at sea"
        return as_sentence(" ".join(piece.text for piece in clause_spans(found, sentence)))
    text = key_point_text(sentence, article, people)
    begun = PRONOUN_FIRST.match(text)  # "She denied it": the subject is the speaker
    own = begun and any(begun[1].lower() == said.speaker.text.lower() for said in every)
    return f"{name_in_text(speaker, people)}{text[begun.end() :]}" if begun and own else text


def _quoted_sentence(sentence: Span, doc: Any, article: Article) -> Span | None:
    """Return the longest quotation that is a sentence itself, or None if there is none."""
    whole = []
    for quote in quotations_in(sentence, article):
        start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
        inside = [token for token in doc if start <= token.idx + sentence.start < end and not token.is_quote]
        if len(inside) >= FEW and _is_sentence(inside) and _begins(inside[0]):
            whole.append(Span.cut(article.text, start, end))
    return max(whole, key=lambda span: len(span.text), default=None)


def _begins(first: Any) -> bool:
    """Return whether a quotation begins a sentence.

    It does with a capital or a bracket, or after a verb, "that" or punctuation. A quotation that continues the words
    before it does not: "so they could “protect the most vulnerable”".
    """
    before = [token for token in first.doc[: first.i] if not token.is_quote][-1:]
    leads = not before or before[0].is_punct or before[0].lower_ == "that" or before[0].pos_ == "VERB"
    return leads or not first.text[:1].islower()


def _is_sentence(tokens: Sequence[Any]) -> bool:
    """Return whether the tokens have a main clause with verb and subject, or an imperative."""
    inside = set(tokens)
    for token in tokens:
        governed = token.head != token and token.head in inside and token.dep_ not in ("conj", "parataxis", "punct")
        if token.pos_ in VERBS and not governed:
            if any(child.dep_ in SUBJECTS and child in inside for child in token.children):
                return True
            if token.tag_ == "VB" and token == tokens[0]:
                return True
    return False


def _with_antecedent(quote: Span, speaker: str, article: Article, people: Sequence[Person]) -> str:
    """Return a quotation with its initial "he" or "she" replaced by a name in brackets.

    The pronoun is replaced only if exactly one person is a possible antecedent. The speaker is not a candidate.
    """
    found = re.match(r"\W*(he|she)\b", quote.text, re.IGNORECASE)
    if found is None:
        return quote.text
    number, speaks = article.sentence_at(quote.start) or 1, person_denoted_by(speaker, people)
    first = article.sentences[max(0, number - 1 - _BACK)].start
    near = [p for p in people if p != speaks and any(first <= mention.start < quote.start for mention in p.mentions)]
    return f"[{near[0].name}]{quote.text[found.end() :]}" if len(near) == 1 else quote.text


def with_speaker(text: str, said: Saying, name: str, people: Sequence[Person]) -> str:
    """Return a statement with its initial pronoun replaced by the speaker's name, if the speaker is its antecedent.

    In "told passengers they should wait" the antecedent of "they" is the object.
    """
    found, subject = PRONOUN_FIRST.match(text), said.speaker.text
    told = next((child for child in said.verb.children if child.dep_ == "dobj" and child.tag_ == "NNS"), None)
    if found and found[1].lower() == "they" and told is not None:  # "told passengers they should wait"
        return f"{capitalised(told.doc[told.left_edge.i : told.i + 1].text)}{text[found.end() :]}"
    if not found or not name or (PRONOUN_FIRST.fullmatch(subject) and subject.casefold() != found[1].casefold()):
        return text
    if not _can_mean(found[1].casefold(), name, said, people):
        return text
    return f"{name_in_text(name, people)}{text[found.end() :]}"


def name_in_text(speaker: str, people: Sequence[Person]) -> str:
    """Return the name of a speaker at the beginning of a text. A person is named without a role."""
    person = person_denoted_by(speaker, people)
    return person.name if person else capitalised(speaker)


def _can_mean(pronoun: str, name: str, said: Saying, people: Sequence[Person]) -> bool:
    """Return whether the speaker may be the antecedent of the pronoun that begins a statement."""
    person, somebody = person_denoted_by(name, people) is not None, denotes_people(name)
    match pronoun:
        case "he" | "she":  # sources and spokespersons speak about others
            before = said.clause is None or said.verb.i < said.clause.i
            known = somebody and before and not _INDEFINITE.match(name)
            return person or known or bool(PRONOUN_FIRST.fullmatch(said.speaker.text))
        case "it":  # excluded: the expletive of "it is time to leave", and sources after "according to"
            thing = not person and not somebody
            alone = said.verb.dep_ != "conj" and said.verb.lower_ != "according"  # "called it a breach, and said it …"
            return thing and alone and said.clause is not None and not _is_impersonal(said.clause)
    return not person  # "they": a heuristic


def _is_impersonal(verb: Any) -> bool:
    """Return whether "it" is an expletive subject of the verb: "it seems", "it is likely that", "it is time to go"."""
    governs = any(token.dep_ in ("ccomp", "xcomp", "csubj", "acl", "relcl", "advcl") for token in verb.subtree)
    return verb.lemma_ in _IMPERSONAL or (verb.lemma_ == "be" and governs)


_INDEFINITE = re.compile(r"an?\b|one\b|.*\b(?:spokes\w+|source)\b", re.IGNORECASE)
_IMPERSONAL = frozenset({"seem", "appear", "happen", "take", "rain", "snow"})
PRONOUN_FIRST = re.compile(r"(he|she|they|it)\b(?!['’])", re.IGNORECASE)


def with_name(tokens: Sequence[Any], verb: Any, sentence: Span, article: Article, people: Sequence[Person]) -> str:
    """Return the text of a clause, with its subject "he" or "she" replaced by a name if only one person fits."""
    subject = next((t for t in tokens if t.dep_ in ("nsubj", "nsubjpass") and t.head == verb), None)
    name = subject is not None and subject.lower_ in ("he", "she") and _antecedent(subject, sentence, article, people)
    if not name:
        return as_sentence(text_of_tokens(tokens))
    place = tokens.index(subject)
    return as_sentence(f"{text_of_tokens(tokens[:place])} {name} {text_of_tokens(tokens[place + 1 :])}")


def _antecedent(pronoun: Any, sentence: Span, article: Article, people: Sequence[Person]) -> str | None:
    """Return the name of the only person in the two preceding sentences and before the pronoun, or None."""
    number = article.sentence_at(sentence.start) or 1
    first, end = article.sentences[max(0, number - 1 - _BACK)].start, sentence.start + pronoun.idx
    found = {p.id: p.name for p in people if any(first <= mention.start < end for mention in p.mentions)}
    return next(iter(found.values())) if len(found) == 1 else None


_BACK = 2  # preceding sentences that are searched for an antecedent


def as_sentence(text: str) -> str:
    """Return a text from a capital letter to a full stop, with balanced quotation marks and without a dateline."""
    text = without_dateline(Span(start=0, end=len(text), text=" ".join(text.split())))
    text = _LEFT_OUT.sub("", re.sub(r"\s+([,;:.!?])", r"\1", text).strip(" ,;:–—-"))
    text = DANGLING.sub("", text)
    if text.count('"') % 2:
        text = text.strip('"') if text.startswith('"') or text.endswith('"') else f'{text}"'
        text = text.strip(" ,;:–—-")
    if text and not re.search(r"[.!?…][\"”’')\]]*$", text):
        text = f"{text[:-1]}.{text[-1]}" if text.endswith(('"', "”")) else f"{text}."
    return capitalised(text)


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


_LEFT_OUT = re.compile(r"\s*\[(?:\.\.\.|…)\]$")
