"""Event texts: the smallest clause around a time expression that is understandable by itself. English only."""

from collections.abc import Sequence
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.content import without_attribution
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
from summarizer.assist.shortening import LONG, quoted_tokens, shortened_clause, text_of_tokens, without_parentheticals
from summarizer.assist.speakers import speaker_of
from summarizer.assist.standalone_texts import (
    PRONOUN_FIRST,
    as_sentence,
    key_point_text,
    name_in_text,
    with_name,
    with_speaker,
)
from summarizer.assist.subjects import PRONOUN
from summarizer.assist.syntax import tree_of
from summarizer.digest import Person
from summarizer.evidence.times import resolution_of


def event_text(when: Span, article: Article, people: Sequence[Person]) -> str:
    """Return the text of the event at a time expression: the smallest standalone clause, without its attribution."""
    number = article.sentence_at(when.start)
    if not number:
        return as_sentence(when.text)
    sentence = article.sentences[number - 1]
    doc = tree_of(sentence, article)
    token = doc and token_at(doc, when.start - sentence.start)
    verb = token and _standalone_verb(token, when, sentence, article)
    quoted = quoted_tokens(doc, sentence, article) if doc is not None else frozenset()
    if token in quoted:
        main = next(t for t in doc if t.dep_ == "ROOT")
        tokens = _without_other_quoted_sentences(token, doc, quoted) if len(sentence.text) > LONG else list(doc)
        text = with_name(tokens, main, sentence, article, people)
        return _with_its_speaker(text, sentence, article, people) if _is_all_quoted(doc, quoted) else text
    if not verb or verb in quoted:
        return key_point_text(sentence, article, people)  # a quotation keeps its marks and its speaker
    if aside := _text_of_time_modifier(when, verb, sentence, article):
        return aside
    every, subject = sayings(sentence, article), None
    tokens = _without_conjunction(verb)
    if verb.dep_ == "ROOT":
        apart = (without_attribution(sentence, said, article) for said in every if said.verb != verb)
        tokens = next((rest for rest in apart if token in rest), list(doc))
    if verb.dep_ == "relcl":
        tokens.remove(next(child for child in verb.children if child.dep_ in SUBJECTS))
        subject = verb.head
    elif not has_subject(verb):
        subject = subject_of(verb)
    tokens = shortened_clause(without_parentheticals(tokens, sentence, article), verb, token, quoted)
    if subject is not None:
        return as_sentence(f"{noun_phrase(subject, sentence).text} {text_of_tokens(tokens)}")
    said = next((said for said in every if said.clause == verb), None)
    if said:
        text = with_speaker(text_of_tokens(tokens), said, said.speaker.text, people)
        return key_point_text(sentence, article, people) if PRONOUN_FIRST.match(text) else as_sentence(text)
    return with_name(tokens, verb, sentence, article, people)


def _is_all_quoted(doc: Any, quoted: frozenset[Any]) -> bool:
    return not any(token.is_alpha and token not in quoted for token in doc)


def _with_its_speaker(text: str, sentence: Span, article: Article, people: Sequence[Person]) -> str:
    """Return the text of a quotation, preceded by its speaker if the surrounding sentences name one."""
    name = speaker_of("", [sentence], article, people).name
    return f"{name_in_text(name, people)}: {text}" if name and not PRONOUN.fullmatch(name) else text


def _text_of_time_modifier(when: Span, verb: Any, sentence: Span, article: Article) -> str | None:
    """Return the text of an event whose time expression modifies a noun, or None if it modifies the verb.

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
    # The time also applies to the verb: "Monday's statement said …", "In a Wednesday statement, Lee said …".
    adjunct = noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ in ("in", "at", "on")
    of_verb = noun == verb or adjunct or (noun.head == verb and (noun.dep_ in SUBJECTS or len(date) > _YEAR))
    return None if of_verb else as_sentence(noun_phrase(noun, sentence).text)


def _in_passive(done: Any, date: str, article: Article) -> str | None:
    """Convert a noun with a past participle to a passive sentence: "a letter signed in May" -> A letter was signed ….

    Return None if the event is in the future, or if the noun depends on a pronoun.
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
    whom = text_of_tokens(done.doc[noun.left_edge.i : done.left_edge.i]).rstrip(" ,;–—-")
    return as_sentence(f"{whom} {'were' if several else 'was'} {text_of_tokens(tokens)}")


def _is_determined(noun: Any) -> bool:
    return any(child.dep_ in ("det", "poss") for child in noun.children)


_NAMING = frozenset({"call", "name", "base", "title", "label", "know"})
_VERBAL = ("aux", "auxpass", "mark", "neg")
_MODIFYING = ("nummod", "compound", "nmod")
_YEAR, _MONTH = 4, 7  # characters of an ISO year, and of a month


def _without_other_quoted_sentences(token: Any, doc: Any, quoted: frozenset[Any]) -> list[Any]:
    """Return the tokens of a sentence without the quoted sentences that do not contain `token`."""
    begin, end = token.i, token.i
    while doc[begin - 1] in quoted and begin > 0:
        begin -= 1
    while end + 1 < len(doc) and doc[end + 1] in quoted:
        end += 1
    stops = [t.i for t in doc[begin:end] if t.text in (".", "!", "?") and doc[t.i + 1].text[:1].isupper()]
    first = max((i + 1 for i in stops if i < token.i), default=begin)
    last = min((i for i in stops if i >= token.i), default=end + 1)  # drops its full stop, keeps a comma before "said"
    return [t for t in doc if not (begin <= t.i < first or last <= t.i <= end) or (t.i == end and t.text == ",")]


def _standalone_verb(token: Any, when: Span, sentence: Span, article: Article) -> Any:
    """Return the verb of the smallest standalone clause around a time expression, or None if there is none.

    A clause whose subject is a pronoun depends on the clause around it.
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
    """Return whether a finite clause is understandable and asserted without the clause that governs it."""
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
            return _is_plainly_reported(verb) and has_subject(verb)
        case "advcl" | "pcomp":
            tied = [c for c in _conjunctions_of(verb) if c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB")]
            # A conjunction inside the time expression is excluded: "a day after it was sold".
            inside = any(when.start <= sentence.start + word.idx < when.end for word in tied)
            return bool(tied) and {word.lower_ for word in tied} <= _FACTUAL and has_subject(verb) and not inside
    return False


def _names_its_subject(verb: Any) -> bool:
    """Return whether "who" or "which" is the subject of a relative clause and directly follows its antecedent."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if subject is None or subject.tag_ not in ("WDT", "WP") or verb.head.pos_ not in ("NOUN", "PROPN"):
        return False
    between = [token for token in verb.doc[verb.head.i + 1 : subject.i] if not token.is_punct]
    return all(token.dep_ in _OF_A_NAME for token in between)


_OF_A_NAME = ("prep", "pobj", "det", "amod", "compound", "poss", "case", "nummod")


def _conjunctions_of(verb: Any) -> list[Any]:
    """Return the tokens that begin a clause. A subordinating conjunction is one of them."""
    before = verb.doc[verb.left_edge.i : verb.i]
    first = next((t.i for t in before if not (t.is_punct or t.dep_ in ("cc", "advmod", "mark"))), verb.i)
    return [child for child in verb.children if child.i < first]


def _without_conjunction(verb: Any) -> list[Any]:
    """Return the tokens of a clause without its subordinating conjunction ("when", "after", "that")."""
    tied = [c for c in _conjunctions_of(verb) if c.dep_ == "mark" or (verb.dep_ == "advcl" and c.lower_ == "when")]
    return sorted((token for token in verb.subtree if token not in tied), key=lambda token: token.i)


_FACTUAL = frozenset({"when", "after", "as", "while", "since", "because", "although", "though", "before", "whereas"})
"""Conjunctions whose clause is asserted, unlike that of "if" and "unless"."""


def _is_plainly_reported(verb: Any) -> bool:
    """Return whether the governing verb reports the clause neutrally, without doubt or denial."""
    head = verb.head
    return head.lemma_ in _NEUTRAL and not any(child.dep_ == "neg" for child in head.children)


_NEUTRAL = frozenset({"say", "tell", "add", "state", "announce", "report", "confirm", "note", "explain"})
