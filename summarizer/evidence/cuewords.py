"""Cues: words that attribute a statement, hedge it or deny it. English.

The kinds follow FactBank and PolNeAR: an attribution names a source, a hedge lowers the certainty, a denial contests.
"""

import re
from typing import Literal, NamedTuple

from summarizer.article import Article, Span, cached_per_article
from summarizer.evidence.fold import Index

_NEGATIONS = "not|no longer|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|barely"

# "allegedly", "may", "a suspected arsonist", "is believed to"
_HEDGES = (
    r"alleg(?:ed(?:ly)?|es?|ing|ations?)|reportedly|apparent(?:ly)?|purported(?:ly)?|supposedly|"
    r"supposed(?! to (?!have))|ostensibl[ey]|"
    r"presum(?:ed|ably)|perhaps|possib(?:le|ly)|probabl[ey]|potential(?:ly)?|conceivably|arguably|maybe|(?:un)?likely|"
    r"may|might|could|seem(?:s|ed|ing(?:ly)?)?|appear(?:s|ed)? to|suspected|"
    r"suspects? (?:that|it|he|she|they|foul|arson)|unconfirmed|unverified|so-called|"
    r"rumou?r(?:s|ed)?|speculat(?:e|es|ed|ion)|suggest(?:s|ed|ing)?|"
    r"(?:is|are|was|were|be|been) (?:believed|thought|said|understood|feared|expected) to"
)
# "denied", "disputes", "was dismissed"
_DENIALS = (
    r"den(?:y|ies|ied|ying|ials?)|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing)|reject(?:s|ed|ing)?|"
    r"contradict(?:s|ed|ing)?|contest(?:s|ed|ing)|dismiss(?:es|ed|ing)?|rebut(?:s|ted|ting)?|debunk(?:s|ed|ing)?|"
    r"repudiat(?:e|es|ed|ing)"
)
# Verbs that attribute before "that" alone: "hopes that", "agreed on Monday that".
_BEFORE_THAT = (
    r"(?:point(?:s|ed|ing)? out|maintain(?:s|ed|ing)?|caution(?:s|ed|ing)?|rul(?:es|ed|ing)|heard|hop(?:e|es|ed|ing)|"
    r"fear(?:s|ed|ing)?|agree(?:s|d|ing)?|feels?|felt|decided|propos(?:es|ed|ing)|demand(?:s|ed|ing)?|worr(?:ies|ied)|"
    r"expects?)(?= (?:(?:on )?\w+day )?that)"
)
# "according to", "told", "states that", "found", "calls the plan 'a very bad idea'", "in an interview"
_ATTRIBUTIONS = (
    r"according to|sa(?:y|ys|id|ying)|t(?:ells?|old|elling)|stat(?:ed|ing)|states that|announc(?:e|es|ed|ing)|"
    r"add(?:s|ed|ing) that|added|explain(?:s|ed|ing)?|claim(?:s|ed|ing)?|argu(?:e|es|ed|ing)|insist(?:s|ed|ing)?|"
    r"admit(?:s|ted|ting)?|acknowledg(?:e|es|ed|ing)|confirm(?:s|ed|ing)?|warn(?:s|ed|ing)?|note[sd]?|noting|"
    r"report(?:s|ed|ing)?|tweet(?:s|ed|ing)?|wr(?:ote|ites?|iting|itten)|post(?:s|ed|ing)|declar(?:e|es|ed|ing)|"
    r"reveal(?:s|ed|ing)?|describ(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|"
    r"repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?|believ(?:e|es|ed|ing)|think(?:s|ing)?|thought|estimat(?:e|es|ed|ing)|"
    r"conclud(?:e|es|ed|ing)|predict(?:s|ed|ing)?|theori[sz](?:e|es|ed|ing)|quot(?:e|es|ed|ing)|remark(?:s|ed|ing)?|"
    r"comment(?:s|ed|ing)|recall(?:s|ed|ing)?|testif(?:y|ies|ied|ying)|vow(?:s|ed|ing)?|promis(?:e|es|ed|ing)|"
    r"complain(?:s|ed|ing)?|criticis(?:e|es|ed|ing)|criticiz(?:e|es|ed|ing)|characteri[sz](?:e|es|ed|ing)(?! by)|"
    r"emphasi[sz]ed|"
    r"stress(?:es|ed|ing)|observ(?:es|ed|ing)|read|reads|call(?:s|ed|ing)? (?:it|them|him|her|for|on)|dubbed|"
    r"finds?|found|shows?|showed|shown|learned|discovered|demonstrat(?:es|ed)|indicat(?:es|ed)|"
    r"recommend(?:s|ed|ing)?|assert(?:s|ed|ing)?|contend(?:s|ed|ing)?|conced(?:e|es|ed|ing)|pledg(?:es|ed|ing)|"
    r"lament(?:s|ed|ing)?|jok(?:es|ed|ing)|quip(?:s|ped)|hint(?:s|ed|ing)?|reiterat(?:e|es|ed|ing)|proclaim(?:s|ed|ing)?|"
    r"affirm(?:s|ed|ing)?|clarif(?:ies|ied|ying)|understands|"
    rf"{_BEFORE_THAT}|"
    r"call(?:s|ed|ing)(?= [^,.;:]{2,60} '[^']{15})|"
    r"in (?:a|an|the) (?:\w+ )?(?:statement|interview|letter|email|report|blog post)"
)
_CUE = re.compile(rf"\b(?=[a-z])(?:(?P<denial>{_DENIALS})|(?P<hedge>{_HEDGES})|(?P<attribution>{_ATTRIBUTIONS}))\b")
_NEGATION = re.compile(rf"\b(?=\w)(?:{_NEGATIONS}|\w+n't)\b")

# Verbs that attribute only before "that", or after the words for research.
FINDING = re.compile(r"find|found|show|learn|discover|demonstrat|indicat")
_RESEARCH = re.compile(
    r"\b(?:scientists?|researchers?|experts?|stud(?:y|ies)|results?|data|figures|polls?|surveys?|analys[ei]s)"
    r"(?: (?!who|that|which|was|were)\w+){0,4} $"  # "Figures to be published today show"
)

_SPEECH = re.compile(
    "say|tell|announce|explain|claim|confirm|report|reveal|respond|reply|comment|describe|declare|post"
)
_UNSAID = re.compile(r"\b(?:will|(?:will|would|could|can|does|do|did) not|\w+n't)(?: (?:\w+ly|soon|also|now))? $")

_ENABLING = re.compile(r"\b(?:ma(?:kes?|de|king)\b[^.,;:]*|as \w+ as) $")

Kind = Literal["attribution", "hedge", "denial"]


class Cue(Span):
    """A word or phrase that attributes, hedges or denies."""

    kind: Kind


class CuePlace(NamedTuple):
    """Kind and place of a cue or a negation in a folded text."""

    kind: Kind | Literal["negation"]
    start: int
    end: int


def cues(span: Span, article: Article) -> list[Cue]:
    """The cues within this span of the article, in order. "May" as a month or name is not a cue."""
    known = _cues_of(article)
    if span not in known:  # a sentence may be the evidence of several claims
        index = Index.of(article)
        places = cue_places(index, *index.folded_range(span))
        known[span] = [
            Cue(kind=kind, start=index.starts[start], end=index.ends[end - 1], text=index.original_text(start, end))
            for kind, start, end in places
            if kind != "negation"
        ]
    return list(known[span])


@cached_per_article
def _cues_of(_: Article) -> dict[Span, list[Cue]]:
    return {}


def cue_places(index: Index, start: int = 0, end: int | None = None) -> list[CuePlace]:
    """The cues and negations of a text, or of a part of its folded form, in order. English texts only."""
    if index.language != "en":
        return []
    end = len(index.folded) if end is None else end
    places = [CuePlace("negation", *match.span()) for match in _NEGATION.finditer(index.folded, start, end)]
    places += [
        CuePlace(_kind(match), *match.span())
        for match in _CUE.finditer(index.folded, start, end)
        if index.original_text(*match.span()) != "May"
        and not (_is_literal_finding(match) or _is_unsaid(match) or _is_enabling(match))
    ]
    return sorted(places, key=lambda place: place.start)


def _is_literal_finding(match: re.Match[str]) -> bool:
    """Whether "found" or "showed" is used literally, not as a verb of saying."""
    text, start = match.string, match.start()
    if not FINDING.match(text, start):
        return False
    return not (text.startswith(" that ", match.end()) or _RESEARCH.search(text, max(0, start - 45), start))


def _is_enabling(match: re.Match[str]) -> bool:
    """Whether "possible" is no hedge: "made it possible", "as soon as possible"."""
    text, start = match.string, match.start()
    return match[0] == "possible" and _ENABLING.search(text, max(0, start - 60), start) is not None


def _is_unsaid(match: re.Match[str]) -> bool:
    """Whether the verb of saying tells that nothing is said: "will announce", "did not immediately respond"."""
    text, start = match.string, match.start()
    announced = match[0] in ("say", "tell") and text.startswith("will ", start - 5)  # "will say today that": it is told
    return bool(_SPEECH.fullmatch(match[0]) and not announced and _UNSAID.search(text, max(0, start - 30), start))


def _kind(match: re.Match[str]) -> Kind:
    if match["denial"]:
        return "denial"
    return "hedge" if match["hedge"] else "attribution"
