"""Attributions in a sentence by its dependency tree: speaker, cue and content. English only.

A verb of saying governs its content as a clausal complement, or is attached to it as a parataxis. Its subject is the
speaker. The labels are those of spaCy's English models (ClearNLP).
"""

from typing import Any, NamedTuple

from summarizer.article import Article, Span
from summarizer.assist.attribution import attributed_speaker
from summarizer.assist.subjects import PRONOUN
from summarizer.assist.syntax import tree_of
from summarizer.evidence import Cue, cues, quotations_in

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_ASIDE = ("relcl", "acl", "appos", "advcl", "parataxis", "punct", "npadvmod")
"""Dependency labels after the head of a noun phrase that are not part of the name."""


class Saying(NamedTuple):
    """One attribution in a sentence."""

    speaker: Span
    cue: Cue
    verb: Any
    """The token of the cue's verb, or "according"."""
    clause: Any
    """The token of the content's main verb. None if the content is not a finite clause with a subject."""


def sayings(sentence: Span, article: Article) -> list[Saying]:
    """Return the attributions outside quotation marks, in order: "Lee said …, adding that …"."""
    doc, found = tree_of(sentence, article), []
    quoted = quotations_in(sentence, article)
    for cue in cues(sentence, article) if doc is not None else ():
        if cue.kind == "hedge" or any(cue in quote for quote in quoted):
            continue
        verb = token_at(doc, cue.start - sentence.start)
        if verb is None:
            continue
        subject, content = _source_and_content(verb) if verb.lower_ == "according" else _subject_and_content(verb)
        if subject is not None:
            told = content if content is not None and is_finite(content) and has_subject(content) else None
            found.append(Saying(noun_phrase(subject, sentence), cue, verb, told))
    return found


def sayings_of_speaker(sentence: Span, article: Article) -> list[Saying]:
    """Return the attributions to the sentence's speaker (`speaker_in`), or all of them if there are none."""
    found, speaker = sayings(sentence, article), speaker_in(sentence, article)
    same = [said for said in found if speaker and said.speaker.start < speaker.end and speaker.start < said.speaker.end]
    return same or found


def speaker_in(sentence: Span, article: Article) -> Span | None:
    """Return the span that names the speaker of a sentence, or None if it has no speaker.

    Patterns for the usual forms of news text are tried first (`attributed_speaker`). If none matches, the dependency
    tree is used: the subject before a colon (Ann Lee defended it: "..."), or the subject of a verb of finding.
    """
    speaker = attributed_speaker(sentence, article)
    if article.tongue != "en":
        return speaker
    if speaker and any(speaker in quote for quote in quotations_in(sentence, article)):
        speaker = None  # '… conflict "on all fronts", says that …'
    speaker = speaker or _subject_before_colon(sentence, article) or subject_of_finding(sentence, article)
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
    """Return the name of a speaker without its clauses. A long name also loses its last prepositional phrases.

    "A letter seen by the Herald" -> A letter
    """
    doc = tree_of(sentence, article)
    tokens = [t for t in doc if speaker.start <= sentence.start + t.idx < speaker.end]
    verb = next((t for t in tokens if t.pos_ == "VERB" and is_finite(t) and t.dep_ not in ("relcl", "acl")), None)
    if verb is not None and has_subject(verb):
        return noun_phrase(subject_of(verb), sentence)  # "Lee denied it": Lee
    adds = (t.left_edge.i for t in tokens if t.dep_ in ("acl", "relcl") and t.head in tokens and t.head.i < t.i)
    first = min(adds, default=None)
    if first is not None and first > tokens[0].i:
        tokens = [token for token in tokens if token.i < first]
    while len(_span_of_tokens(tokens, sentence).text.split()) > _LONGEST:
        last = next((n for n, token in reversed(list(enumerate(tokens))) if token.dep_ == "prep" and n), None)
        if last is None:
            return speaker
        tokens = tokens[:last]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        tokens.pop()
    return _span_of_tokens(tokens, sentence)


_LONGEST = 9  # maximum words of a speaker
_FINDING = frozenset({"show", "find", "suggest", "indicate", "reveal", "demonstrate", "prove", "conclude"})


def _subject_before_colon(sentence: Span, article: Article) -> Span | None:
    """Return the subject of a clause that ends with a colon before a quotation, or None if there is none."""
    for quote in quotations_in(sentence, article):
        before = article.text[sentence.start : quote.start].rstrip("\"'“”‘’« ")
        if before.endswith(":") and len(quote.text.split()) >= _TELLING:
            colon = token_at(tree_of(sentence, article), len(before) - 1)
            verbs = [t for t in colon.doc[: colon.i] if t.pos_ in VERBS and is_finite(t) and has_subject(t)]
            main = next((verb for verb in verbs if verb.dep_ in ("ROOT", "parataxis", "ccomp")), None)
            return main and noun_phrase(subject_of(main), sentence)
    return None


_TELLING = 4  # minimum words of a quotation; a shorter one may be a title


def subject_of_finding(sentence: Span, article: Article) -> Span | None:
    """Return the subject of a verb of finding that governs a clause: "Estimates suggest they are at sea".

    Return None if there is no such verb.
    """
    found = clause_of_finding(sentence, article)
    return noun_phrase(subject_of(found.head), sentence) if found is not None else None


def clause_of_finding(sentence: Span, article: Article) -> Any:
    """Return the verb of the clause that a verb of finding governs, or None if there is none. English only."""
    quoted = quotations_in(sentence, article)
    for verb in (tree_of(sentence, article) or ()) if article.tongue == "en" else ():
        place = Span(start=sentence.start + verb.idx, end=sentence.start + verb.idx + len(verb), text=verb.text)
        if verb.lemma_ not in _FINDING or verb.pos_ not in VERBS or any(place in quote for quote in quoted):
            continue
        clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
        if clause is not None and is_finite(clause) and has_subject(clause) and has_subject(verb):
            return clause
    return None


def token_at(doc: Any, offset: int) -> Any:
    """Return the token at an offset into the sentence, or None if no token includes it."""
    return next((token for token in doc if token.idx <= offset < token.idx + len(token)), None)


def _subject_and_content(verb: Any) -> tuple[Any, Any]:
    subject = subject_of(verb) if verb.pos_ in VERBS else None
    if subject is None or subject.dep_ == "nsubjpass":
        return None, None
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    content = next((child for child in clauses if child.i > verb.i), clauses[0] if clauses else None)
    as_told = verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    beside = content is None and (verb.dep_ == "parataxis" or as_told) and verb.head.pos_ in VERBS
    return subject, verb.head if beside else content


def _source_and_content(token: Any) -> tuple[Any, Any]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    source = to and next((child for child in to.children if child.dep_ == "pobj"), None)
    return source, token.head if token.head.pos_ in VERBS else None


VERBS = ("VERB", "AUX")


def is_finite(verb: Any) -> bool:
    """Return whether a verb or its auxiliary is finite: "was built", not "built in 1994"."""
    tensed = {"VBD", "VBZ", "VBP", "MD"}
    helped = any(child.dep_ in ("aux", "auxpass") and child.tag_ in tensed for child in verb.children)
    return verb.tag_ in tensed or helped


def has_subject(verb: Any) -> bool:
    """Return whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def subject_of(verb: Any) -> Any:
    """Return the head token of a verb's subject, or None if it has none.

    A verb without a subject of its own takes that of the verb that it is coordinated with or depends on.
    """
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None and own.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head  # "Lee, who said"
    if own is not None:
        return own
    if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ in VERBS:
        return subject_of(verb.head)
    return verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else None


def head_of(phrase: Span, article: Article) -> Any:
    """Return the head token of a phrase, or None if the phrase is in no sentence."""
    number = article.sentence_at(phrase.start)
    start = article.sentences[number - 1].start if number else 0
    tokens = [t for t in tree_of(phrase, article) or () if phrase.start <= start + t.idx < phrase.end]
    return next((token for token in tokens if token.head == token or token.head not in tokens), None)


def main_subject(sentence: Span, article: Article) -> Span | None:
    """Return the subject of the main verb, or None if it is a pronoun or there is none. English only."""
    root = (
        next((t for t in tree_of(sentence, article) or () if t.dep_ == "ROOT"), None)
        if article.tongue == "en"
        else None
    )
    subject = subject_of(root) if root is not None and root.pos_ in VERBS else None
    return noun_phrase(subject, sentence) if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None


def noun_phrase(head: Any, sentence: Span) -> Span:
    """Return the noun phrase of a head token, without appositions and relative clauses.

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
    return _span_of_tokens(list(head.doc[head.left_edge.i : max(last, head.i) + 1]), sentence)


def clause_spans(verb: Any, sentence: Span, without: Any = None) -> tuple[Span, ...]:
    """Return the contiguous pieces of a clause, without a leading "that" and the attribution by the verb `without`."""
    asides = {without} if without is not None else set()
    for child in without.children if without is not None else ():
        if not child.is_ancestor(verb) and child != verb:
            asides.update(child.subtree)
    # "that it rained, and that it snowed": every "that" is removed
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
    cut = (_span_of_tokens(_without_marks(piece), sentence) for piece in pieces)
    return tuple(span for span in cut if span.text)


def _without_marks(piece: list[Any]) -> list[Any]:
    """Return the tokens of a piece without the punctuation around it. Brackets are kept: "[Lee] left"."""
    begin, end = 0, len(piece)
    while begin < end and ((piece[begin].lower_ == "that" and piece[begin].dep_ == "mark") or _is_mark(piece[begin])):
        begin += 1
    while end > begin and _is_mark(piece[end - 1]):
        end -= 1
    return piece[begin:end]


def _is_mark(token: Any) -> bool:
    return bool(token.is_punct and not token.is_bracket)


def _span_of_tokens(tokens: list[Any], sentence: Span) -> Span:
    start = sentence.start + (tokens[0].idx if tokens else 0)
    end = sentence.start + (tokens[-1].idx + len(tokens[-1]) if tokens else 0)
    return Span(start=start, end=end, text=sentence.text[start - sentence.start : end - sentence.start])
