"""Texts that stand alone, cut out of the article's own sentences by their dependency trees. English.

A text is the clause that carries the fact: without the place line, the words that lead over, asides in parentheses and
clauses that only add, from a capital to a full stop. "He" becomes a name where exactly one person fits.
"""

import re
from collections.abc import Sequence
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.clauses import without_dateline
from summarizer.assist.saying import (
    SUBJECTS,
    VERBS,
    Saying,
    clause,
    has_subject,
    is_finite,
    noun_phrase,
    saying,
    subject_of,
    token_at,
)
from summarizer.assist.shortening import FEW, in_quotes, joined, shortened, trimmed
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
    tokens, subject = list(doc) if verb.dep_ == "ROOT" else _told_apart(verb), None
    if verb.dep_ == "relcl":
        tokens.remove(next(child for child in verb.children if child.dep_ in SUBJECTS))
        subject = verb.head
    elif not has_subject(verb):
        subject = subject_of(verb)
    tokens = shortened(trimmed(tokens, sentence, article), verb, token, in_quotes(doc, sentence, article))
    if subject is not None:
        return finished(f"{noun_phrase(subject, sentence).text} {joined(tokens)}")
    said = saying(sentence, article)
    if said and said.clause == verb:
        text = _with_speaker(joined(tokens), said, said.speaker.text, people)
        return point(sentence, article, people) if _PRONOUN.match(text) else finished(text)
    return _with_name(tokens, verb, sentence, article, people)


def claimed(sentence: Span, article: Article, people: Sequence[Person], speaker: str | None) -> str:
    """What is said in a sentence: its quotation, or the clause that the verb of saying governs, or else all of it.

    All of it where nobody speaks and the article itself says it (`speaker` None), as it does with "reportedly".
    """
    doc, said = tree(sentence, article), saying(sentence, article)
    quote = _quoted(sentence, doc, article) if speaker is not None else None
    if quote is not None:
        return finished(quote.text)
    if speaker is None or said is None or said.clause is None or not (_asserts(said) and _is_all(said)):
        return point(sentence, article, people)
    text = " ".join(piece.text for piece in clause(said.clause, sentence, said.verb))
    if said.verb.lower_ == "according":
        text = _LEADING_PARTICIPLE.sub("", text)  # "According to AFP, citing …, …"
    if _ENDS_SAYING.search(text):  # what follows hangs elsewhere in the tree
        return point(sentence, article, people)
    return finished(_with_speaker(text, said, speaker, people))


def _asserts(said: Saying) -> bool:
    """Whether the speaker says that the clause is so: no denial, no "whether", no "how"."""
    negated = any(child.dep_ == "neg" for child in said.verb.children)
    first = said.clause.left_edge
    tied = first.head == said.clause and (first.dep_ == "mark" or first.tag_ in ("WRB", "WP", "WDT"))
    return said.cue.kind == "attribution" and not negated and (not tied or first.lower_ == "that")


def _is_all(said: Saying) -> bool:
    """Whether the clause is all that is said: nothing of it hangs on the verb of saying, before it or behind it.

    "Lee said by 2050, it will be gone"; "Lee said that she will leave, but that she will return".
    """
    verb, first = said.verb, said.clause.left_edge
    before = [c for c in verb.children if verb.i < c.i < first.i and c.dep_ == "prep" and c.right_edge.i + 1 < first.i]
    leads = first.lower_ != "that" and any(verb.doc[child.right_edge.i + 1].text == "," for child in before)
    behind = [c for c in verb.children if c.i > said.clause.i and c.dep_ in ("conj", "ccomp")]
    return not leads and not any(tie.lower_ == "that" and tie.dep_ == "mark" for c in behind for tie in c.children)


_LEADING_PARTICIPLE = re.compile(r"^(?:quoting|citing)\s[^,]*,\s", re.IGNORECASE)
_ENDS_SAYING = re.compile(r"\b(?:said|says?|saying|reporting|reported|told|adding|added|stating|claiming|that)$")


def _quoted(sentence: Span, doc: Any, article: Article) -> Span | None:
    """The quotation of the sentence that is a sentence itself, the longest one."""
    whole = []
    for quote in quotations_in(sentence, article):
        start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
        inside = [token for token in doc if start <= token.idx + sentence.start < end]
        if len(inside) >= FEW and _is_sentence(inside):
            whole.append(Span.cut(article.text, start, end))
    return max(whole, key=lambda span: len(span.text), default=None)


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
    return f"{name[:1].upper()}{name[1:]}{text[found.end() :]}"


def _can_mean(pronoun: str, name: str, said: Saying, people: Sequence[Person]) -> bool:
    """Whether a pronoun with which words begin may mean who says them."""
    person, somebody = person_denoted_by(name, people) is not None, is_somebody(name)
    match pronoun:
        case "he" | "she":  # what a source or a spokesman says is about others
            known = somebody and said.verb.i < said.clause.i and not _INDEFINITE.match(name)
            return person or known or bool(_PRONOUN.fullmatch(said.speaker.text))
        case "it":  # "it is time to leave" means nothing; whom a text is "according to", it is not about
            thing = not person and not somebody
            return thing and said.clause.lemma_ not in _IMPERSONAL and said.verb.lower_ != "according"
    return not person  # as a rule


_INDEFINITE = re.compile(r"an?\b|one\b|.*\b(?:spokes\w+|source)\b", re.IGNORECASE)
_IMPERSONAL = frozenset({"be", "seem", "appear", "happen", "take", "rain", "snow"})
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
    said = saying(sentence, article)
    for verb in (token, *token.ancestors):
        if verb.pos_ not in VERBS or not is_finite(verb) or not _stands_alone(verb, when, sentence):
            continue
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        leans = subject is not None and subject.pos_ == "PRON" and verb.dep_ not in ("ROOT", "relcl")
        if not leans or (said and said.clause == verb):
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
            tied = [c for c in verb.children if c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB")]
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
    return all(token.dep_ in ("prep", "pobj", "det", "amod", "compound", "poss", "case", "nummod") for token in between)


def _told_apart(verb: Any) -> list[Any]:
    """The tokens of a clause, without the word that ties it to another one ("when", "after", "that")."""
    tied = [c for c in verb.children if c.dep_ == "mark" or (verb.dep_ == "advcl" and c.lower_ == "when")]
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
    if text.count('"') % 2:
        text = text.strip('"') if text.startswith('"') or text.endswith('"') else f'{text}"'
        text = text.strip(" ,;:–—-")
    if text and not re.search(r"[.!?…][\"”’')\]]*$", text):
        text = f"{text[:-1]}.{text[-1]}" if text.endswith(('"', "”")) else f"{text}."
    return text[:1].upper() + text[1:]


_LEFT_OUT = re.compile(r"\s*\[(?:\.\.\.|…)\]$")
