"""Who says what in a sentence, by its dependency tree: speaker, cue and content. English.

A verb of saying governs what is said as a clausal complement, or stands beside it ("parataxis"); its subject is who
says it. The labels are those of spaCy's English models (ClearNLP).
"""

from typing import Any, NamedTuple

from summarizer.article import Article, Span
from summarizer.assist.attribution import said_by
from summarizer.assist.subjects import PRONOUN
from summarizer.assist.syntax import tree
from summarizer.evidence import Cue, cues, quotations_in

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_ASIDE = ("relcl", "acl", "appos", "advcl", "parataxis", "punct", "npadvmod")
"""What follows the head of a noun phrase and does not name whom it denotes."""


class Saying(NamedTuple):
    """Somebody says something in a sentence."""

    speaker: Span
    cue: Cue
    verb: Any
    """The token of the cue's verb, or "according"."""
    clause: Any
    """The token of the verb of what is said; None where the tree shows no finite clause of its own."""


def sayings(sentence: Span, article: Article) -> list[Saying]:
    """Who says something in the sentence outside of quotation marks, in order: "Lee said …, adding that …"."""
    doc, found = tree(sentence, article), []
    quoted = quotations_in(sentence, article)
    for cue in cues(sentence, article) if doc is not None else ():
        if cue.kind == "hedge" or any(cue in quote for quote in quoted):
            continue
        verb = token_at(doc, cue.start - sentence.start)
        if verb is None:
            continue
        subject, content = _according(verb) if verb.lower_ == "according" else _said(verb)
        if subject is not None:
            told = content if content is not None and is_finite(content) and has_subject(content) else None
            found.append(Saying(noun_phrase(subject, sentence), cue, verb, told))
    return found


def sayings_of_speaker(sentence: Span, article: Article) -> list[Saying]:
    """The sayings whose speaker the sentence names first (`speaker_in`), else all of them."""
    found, speaker = sayings(sentence, article), speaker_in(sentence, article)
    same = [said for said in found if speaker and said.speaker.start < speaker.end and speaker.start < said.speaker.end]
    return same or found


def speaker_in(sentence: Span, article: Article) -> Span | None:
    """The words that name who speaks in a sentence, as far as they go; None where nobody does.

    By the forms that news have (`said_by`), and where none of them fits, by the tree: whose words follow a colon (Ann
    Lee defended it: "..."), and what shows or suggests that something is so.
    """
    speaker = said_by(sentence, article)
    if article.tongue != "en":
        return speaker
    if speaker and any(speaker in quote for quote in quotations_in(sentence, article)):
        speaker = None  # '… conflict "on all fronts", says that …'
    speaker = speaker or _leads_over(sentence, article) or shows(sentence, article)
    if speaker is None:
        return None
    found = sayings(sentence, article)
    for said in found:
        if speaker in said.speaker or (said.verb.dep_ == "relcl" and said.speaker in speaker):
            speaker = said.speaker  # 'The "History" section', not "section"; "many people Lee saw": Lee
            break
    outer = (said.speaker for said in found if said.clause is not None and said.verb.i > said.clause.i)
    outside = (s for s in outer if s.start > speaker.end and not PRONOUN.fullmatch(s.text))
    speaker = next(outside, speaker)  # "A tanker reported a fire, Lee said": Lee
    return _without_clauses(speaker, sentence, article)


def _without_clauses(speaker: Span, sentence: Span, article: Article) -> Span:
    """The name of a speaker without what clauses add to it, up to the last preposition where it is a long one.

    "A letter seen by the Herald" -> A letter
    """
    doc = tree(sentence, article)
    tokens = [t for t in doc if speaker.start <= sentence.start + t.idx < speaker.end]
    verb = next((t for t in tokens if t.pos_ == "VERB" and is_finite(t) and t.dep_ not in ("relcl", "acl")), None)
    if verb is not None and has_subject(verb):
        return noun_phrase(subject_of(verb), sentence)  # "Lee denied it": Lee
    adds = (t.left_edge.i for t in tokens if t.dep_ in ("acl", "relcl") and t.head in tokens and t.head.i < t.i)
    first = min(adds, default=None)
    if first is not None and first > tokens[0].i:
        tokens = [token for token in tokens if token.i < first]
    while len(_cut(tokens, sentence).text.split()) > _LONGEST:
        last = next((n for n, token in reversed(list(enumerate(tokens))) if token.dep_ == "prep" and n), None)
        if last is None:
            return speaker
        tokens = tokens[:last]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        tokens.pop()
    return _cut(tokens, sentence)


_LONGEST = 9  # words of a speaker
_FINDING = frozenset({"show", "find", "suggest", "indicate", "reveal", "demonstrate", "prove", "conclude"})


def _leads_over(sentence: Span, article: Article) -> Span | None:
    """The subject of a clause that ends with a colon before a quotation."""
    for quote in quotations_in(sentence, article):
        before = article.text[sentence.start : quote.start].rstrip("\"'“”‘’« ")
        if before.endswith(":") and len(quote.text.split()) >= _TELLING:
            colon = token_at(tree(sentence, article), len(before) - 1)
            verbs = [t for t in colon.doc[: colon.i] if t.pos_ in VERBS and is_finite(t) and has_subject(t)]
            main = next((verb for verb in verbs if verb.dep_ in ("ROOT", "parataxis", "ccomp")), None)
            return main and noun_phrase(subject_of(main), sentence)
    return None


_TELLING = 4  # words of a quotation; fewer may be a title


def shows(sentence: Span, article: Article) -> Span | None:
    """The words of the subject of a verb of finding that governs a clause: "Estimates suggest they are at sea"."""
    found = shown_clause(sentence, article)
    return noun_phrase(subject_of(found.head), sentence) if found is not None else None


def shown_clause(sentence: Span, article: Article) -> Any:
    """The verb of the clause that a verb of finding governs; None where there is none. English."""
    quoted = quotations_in(sentence, article)
    for verb in (tree(sentence, article) or ()) if article.tongue == "en" else ():
        place = Span(start=sentence.start + verb.idx, end=sentence.start + verb.idx + len(verb), text=verb.text)
        if verb.lemma_ not in _FINDING or verb.pos_ not in VERBS or any(place in quote for quote in quoted):
            continue
        clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
        if clause is not None and is_finite(clause) and has_subject(clause) and has_subject(verb):
            return clause
    return None


def token_at(doc: Any, offset: int) -> Any:
    """The token at this offset into the sentence; None where it has none there."""
    return next((token for token in doc if token.idx <= offset < token.idx + len(token)), None)


def _said(verb: Any) -> tuple[Any, Any]:
    subject = subject_of(verb) if verb.pos_ in VERBS else None
    if subject is None or subject.dep_ == "nsubjpass":
        return None, None
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    content = next((child for child in clauses if child.i > verb.i), clauses[0] if clauses else None)
    as_told = verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    beside = content is None and (verb.dep_ == "parataxis" or as_told) and verb.head.pos_ in VERBS
    return subject, verb.head if beside else content


def _according(token: Any) -> tuple[Any, Any]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    source = to and next((child for child in to.children if child.dep_ == "pobj"), None)
    return source, token.head if token.head.pos_ in VERBS else None


VERBS = ("VERB", "AUX")


def is_finite(verb: Any) -> bool:
    """Whether a verb has a tense, by itself or its auxiliary: "was built", not "built in 1994"."""
    tensed = {"VBD", "VBZ", "VBP", "MD"}
    helped = any(child.dep_ in ("aux", "auxpass") and child.tag_ in tensed for child in verb.children)
    return verb.tag_ in tensed or helped


def has_subject(verb: Any) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def subject_of(verb: Any) -> Any:
    """The token that heads the verb's subject, its own or that of the verb that it is coordinated with or hangs on."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None and own.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head  # "Lee, who said"
    if own is not None:
        return own
    if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ in VERBS:
        return subject_of(verb.head)
    return verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else None


def head_of(phrase: Span, article: Article) -> Any:
    """The token of a phrase that hangs on none of its other ones; None outside of the sentences."""
    number = article.sentence_at(phrase.start)
    start = article.sentences[number - 1].start if number else 0
    tokens = [t for t in tree(phrase, article) or () if phrase.start <= start + t.idx < phrase.end]
    return next((token for token in tokens if token.head == token or token.head not in tokens), None)


def main_subject(sentence: Span, article: Article) -> Span | None:
    """The words of the main verb's subject; None where that is a pronoun, or there is none. English."""
    root = (
        next((t for t in tree(sentence, article) or () if t.dep_ == "ROOT"), None) if article.tongue == "en" else None
    )
    subject = subject_of(root) if root is not None and root.pos_ in VERBS else None
    return noun_phrase(subject, sentence) if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None


def noun_phrase(head: Any, sentence: Span) -> Span:
    """The words that name whom this token denotes: without appositions and relative clauses.

    "its director, Moira Kehoe, 51, who …" -> Moira Kehoe; "a director of the fund, which …" -> a director of the fund
    """
    if head.pos_ != "PROPN":
        named = next((t for t in head.children if t.dep_ == "appos" and t.pos_ == "PROPN" and t.i > head.i), None)
        head = named if named is not None else head
    after = [child for child in head.children if child.i > head.i]
    aside = next((child for child in after if child.dep_ in _ASIDE and child.text not in ("-", "–")), None)
    last = head.right_edge.i if aside is None else aside.left_edge.i - 1
    own = {token.i for token in head.subtree}
    last = next((i - 1 for i in range(head.i + 1, last + 1) if i not in own), last)
    return _cut(list(head.doc[head.left_edge.i : max(last, head.i) + 1]), sentence)


def clause(verb: Any, sentence: Span, without: Any = None) -> tuple[Span, ...]:
    """The pieces of a clause, without "that" before it and without the attribution by the verb `without`."""
    asides = {without} if without is not None else set()
    for child in without.children if without is not None else ():
        if not child.is_ancestor(verb) and child != verb:
            asides.update(child.subtree)
    # "that it rained, and that it snowed": what follows the first "that" is told alone
    asides.update(c for t in verb.conjuncts for c in t.children if c.dep_ == "mark" and c.lower_ == "that")
    kept = sorted((token for token in verb.subtree if token not in asides), key=lambda token: token.i)
    while kept and (_is_mark(kept[-1]) or kept[-1].dep_ == "cc"):
        kept.pop()
    pieces: list[list[Any]] = []
    for token in kept:
        if pieces and pieces[-1][-1].i == token.i - 1:
            pieces[-1].append(token)
        else:
            pieces.append([token])
    cut = (_cut(_bare(piece), sentence) for piece in pieces)
    return tuple(span for span in cut if span.text)


def _bare(piece: list[Any]) -> list[Any]:
    """The tokens of a piece without the marks around it; a bracket is none: "[Lee] left"."""
    begin, end = 0, len(piece)
    while begin < end and ((piece[begin].lower_ == "that" and piece[begin].dep_ == "mark") or _is_mark(piece[begin])):
        begin += 1
    while end > begin and _is_mark(piece[end - 1]):
        end -= 1
    return piece[begin:end]


def _is_mark(token: Any) -> bool:
    return bool(token.is_punct and not token.is_bracket)


def _cut(tokens: list[Any], sentence: Span) -> Span:
    start = sentence.start + (tokens[0].idx if tokens else 0)
    end = sentence.start + (tokens[-1].idx + len(tokens[-1]) if tokens else 0)
    return Span(start=start, end=end, text=sentence.text[start - sentence.start : end - sentence.start])
