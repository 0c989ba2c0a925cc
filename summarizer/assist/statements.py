"""What a sentence's own grammar says is said: a quotation, or the words beside the speaker and the cue. English."""

import re

from summarizer.article import Article, Span
from summarizer.assist.attribution import Attribution, attribution
from summarizer.evidence.quoting import quotations_in


def said(sentence: Span, article: Article) -> Span:
    """What is said in a sentence: its longest quotation, or what stands beside speaker and cue, or all of it.

    The mayor, Ann Lee, said that taxes will rise -> taxes will rise; It may rain, according to AFP -> It may rain.
    """
    found = attribution(sentence, article)
    if found and _WITH_OBJECT.match(found.cue.text):
        return sentence
    quoted = [_within(quote, sentence, article) for quote in quotations_in(sentence, article)]
    free = [quote for quote in quoted if not _is_embedded(quote, sentence, found, article)]
    quoted = [quote for quote in free if len(quote.text.split()) >= _TELLING] or quoted
    longest = max(quoted, key=lambda span: len(span.text), default=None)
    if longest and len(longest.text.split()) >= _TELLING and not _is_embedded(longest, sentence, found, article):
        return longest
    if found is None:
        return sentence
    first, last = min(found.speaker.start, found.cue.start), max(found.speaker.end, found.cue.end)
    beside = article.text[sentence.start : first]
    before = _BESIDE.sub("", beside)
    after = Span.cut(article.text, _begin(last, sentence, found, article), sentence.end)
    # "It may rain, according to AFP, which …"; "…, Lee said."; "It may rain, Lee said, adding that …"
    apart = re.search(r"[,\"”]\s*$", beside) is not None
    opened = longest is not None and article.text[sentence.start : longest.start].strip(" \"'“”‘’") == ""
    tells = apart and (_FINITE.search(before) is not None or opened)
    over = tells and article.text.startswith(",", last)
    if (before and found.cue.start < found.speaker.start) or over or (tells and len(after.text.split()) < _TELLING):
        after = Span.cut(article.text, sentence.start, sentence.start + len(before))
    if longest and after.text.strip(' "“”.,') == longest.text.strip(" .,"):
        return longest
    if len(after.text.split()) >= _TELLING and not _LEANS.match(after.text):
        return after
    # "Excuse me?" he said in an aside.
    return longest if longest and opened else sentence


_WITH_OBJECT = re.compile("accus")  # "She accused him of it": nothing but all of it tells what
_TELLING = 4  # words; fewer are no statement
_BESIDE = re.compile(r"(?<![\s,])[\s,]*+(?:as|and|but|while|which|who|that)?[\s,]*$", re.IGNORECASE)
# "He described it as …", "plans announced in May, in which …": not what is said; but "by 2050, it will be gone" is.
_LEANS = re.compile(
    r"(?!(?:as of|by|in|on|at)\s[^,]{1,30},\s(?!(?:\w+\s)?which))(?:as|to|for|of|by|at|in|on|with|from|about)\s"
)

# Where and when it was said: "said on Friday that", "announced Monday in an internal memo that", "said in a letter:"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PLACE = (
    r"statements?|interviews?|tweets?|posts?|filings?|letters?|e-?mails?|messages?|memos?|reports?|speech|briefings?|"
    r"conferences?|asides?|blog|release|call|notes?|address|videos?|articles?|hearing|testimony"
)
_WHEN = rf"(?:(?:on|last|this)\s)?{_DAY}(?:\s(?:morning|afternoon|evening|night))?|yesterday|today|earlier"
_WHERE = rf"(?:in|during|via|through|on|at)\s(?:an?|the|his|her|its|their)\s(?:[\w-]+\s){{0,3}}?(?:{_PLACE})\b"
_LONG = r"(?:on|in|at|to|during|via|through)\b(?:\s+[\w.'’-]+){0,6}?,?\s+(?=that\b)"
_LEADS = re.compile(rf"[\s,:]*(?:(?:{_WHEN}|{_WHERE}|{_LONG})[\s,:]*)*(?:that\b[\s,]*)*")
# "Officials tell BBC News every claim will be assessed"
_ADDRESSEE = re.compile(
    r"\s+(?:reporters|journalists|investors|residents|staff|lawmakers|him|her|them|(?:the|an?)\s(?:[\w-]+\s)?(?:court|"
    r"jury|inquiry|inquest|panel|hearing|tribunal|conference|committee|newspaper|agency))(?:\soutside\scourt)?"
    r"(?:\s(?:on|in|at)\s[\w ]{1,40}?\sthat|\sthat)?\s+(?=[\w£$])|"
    r"\s+(?:the\s)?[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*)*(?:\s(?:by|via|in|on|at)\s[^,;:\"“]{1,40}?\sthat|\s+that)?\s+"
    r"(?=[a-z])"
)
_QUOTING = re.compile(r"(?:quoting|citing)\s[^,;:.]{3,100},\s*")
_AS_TOLD = re.compile(r"[^,;:.\"“]{0,60},\s*")  # "As Lee told the Herald, …"
_IN_WHICH = re.compile(r"\s(?:in|of|on|at|from|by)\s[^,;:\"“]{0,60},\s*")  # "According to a report in the Herald, …"
_LISTED = re.compile(r"\s[^,;:.\"“”]{0,90}:\s+(?=[A-Z])")  # "revealed some of her plans: She wants …"


def _begin(last: int, sentence: Span, found: Attribution, article: Article) -> int:
    """Where what is said begins, after speaker and cue, which end at `last`."""
    text = article.text
    forms = [_LISTED] if found.cue.start > found.speaker.start else [_IN_WHICH]
    first = min(found.speaker.start, found.cue.start)
    forms += [_AS_TOLD] if text[sentence.start : first].strip().casefold() == "as" else []
    forms += [_ADDRESSEE] if re.fullmatch(r"t(?:old|ells?)", found.cue.text) else []
    begin = next((led.end() for form in (*forms, _LEADS) if (led := form.match(text, last, sentence.end))), last)
    quoting = _QUOTING.match(text, begin)
    return quoting.end() if quoting else begin


# "She said the plan was "damning for all of us"": the quotation is no more than a part of what is said.
_CLAUSE_AROUND = re.compile(r"\s[^;:\"“]*\b(?:is|are|was|were|has|have|had|will|would|must|can)\s[^,;:\"“”]*[\"“]?")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did)(?:n['’]t)?\b|"
    r"\b(?:it|that|he|she|there|what|who|here)['’]s\b|['’](?:re|ve|m)\b",
    re.IGNORECASE,
)


def _is_embedded(quote: Span, sentence: Span, found: Attribution | None, article: Article) -> bool:
    """Whether a quotation is a part of a clause that says more, and no sentence in itself."""
    if found and _CLAUSE_AROUND.fullmatch(article.text, found.cue.end, quote.start):
        return True
    before = article.text[sentence.start : quote.start].rstrip("\"'“”‘’ ")
    phrase = quote.text[:1].islower() and not _FINITE.search(quote.text)
    return phrase and bool(before) and not before.endswith((",", ":"))


def _within(span: Span, sentence: Span, article: Article) -> Span:
    return Span.cut(article.text, max(span.start, sentence.start), min(span.end, sentence.end))
