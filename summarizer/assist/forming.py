"""Texts that stand alone, cut out of the article's own sentences by their dependency trees. English.

A text is the clause that carries the fact: without the place line, the words that lead over, asides in parentheses and
clauses that only add, from a capital to a full stop. "He" becomes a name where exactly one person fits.
"""

import re
from collections.abc import Sequence
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.clauses import without_dateline
from summarizer.assist.content import content_of, without_attribution
from summarizer.assist.saying import (
    SUBJECTS,
    VERBS,
    Saying,
    has_subject,
    is_finite,
    noun_phrase,
    sayings,
    sayings_of_speaker,
    subject_of,
    token_at,
)
from summarizer.assist.shortening import DANGLING, FEW, in_quotes, joined, shortened, trimmed
from summarizer.assist.speakers import is_somebody
from summarizer.assist.syntax import tree
from summarizer.digest import Person
from summarizer.evidence import quotations_in
from summarizer.people import person_denoted_by


def point(sentence: Span, article: Article, people: Sequence[Person]) -> str:
    """What a sentence says, as a text of its own; it keeps who says it."""
    doc = tree(sentence, article)
    root = next((token for token in doc or () if token.dep_ == "ROOT"), None)
    if root is None:
        return finished(sentence.text)
    tokens = shortened(trimmed(list(doc), sentence, article), root, root, in_quotes(doc, sentence, article))
    return _with_name(tokens, root, sentence, article, people)


def event(when: Span, article: Article, people: Sequence[Person]) -> str:
    """What happened at this time: the smallest clause with the expression that stands alone, without who says so."""
    number = article.sentence_at(when.start)
    if not number:
        return finished(when.text)
    sentence = article.sentences[number - 1]
    doc = tree(sentence, article)
    token = doc and token_at(doc, when.start - sentence.start)
    verb = token and _carrier(token, when, sentence, article)
    if not verb or verb in in_quotes(doc, sentence, article):
        return point(sentence, article, people)  # what is quoted stands with its marks and its speaker
    # A quotation of several sentences is a part of the one that quotes it.
    every, subject = sayings(sentence, article), None
    tokens = _told_apart(verb)
    if verb.dep_ == "ROOT":
        apart = (without_attribution(sentence, said, article) for said in every if said.verb != verb)
        tokens = next((rest for rest in apart if token in rest), list(doc))
    if verb.dep_ == "relcl":
        tokens.remove(next(child for child in verb.children if child.dep_ in SUBJECTS))
        subject = verb.head
    elif not has_subject(verb):
        subject = subject_of(verb)
    tokens = shortened(trimmed(tokens, sentence, article), verb, token, in_quotes(doc, sentence, article))
    if subject is not None:
        return finished(f"{noun_phrase(subject, sentence).text} {joined(tokens)}")
    said = next((said for said in every if said.clause == verb), None)
    if said:
        text = _with_speaker(joined(tokens), said, said.speaker.text, people)
        return point(sentence, article, people) if _PRONOUN.match(text) else finished(text)
    return _with_name(tokens, verb, sentence, article, people)


def claimed(sentence: Span, article: Article, people: Sequence[Person], speaker: str | None) -> str:
    """What is said in a sentence: its quotation, or the clause that the verb of saying governs, or else all of it.

    All of it where nobody speaks and the article itself says it (`speaker` None), as it does with "reportedly".
    """
    if speaker is None:
        return point(sentence, article, people)
    quote = _quoted(sentence, tree(sentence, article), article)
    if quote is not None:
        return finished(quote.text)
    every = sayings_of_speaker(sentence, article)
    for said in every:
        if content := content_of(said, sentence, article):
            return finished(_with_speaker(content, said, speaker, people))
    text = point(sentence, article, people)
    begun = _PRONOUN.match(text)  # "She denied it": the speaker did
    own = begun and any(begun[1].lower() == said.speaker.text.lower() for said in every)
    return f"{_called(speaker, people)}{text[begun.end() :]}" if begun and own else text


def _quoted(sentence: Span, doc: Any, article: Article) -> Span | None:
    """The quotation of the sentence that is a sentence itself, the longest one."""
    whole = []
    for quote in quotations_in(sentence, article):
        start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
        inside = [token for token in doc if start <= token.idx + sentence.start < end and not token.is_quote]
        if len(inside) >= FEW and _is_sentence(inside) and _begins(inside[0]):
            whole.append(Span.cut(article.text, start, end))
    return max(whole, key=lambda span: len(span.text), default=None)


def _begins(first: Any) -> bool:
    """Whether a quotation begins a sentence: with a capital or a bracket, or behind a verb, "that" or a mark.

    One that goes on with the words before it does not: "so they could “protect the most vulnerable”".
    """
    before = [token for token in first.doc[: first.i] if not token.is_quote][-1:]
    leads = not before or before[0].is_punct or before[0].lower_ == "that" or before[0].pos_ == "VERB"
    return leads or not first.text[:1].islower()


def _is_sentence(tokens: Sequence[Any]) -> bool:
    """Whether the tokens hold a main clause, verb and subject, or an order."""
    inside = set(tokens)
    for token in tokens:
        governed = token.head != token and token.head in inside and token.dep_ not in ("conj", "parataxis", "punct")
        if token.pos_ in VERBS and not governed:
            if any(child.dep_ in SUBJECTS and child in inside for child in token.children):
                return True
            if token.tag_ == "VB" and token == tokens[0]:
                return True
    return False


def _with_speaker(text: str, said: Saying, name: str, people: Sequence[Person]) -> str:
    """What somebody says, with their name for the pronoun that it begins with, where nobody else can be meant."""
    found, subject = _PRONOUN.match(text), said.speaker.text
    if not found or not name or (_PRONOUN.fullmatch(subject) and subject.casefold() != found[1].casefold()):
        return text
    if not _can_mean(found[1].casefold(), name, said, people):
        return text
    return f"{_called(name, people)}{text[found.end() :]}"


def _called(speaker: str, people: Sequence[Person]) -> str:
    """What a text that begins with a speaker calls them: a person by their name alone."""
    person = person_denoted_by(speaker, people)
    return person.name if person else capital(speaker)


def _can_mean(pronoun: str, name: str, said: Saying, people: Sequence[Person]) -> bool:
    """Whether a pronoun with which words begin may mean who says them."""
    person, somebody = person_denoted_by(name, people) is not None, is_somebody(name)
    match pronoun:
        case "he" | "she":  # what a source or a spokesman says is about others
            known = somebody and said.verb.i < said.clause.i and not _INDEFINITE.match(name)
            return person or known or bool(_PRONOUN.fullmatch(said.speaker.text))
        case "it":  # "it is time to leave" means nothing; whom a text is "according to", it is not about
            thing = not person and not somebody
            alone = said.verb.dep_ != "conj" and said.verb.lower_ != "according"  # "called it a breach, and said it …"
            return thing and alone and not _is_impersonal(said.clause)
    return not person  # as a rule


def _is_impersonal(verb: Any) -> bool:
    """Whether "it" means nothing as the subject of this verb: "it seems", "it is likely that", "it is time to go"."""
    governs = any(token.dep_ in ("ccomp", "xcomp", "csubj", "acl", "relcl", "advcl") for token in verb.subtree)
    return verb.lemma_ in _IMPERSONAL or (verb.lemma_ == "be" and governs)


_INDEFINITE = re.compile(r"an?\b|one\b|.*\b(?:spokes\w+|source)\b", re.IGNORECASE)
_IMPERSONAL = frozenset({"seem", "appear", "happen", "take", "rain", "snow"})
_PRONOUN = re.compile(r"(he|she|they|it)\b(?!['’])", re.IGNORECASE)


def _with_name(tokens: Sequence[Any], verb: Any, sentence: Span, article: Article, people: Sequence[Person]) -> str:
    """The text of a clause, with a name for the "he" or "she" that is its subject where one person alone fits."""
    subject = next((t for t in tokens if t.dep_ in ("nsubj", "nsubjpass") and t.head == verb), None)
    name = subject is not None and subject.lower_ in ("he", "she") and _antecedent(subject, sentence, article, people)
    if not name:
        return finished(joined(tokens))
    place = tokens.index(subject)
    return finished(f"{joined(tokens[:place])} {name} {joined(tokens[place + 1 :])}")


def _antecedent(pronoun: Any, sentence: Span, article: Article, people: Sequence[Person]) -> str | None:
    """The name of the only person whom the sentence before the pronoun and the two sentences before it name."""
    number = article.sentence_at(sentence.start) or 1
    first, end = article.sentences[max(0, number - 1 - _BACK)].start, sentence.start + pronoun.idx
    found = {p.id: p.name for p in people if any(first <= mention.start < end for mention in p.mentions)}
    return next(iter(found.values())) if len(found) == 1 else None


_BACK = 2  # sentences


def _carrier(token: Any, when: Span, sentence: Span, article: Article) -> Any:
    """The verb of the smallest clause around a time expression that can be told alone; None where none can.

    A clause whose subject is a pronoun leans on the one around it.
    """
    told = [said.clause for said in sayings(sentence, article)]
    for verb in (token, *token.ancestors):
        if verb.pos_ not in VERBS or not is_finite(verb) or not _stands_alone(verb, when, sentence):
            continue
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        leans = subject is not None and subject.pos_ == "PRON" and verb.dep_ not in ("ROOT", "relcl")
        if not leans or verb in told:
            return verb
    return None


def _stands_alone(verb: Any, when: Span, sentence: Span) -> bool:
    """Whether a finite clause can be told without the one that governs it."""
    match verb.dep_:
        case "ROOT":
            return subject_of(verb) is not None
        case "conj":
            governing = verb.head
            return governing.pos_ in VERBS and subject_of(verb) is not None and _stands_alone(governing, when, sentence)
        case "parataxis":
            return has_subject(verb)
        case "relcl":
            return _names_its_subject(verb)
        case "ccomp":
            return _is_told(verb) and has_subject(verb)
        case "advcl" | "pcomp":
            tied = [c for c in _ties(verb) if c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB")]
            # "a day after it was sold": the word belongs to the time
            inside = any(when.start <= sentence.start + word.idx < when.end for word in tied)
            return bool(tied) and {word.lower_ for word in tied} <= _FACTUAL and has_subject(verb) and not inside
    return False


def _names_its_subject(verb: Any) -> bool:
    """Whether "who" or "which" is the subject of a relative clause, right behind the words that it stands for."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if subject is None or subject.tag_ not in ("WDT", "WP") or verb.head.pos_ not in ("NOUN", "PROPN"):
        return False
    between = [token for token in verb.doc[verb.head.i + 1 : subject.i] if not token.is_punct]
    return all(token.dep_ in _OF_A_NAME for token in between)


_OF_A_NAME = ("prep", "pobj", "det", "amod", "compound", "poss", "case", "nummod")


def _ties(verb: Any) -> list[Any]:
    """The words with which a clause begins: one of them may tie it to another one."""
    before = verb.doc[verb.left_edge.i : verb.i]
    first = next((t.i for t in before if not (t.is_punct or t.dep_ in ("cc", "advmod", "mark"))), verb.i)
    return [child for child in verb.children if child.i < first]


def _told_apart(verb: Any) -> list[Any]:
    """The tokens of a clause, without the word that ties it to another one ("when", "after", "that")."""
    tied = [c for c in _ties(verb) if c.dep_ == "mark" or (verb.dep_ == "advcl" and c.lower_ == "when")]
    return sorted((token for token in verb.subtree if token not in tied), key=lambda token: token.i)


_FACTUAL = frozenset({"when", "after", "as", "while", "since", "because", "although", "though", "before", "whereas"})
"""What ties a clause to another one that tells what is so, unlike "if" and "unless"."""


def _is_told(verb: Any) -> bool:
    """Whether the verb that governs this clause only says it, without doubt or denial."""
    head = verb.head
    return head.lemma_ in _NEUTRAL and not any(child.dep_ == "neg" for child in head.children)


_NEUTRAL = frozenset({"say", "tell", "add", "state", "announce", "report", "confirm", "note", "explain"})


def finished(text: str) -> str:
    """A text from a capital to a full stop, with as many quotation marks opened as closed, without a place line."""
    text = without_dateline(Span(start=0, end=len(text), text=" ".join(text.split())))
    text = _LEFT_OUT.sub("", re.sub(r"\s+([,;:.!?])", r"\1", text).strip(" ,;:–—-"))
    text = DANGLING.sub("", text)
    if text.count('"') % 2:
        text = text.strip('"') if text.startswith('"') or text.endswith('"') else f'{text}"'
        text = text.strip(" ,;:–—-")
    if text and not re.search(r"[.!?…][\"”’')\]]*$", text):
        text = f"{text[:-1]}.{text[-1]}" if text.endswith(('"', "”")) else f"{text}."
    return capital(text)


def capital(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


_LEFT_OUT = re.compile(r"\s*\[(?:\.\.\.|…)\]$")
