"""What happened at a time, as a text that stands alone: the smallest clause that tells it. English."""

from collections.abc import Sequence
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.content import without_attribution
from summarizer.assist.forming import PRONOUN_FIRST, called, finished, point, with_name, with_speaker
from summarizer.assist.saying import (
    SUBJECTS,
    VERBS,
    has_subject,
    head_of,
    is_finite,
    noun_phrase,
    sayings,
    subject_of,
    token_at,
)
from summarizer.assist.shortening import LONG, in_quotes, joined, shortened, trimmed
from summarizer.assist.speakers import speaker_of
from summarizer.assist.subjects import PRONOUN
from summarizer.assist.syntax import tree
from summarizer.digest import Person
from summarizer.evidence.times import resolution_of


def event(when: Span, article: Article, people: Sequence[Person]) -> str:
    """What happened at this time: the smallest clause with the expression that stands alone, without who says so."""
    number = article.sentence_at(when.start)
    if not number:
        return finished(when.text)
    sentence = article.sentences[number - 1]
    doc = tree(sentence, article)
    token = doc and token_at(doc, when.start - sentence.start)
    verb = token and _carrier(token, when, sentence, article)
    quoted = in_quotes(doc, sentence, article) if doc is not None else frozenset()
    if token in quoted:
        main = next(t for t in doc if t.dep_ == "ROOT")
        tokens = _quoting(token, doc, quoted) if len(sentence.text) > LONG else list(doc)
        text = with_name(tokens, main, sentence, article, people)
        return _with_its_speaker(text, sentence, article, people) if _is_all_quoted(doc, quoted) else text
    if not verb or verb in quoted:
        return point(sentence, article, people)  # what is quoted stands with its marks and its speaker
    if aside := _aside(when, verb, sentence, article):
        return aside
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
    tokens = shortened(trimmed(tokens, sentence, article), verb, token, quoted)
    if subject is not None:
        return finished(f"{noun_phrase(subject, sentence).text} {joined(tokens)}")
    said = next((said for said in every if said.clause == verb), None)
    if said:
        text = with_speaker(joined(tokens), said, said.speaker.text, people)
        return point(sentence, article, people) if PRONOUN_FIRST.match(text) else finished(text)
    return with_name(tokens, verb, sentence, article, people)


def _is_all_quoted(doc: Any, quoted: frozenset[Any]) -> bool:
    return not any(token.is_alpha and token not in quoted for token in doc)


def _with_its_speaker(text: str, sentence: Span, article: Article, people: Sequence[Person]) -> str:
    """A text that is a quotation, with its speaker before it where the sentences around it name one."""
    name = speaker_of("", [sentence], article, people).name
    return f"{called(name, people)}: {text}" if name and not PRONOUN.fullmatch(name) else text


def _aside(when: Span, verb: Any, sentence: Span, article: Article) -> str | None:
    """What happened at a time that is not the verb's; None where it is the verb's.

    "… revoked the licence signed last month": The licence was signed last month. "… accused him of the 2023 shooting
    of Lee": The 2023 shooting of Lee.
    """
    root = head_of(when, article)
    path: list[Any] = []
    for token in (root, *root.ancestors) if root is not None else ():
        if token == verb:
            break
        path.append(token)
    date = resolution_of(when, article).date or ""
    done = next((token for token in path if token.dep_ == "acl" and token.tag_ == "VBN"), None)
    if done is not None and done.lemma_ not in _NAMING and not any(c.dep_ in _VERBAL for c in done.children):
        return _in_passive(done, date, article)
    noun = root.head if root is not None and root.dep_ in _MODIFYING else None
    if noun is None or noun.pos_ != "NOUN" or noun.left_edge.dep_ == "mark" or noun.left_edge.pos_ == "PRON":
        return None
    # "Monday's statement said …", "In a Wednesday statement, Lee said …": the time is the verb's too
    adjunct = noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ in ("in", "at", "on")
    of_verb = noun == verb or adjunct or (noun.head == verb and (noun.dep_ in SUBJECTS or len(date) > _YEAR))
    return None if of_verb else finished(noun_phrase(noun, sentence).text)


def _in_passive(done: Any, date: str, article: Article) -> str | None:
    """What was done to a noun by the participle behind it: "a letter signed in May" -> A letter was signed in May.

    None where that is still to come, or hangs on a pronoun.
    """
    noun = done.head
    outer = noun.head.head if noun.dep_ == "pobj" and not _is_determined(noun) else noun
    if outer.pos_ == "NOUN" and (_is_determined(outer) or outer.dep_ in SUBJECTS):
        noun = outer  # "a memorandum of understanding"
    tokens = sorted(done.subtree, key=lambda token: token.i)
    to_come = article.published is not None and date[:_MONTH] > article.published[:_MONTH]
    if to_come or noun.pos_ not in ("NOUN", "PROPN") or noun.left_edge.pos_ == "PRON" or tokens[-1].pos_ == "ADP":
        return None
    several = noun.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in noun.children)
    whom = joined(done.doc[noun.left_edge.i : done.left_edge.i]).rstrip(" ,;–—-")
    return finished(f"{whom} {'were' if several else 'was'} {joined(tokens)}")


def _is_determined(noun: Any) -> bool:
    return any(child.dep_ in ("det", "poss") for child in noun.children)


_NAMING = frozenset({"call", "name", "base", "title", "label", "know"})
_VERBAL = ("aux", "auxpass", "mark", "neg")
_MODIFYING = ("nummod", "compound", "nmod")
_YEAR, _MONTH = 4, 7  # characters of an ISO year, and of a month


def _quoting(token: Any, doc: Any, quoted: frozenset[Any]) -> list[Any]:
    """The tokens of a sentence that quotes several, with that quoted sentence alone that holds this token."""
    begin, end = token.i, token.i
    while doc[begin - 1] in quoted and begin > 0:
        begin -= 1
    while end + 1 < len(doc) and doc[end + 1] in quoted:
        end += 1
    stops = [t.i for t in doc[begin:end] if t.text in (".", "!", "?") and doc[t.i + 1].text[:1].isupper()]
    first = max((i + 1 for i in stops if i < token.i), default=begin)
    last = min((i for i in stops if i >= token.i), default=end + 1)  # its full stop goes, a comma before "said" stays
    return [t for t in doc if not (begin <= t.i < first or last <= t.i <= end) or (t.i == end and t.text == ",")]


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
