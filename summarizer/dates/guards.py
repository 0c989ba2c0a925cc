"""Rejects matches that are no dates in their context: "may", "2,003 people", "Black Friday", "every Monday"."""

import re

from summarizer.dates import words as w

_BEFORE_YEAR = re.compile(
    r"(?:(?<!\w)(?:in|since|by|of|from|until|till|during|before|after|late|early|mid|year|the|circa|back|"
    r"1[0-9]{3}\s(?:to|and))\s+|[-–—(‘’]\s*)$",
    re.IGNORECASE,
)
_BEFORE_ROUND = re.compile(
    r"(?<!\w)(?:in|since|by|year|until|till|during|before|after|early|late|mid|from|of)\s+$|[(–—-]\s*$", re.IGNORECASE
)
# What behind digits makes a count of them: "2,003 people", "1900 GMT", "2000%".
_COUNTED = re.compile(
    r"\s?(?:%|°|(?:per|percent|pounds|dollars|euros|yen|points|people|men|women|children|workers|jobs|employees|soldiers|"
    r"troops|votes|seats|km|kilomet|miles|metres|meters|feet|ft|tons|tonnes|kg|hours|hrs|days|years|months|units|"
    r"homes|houses|times|members|students|others|more|million|billion|mph|GMT|UTC|local)(?!\w))",
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?<!\w)(?:in|since|by|of|until|till|last|next|this|early|late|mid|during|from|to|through|for|between|and|before|after|"
    r"past|the|a|each|every|on)[\s-]+$",
    re.IGNORECASE,
)
_IN_SEASON = re.compile(r"(?<!\w)(?:in|since|by|of|until|early|late|mid|during|for|through)[\s-]+$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\s*(?:[^\w\s]|$)|\s+(?:of|in|on|at|and|or|when|was|is|has|had|will|after|before|with|to|as|that|but|for|by)(?!\w)"
)
_COUNTING = re.compile(r"(?<!\w)(?:of|for|to|about|around|and|by|with|over|between)\s+$", re.IGNORECASE)
_PLURAL = re.compile(r"\s[a-z]{2,}(?:s|men|ren|ple)(?!\w)")
_SECOND_YEAR = re.compile(rf"\s?[-–—]\s?{w.YEAR}")
# Where case is ignored these match i, s and k: no word with one of them is English.
_FOLDED = re.compile("[\u0130\u0131\u017f\u212a]")
_NAMED_DAY = re.compile(r"(?:Black|Good|Super|Ash|Bloody|Cyber|Palm|Easter|Giving|Fat|Shrove|Maundy|Holy)\s+$")
_RECURRING = re.compile(r"(?<!\w)(?:every|each|most|any)\s+(?:other\s+|single\s+)?$", re.IGNORECASE)
_PERIODICAL = re.compile(
    r"\s+(?:Times|Herald|Mail|Mirror|Telegraph|Express|Post|Night\s+(?:Live|Football|Lights)|Review)(?!\w)"
)
# "10,000 years ago" is not "000 years ago", and "half a century ago" no century.
_PART_OF_COUNT = re.compile(r"(?:[0-9][.,]|(?<!\w)(?:half|quarter(?:\s+of)?)\s+)$", re.IGNORECASE)
_YEARS_OLD = re.compile(r"[-\s]years?[-\s](?:old|long)", re.IGNORECASE)
_BEFORE_CHRIST = re.compile(r"\s?B\.?C(?!\w)|\s?BCE(?!\w)")
_MARKED_CLOCK = re.compile(r"[ap]\.?m|[A-Z]{3}|noon|midnight|local")
_MEASURED = re.compile(r"(?<!\w)(?:into|above|below|over|under)\s$")  # temperatures "well into the 30s"
_BEFORE_CLOCK = re.compile(r"(?<!\w)(?:at|by|until|till|around|about|from|after|before|of)\s+$")
_PART_OF_NAME = re.compile(
    r"(?<!\w)(?!(?:On|By|In|Last|Next|This|Since|Before|After|Until|From|Around|At|For|The|And|But)\s)[A-Z]\w*\s$"
)
_NEXT_NAME = re.compile(r"\s+[A-Z][a-z]+")


def is_date_in_context(rule: str, match: re.Match[str], text: str, *, running: bool) -> bool:
    """Tell whether a match of a rule is a date by what stands around it.

    Outside `running` text somebody already says that it is one, and only what recurs or bears a name is left out.
    """
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 30]
    if rule == "weekday" and (_NAMED_DAY.search(before) or after[:1] == "s" or _RECURRING.search(before)):
        return False
    if rule in ("ago", "later, earlier") and _PART_OF_COUNT.search(before):
        return match["unit"].lower().startswith(("hour", "minute")) and before[-1:] not in ".,"
    if rule in ("year", "years", "decade", "century") and _BEFORE_CHRIST.match(after):
        return False
    words = match[0]
    if _FOLDED.search(words) or (rule == "year" and _YEARS_OLD.match(after)):
        return False
    if not running:
        return True
    if re.search(rf"{w.MONTH}|{w.WEEKDAY}", words, re.IGNORECASE) and not re.search(
        rf"{w.MONTH}|{w.WEEKDAY}|[A-Z]{{3}}", words
    ):
        return False  # written small: "may", "march"
    match rule:
        case "year" | "years":
            return _is_year(words, before, after)
        case "month" if words in ("March", "May", "MARCH", "MAY"):
            return bool(_IN.search(before)) and not _NEXT_NAME.match(after)
        case "month" if re.fullmatch(w.MONTH_NAME, words, re.IGNORECASE):
            return bool(_IN.search(before)) or not _NEXT_NAME.match(after)
        case "weekday":
            titled = before.endswith(("the ", "The ")) and _NEXT_NAME.match(after)  # "told the Sunday World"
            return not titled and not _PERIODICAL.match(text, match.end("weekday"))
        case "holiday":
            return not _PART_OF_NAME.search(before)
        case "season":
            if re.search("[0-9]", words):
                return True
            named = words[:1] in "tT" or _IN_SEASON.search(before)
            return bool(named and _NO_NOUN.match(after)) and not words.lower().endswith("fall")
        case "decade":
            if _MEASURED.search(before):
                return False
            return bool(match["digits"] and len(match["digits"]) == 4) or words[:1] in "tT'’‘"
        case "clock":
            return bool(_MARKED_CLOCK.search(words) or (":" in words and _BEFORE_CLOCK.search(before)))
        case "today":
            return words.islower() or not _PART_OF_NAME.search(before)
        case "slashes":
            return "/" in words or len(match["year"]) == 4
    return True


def _is_year(words: str, before: str, after: str) -> bool:
    """Tell a year from a count or a price; a round or an early number needs a preposition besides."""
    if words[0] in "'’‘":
        return bool(re.search(r"(?<!\w)(?:in|since|of|from|by|class\s+of|summer\s+of|the)\s?$", before, re.IGNORECASE))
    if (
        re.search(r"[$£€¥#@.,:/]$|(?<!\w)No\.?\s$|[0-9]\s?/$|(?<!(?:1[0-9]|20)[0-9])[0-9][-–—]$", before)
        or _COUNTED.match(after)
        or after[:1] == "/"
    ):
        return False
    if _COUNTING.search(before) and _PLURAL.match(after) and not _SECOND_YEAR.match(after):
        return False
    if _SECOND_YEAR.match(after):
        return True
    if words[:4] < "1900":
        return bool(_BEFORE_YEAR.search(before))
    return not words.endswith("00") or bool(_BEFORE_ROUND.search(before))
