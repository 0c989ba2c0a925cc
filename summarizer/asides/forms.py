"""Recognition of asides by the form of a paragraph alone: page controls, calls to the reader, list items."""

import re

from summarizer.asides.words import ALONE, CONTROLS, LABELS, LINKS, SOURCES

LONGEST = 450
"""Maximum characters of an aside. Captions of pictures are the longest ones."""

LONGEST_LINE = 150
"""Maximum characters of a line of a menu, or of a label and names."""

END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]）」』*_]*$")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SENTENCES = re.compile(r"(?<=[a-zà-ÿ0-9)\"”’][.!?])\s+(?=\W?[A-Z])")
QUOTING = re.compile('["“”„«»「」]')
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)


def is_prose(text: str) -> bool:
    """Return whether a paragraph is running text, that is, whole sentences."""
    words = len(text.split()) + len(_WIDE.findall(text)) // 3
    return len(text) > LONGEST or (words > _FEW and END.search(text) is not None)


_FEW = 5  # words


# Page controls and menus.
_MINUTES = re.compile(r"\d+[\s-]?(?:min(?:ute)?s?|hours?|hrs?|days?)\s(?:read|ago)|\d+\s(?:comments?|shares?)", re.I)


def _entries(text: str) -> list[str]:
    """Return the texts between separators."""
    return [entry.strip() for entry in _SEPARATORS.split(text)]


_SEPARATORS = re.compile(r"[|›»>•·→]|(?<=\s)/(?=\s)")
_MOST_PER_ENTRY = 3  # words


def is_control(text: str, *, alone: bool = True) -> bool:
    """Return whether a line is the text of buttons: "Share", "Copy link".

    `alone` states that no adjacent line is a control. A single word then needs to be unambiguous.
    """
    entries = [entry for entry in _entries(text.strip(" .:*_#[]()-–—").lower()) if entry]
    if not entries or len(text) > LONGEST_LINE:
        return False
    if all(entry in CONTROLS or _MINUTES.fullmatch(entry) for entry in entries):
        return not alone or len(entries) > 1 or entries[0] in ALONE or _MINUTES.fullmatch(entries[0]) is not None
    words = entries[0].split() if len(entries) == 1 else []
    return len(words) > 2 and all(word in CONTROLS for word in words)


def is_menu(text: str) -> bool:
    """Return whether a line is a menu or breadcrumbs: "Home > News > Europe"."""
    entries = _entries(text)
    if len(entries) < 3 or len(text) > LONGEST_LINE or END.search(text):
        return False
    return all(0 < len(entry.split()) <= _MOST_PER_ENTRY and not entry[:1].isdigit() for entry in entries)


# Calls to the reader: an imperative and a phrase that only occurs on web pages.
# Imperatives: "sign up", "click".
_DO = (
    r"(?:click|tap|press|sign up|sign in|log in|subscribe|follow|share|download|register|join|read|watch|listen|view|"
    r"see|visit|get|send|e-?mail|contact|support|donate|find|skip|continue|scroll|swipe|try|have your say|check out|"
    r"stay|keep up|receive)"
)
# Phrases of web pages: "the story", "us on", "our daily news service", "via telegram".
_TEXTS = r"(?:this|the|full|our) (?:article|story|page|report|interview|gallery)"
_OURS = (
    r"our (?:\w+ ){0,3}(?:channel|page|site|website|"
    r"coverage|journalism|team|reporters|community|stories|alerts|updates|service)"
)
_VIA = r"(?:on|via) (?:x|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|google news|tiktok)"
_PAGE = (
    rf"(?:here|newsletters?|apps?|podcasts?|inbox|whatsapp channel|rss|live ?blog|{_TEXTS}|us (?:on|at|for|via|a|your)|"
    rf"{_OURS}|reading|more (?:about|on|from|at|news|stories|of)|{_VIA}|@\w+)"
)
_GAP = r"(?:\s|[,:]\s(?=(?:our|and|or|for|to|sign|click|subscribe|download)\s))"
_TO_READER = re.compile(
    rf"(?:(?:for|to)\s[^.,!?]{{3,60}},?\s)?(?:please\s|or\s)?{_DO}\b(?:{_GAP}[\w’'@&-]+){{0,14}}?{_GAP}{_PAGE}(?!\w)",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_PIECES = 35, 3
_RIGHTS = re.compile(
    r"\W{0,3}(?:©|\([cC]\)\s|Copyright\b\W{0,3}(?:©|\([cC]\)|\d{4}|by\b))|[^\n]{0,80}\bAll rights reserved\b"
)


def addresses_reader(text: str) -> bool:
    """Return whether a paragraph is a call to the reader: "Sign up for our newsletter"."""
    if len(text.split()) > _MOST_WORDS or QUOTING.search(text):
        return False
    pieces = SENTENCES.split(text.strip("*_[]()>→»-– "))
    asks = [bool(_TO_READER.match(piece)) or is_control(piece, alone=True) for piece in pieces]
    leads = [piece.endswith("?") for piece in pieces]
    return len(pieces) <= _MOST_PIECES and any(asks) and all(a or b for a, b in zip(asks, leads, strict=True))


def is_copyright_notice(text: str) -> bool:
    """Return whether a paragraph is a copyright notice: "© 2024 The Times. All rights reserved."."""
    return _RIGHTS.match(text) is not None


_THIS = r"\bthis (?:article|story|report|post|piece|page|interview)\b"
_MADE = (
    r"(?:amended|updated|corrected|published|republished|appeared|appears|translated|produced|edited|written|"
    r"licen[cs]ed|generated|part of|supported|funded)"
)
_ON_TEXT = re.compile(
    "|".join(
        [
            # "This article was amended on 5 May"
            rf"{_THIS}\s(?:was|is|has been|have been|first|originally|also|appeared|appears)\b[^.]{{0,60}}\b{_MADE}\b",
            rf"\bcontribut\w+ (?:\w+ )?to {_THIS}\W*$",  # "Ann Lee contributed to this report."
            rf"\bversion of {_THIS}",  # "A version of this story is in print."
        ]
    ),
    re.IGNORECASE,
)


def is_note_on_article(text: str) -> bool:
    """Return whether a paragraph is about the article itself: "This article was amended on 5 May"."""
    return not QUOTING.search(text[:1]) and _ON_TEXT.search(text) is not None


# Lists of links and of sources.
_LABEL = re.compile(r"\W{0,4}(?P<label>[^\W_][^\n:：|]{1,38}?)\s?[:：|]\s*(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪◦‣>→]|\(?\d{1,2}[.)]|\[\d{1,2}\])\s+")
_URL = re.compile(r"https?://\S|\bwww\.\w")
_DATE_LAST = re.compile(
    rf"(?:\b{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\b\d{{1,2}}\.?\s[^\W\d]{{3,12}}\.?(?:\sde)?\s\d{{4}}|"
    r"\d{4}-\d\d-\d\d|\b\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}年\d{1,2}月\d{1,2}日|,\s\d{4})[)\].]{0,2}$"
)
_TITLE_FIRST = re.compile(r"(?:[^\W\d_a-z][^\"“”„«»\n]{0,80}[.:,]\s)?[\"“„«‘'][^\"“”„«»\n]{5,200}[\"”“»’'][^\n]{0,90}$")


def label_of(text: str) -> str:
    """Return the words before the colon of a line, in lower case, or "" if there is no colon."""
    found = _LABEL.match(text)
    return found["label"].strip(" *_").lower() if found else ""


def normalise_heading(text: str) -> str:
    """Return a line in lower case without surrounding punctuation, for comparison with known headings.

    Return "" for a line that is too long for a heading.
    """
    return text.strip(" \t#*_=:：-–—|").lower() if len(text) <= _LONGEST_HEADING else ""


_LONGEST_HEADING = 50  # characters


def is_link_line(text: str) -> bool:
    """Return whether a line links to another page: "Read more: Storm hits the coast", or a URL alone."""
    words = label_of(text)
    if words in LINKS:
        return len(text) <= LONGEST_LINE * 2
    return len(text.split()) == 1 and _URL.match(text) is not None


def is_source_line(text: str) -> bool:
    """Return whether a line names the article's sources or topics: "Sources: Reuters, BBC"."""
    return label_of(text) in SOURCES | LABELS and len(text) <= LONGEST_LINE * 2


def is_list_item(text: str) -> bool | None:
    """Return whether a line is an item of a list of links or sources, or None if it may also be a heading.

    An item has a URL, or a title in quotation marks and a publisher, or a date at its end. A line with a bullet and
    without an end mark is also an item.
    """
    bullet = _BULLET.match(text)
    line = text[bullet.end() :] if bullet else text
    ends = END.search(line) is not None
    if _URL.search(line) and len(text) <= LONGEST:
        return True
    if _DATE_LAST.search(line) and (not ends or _TITLE_FIRST.match(line)):
        return True
    if len(text) > LONGEST or (ends and not (line.endswith("?") and len(SENTENCES.split(line)) == 1)):
        return False
    return True if bullet or _TITLE_FIRST.match(line) else None


def is_links_heading(text: str) -> bool:
    """Return whether a line is the heading of a list of links to other pages."""
    return normalise_heading(text) in LINKS


def is_list_heading(text: str) -> bool:
    """Return whether a line is the heading of a list of links, or possibly of sources."""
    return normalise_heading(text) in LINKS or normalise_heading(text) in SOURCES
