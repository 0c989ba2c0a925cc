"""What a paragraph is by its form alone: a credit, a control of the page, a word to the reader, an item of a list."""

import re

from summarizer.asides.words import ALONE, CONTROLS, LABELS, LINKS, SOURCES

LONGEST = 450
"""Characters of a paragraph that may be an aside; captions of pictures are the longest."""

_CLOSED = r"[\"'”’»)\]）」』*_]*"
_END = re.compile(rf"[.!?…。！？؟।][\"'”’»)\]）」』*_]*$")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BETWEEN = re.compile(r"(?<=[a-zà-ÿ0-9)\"”’][.!?])\s+(?=\W?[A-Z])")
_QUOTING = re.compile('["“”„«»「」]')
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_WORD = re.compile(r"[^\s,;&|/()\[\]–—-]+")


def is_prose(text: str) -> bool:
    """Whether a paragraph is one of a running text: whole sentences."""
    words = len(text.split()) + len(_WIDE.findall(text)) // 3
    return len(text) > LONGEST or (words > _FEW and _END.search(text) is not None)


_FEW = 5  # words


# Credits of pictures. What follows the word for a picture is a name, up to the end of the paragraph.
_PICTURE = (
    r"(?:IMAGES?|PHOTOS?|PICTURES?|VIDEO|CREDITS?|FOTOS?|BILD|Images?|Photos?|Photographs?|Photographers?|Pictures?|Pics?|Videos?|Audio|Graphics?|Illustrations?|Credits?|Fotos?|"
    r"Fotograf(?:ie|ía|ia)s?|Bild(?:er)?|Grafik|Imagen|Imágenes|Crédits?|Créditos?|Photographie|Immagin[ei]|Beeld|"
    r"Imagem|Фото|Изображение)"
)
_OPEN = r"(?:^|(?<=[\s(\[|–—*_/-]))"
_WHO = r"(?P<who>[^\n]{2,90})$"
_AGENCY = r"(?:AP|AFP|EPA|PA|UPI|Reuters|Getty|Handout|File|Courtesy)"
_CREDITS = (
    # "Image: Ann Lee", "Photo credit: AP", "Foto de archivo: EFE"
    re.compile(rf"{_OPEN}{_PICTURE}(?:\s(?:credits?|by|courtesy(?:\sof)?|photos?))?\s?[:：]\s{{0,3}}{_WHO}"),
    re.compile(
        r"(?:^|[\s（(「。])(?:写真|画像|提供|图片?|圖片?|摄影|供图|图源|صورة|الصورة)(?:来源|提供)?\s?[:：=＝][^。！？\n]{1,40}$"
    ),
    # "Photo by Ann Lee", "(AP Photo/Ann Lee)", "Photograph courtesy of the museum"
    re.compile(
        rf"(?:^|[.!?\"”’]\s+|[(\[|–—-]\s?)(?:{_AGENCY}\s)?{_PICTURE}\s?(?:by|courtesy|via|provided by|©|/)\s?"
        rf"(?:(?:courtesy|of|the|by)\s){{0,3}}{_WHO}"
    ),
    # "… on Friday. Ann Lee/Reuters", "… on Friday. Ann Lee for Reuters/Getty Images"
    re.compile(
        r"(?:^|[.!?\"”’)]\s+|[(\[|–—]\s?)(?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w.'’-]*(?:\s?/\s?[A-Z][\w.'’-]*)*\s?/\s?"
        rf"(?:[A-Z]\w+|(?:[A-Z]\w*\s){{1,3}}(?:Images|Press|Pictures|Photos?|News|Times|Agency|Archives?)){_CLOSED}$"
    ),
    # "… on Friday. REUTERS/Ann Lee", "… on Friday. Ann Lee for The Times"
    re.compile(
        r"(?:^[A-Z]{2,}|[.!?\"”’)]\s+[A-Z]\w+|[(\[|–—]\s?[A-Z]\w+)\s?/\s?(?:[A-Z][\w.'’-]*[\s/]*){2,5}"
        rf"(?<![.\s]){_CLOSED}$"
    ),
    re.compile(rf"[.!?\"”’)]\s+(?:[A-Z][\w.'’-]*\s){{2,3}}for\s(?:[A-Z][\w.'’-]*\s?){{1,5}}(?<![.\s]){_CLOSED}$"),
    # "Image caption, The dam from the air"
    re.compile(r"^(?:image|photo|picture|video|media)\s(?:caption|source|credit)s?\s?[,:]\s", re.IGNORECASE),
    re.compile(
        r"(?:^|[.!?\"”’)]\s+|[(\[|–—]\s?)(?:[A-Z][\w.'’-]*[\s/]+(?:(?:via|for|from|and)\s)?){1,6}"
        rf"(?:Images|Pictures|Photos?|Photography){_CLOSED}$"
    ),
    # "Ann Lee; from file, 2015.", "… (file photo)"
    re.compile(
        rf"[;,.(\[–—-]\s?(?:from\s)?[Ff]ile(?:\s(?:photo|picture|image|footage))?(?:,\s[\w\s]{{0,12}}\d{{4}})?\.?{_CLOSED}$"
    ),
    re.compile(rf"(?:^|[.!?\"”’)(]\s?)(?:©|\([cC]\)|Courtesy(?:\sof)?:?\s)\s?(?:\d{{4}}\s)?{_WHO}"),
    # An image of Markdown
    re.compile(r"^!\[[^\]\n]{0,300}\]\([^)\n]{0,400}\)$"),
)
_MOST_TOLD = 3  # sentences of a caption
_BESIDE_CREDITS = frozenset(
    """
    of the for via and from by in on at with to de da di del la le et y und von van der e courtesy permission supplied
    provided handout file archive archives screenshot own work photo photos image images public domain com org net dpa apa afp epa ansa
    """.split()
)


def _names(match: re.Match[str]) -> bool:
    """Whether what follows the word for a picture are names, and no sentence."""
    who = match.groupdict().get("who")
    if who is None:
        return True
    words = _WORD.findall(who)
    return (
        bool(words)
        and all(
            not word[0].islower() or word[:1] == "@" or word.strip('.:"”').lower() in _BESIDE_CREDITS for word in words
        )
        and not re.search(r"[.!?]\s+\S+\s+\S+\s+\S+\s", who)
    )


def credit(text: str) -> int | None:
    """Where the credit of a picture begins with which this paragraph ends; None where it ends with none.

    What stands before it is the caption.
    """
    if len(text) > LONGEST:
        return None
    found = next((match for form in _CREDITS if (match := form.search(text)) and _names(match)), None)
    if found is None or len(_BETWEEN.split(text[: found.start() + 1])) > _MOST_TOLD:
        return None
    return found.start()


# The names of those who made the article. All other words of such a line are of this kind.
_WORK = frozenset(
    """
    reporting writing editing research photography graphics graphic translation compiled edited written translated
    produced reported photographed illustrated illustration story text words photos photographs video assistance
    """.split()
)
_AROUND_NAMES = _WORK | frozenset(
    "by and in with for of the at from additional further staff writer writers reporter reporters correspondent editor "
    "special to de da van von der den del di la al bin und et y e en и with".split()
)
_BY = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door|Автор:?|文/|文：)\s?(?=[^\Wa-z])")
_MOST_NAMES = 40  # words


def is_work_credit(text: str) -> bool:
    """Whether a paragraph names who worked on the article: "Additional reporting by Ann Lee; editing by Bo Ek"."""
    words = _WORD.findall(text.strip("()[]*_. "))
    plain = [word.strip(".:").lower() for word in words]
    if not words or len(words) > _MOST_NAMES or "by" not in plain or _WORK.isdisjoint(plain[: plain.index("by")]):
        return False
    return all(word[0].isupper() or key in _AROUND_NAMES for word, key in zip(words, plain, strict=True))


def is_byline(text: str) -> bool:
    """Whether a paragraph is "By" and names, perhaps with the publisher and a place."""
    line = text.strip("*_ ")
    by = _BY.match(line)
    words = _WORD.findall(line[by.end() :]) if by else []
    if by is None or not 1 < len(words) <= _MOST_NAMES // 2 or _QUOTING.search(line) or line.endswith(("?", "!", ":")):
        return False
    return all(not word[0].islower() or word.strip(".").lower() in _AROUND_NAMES or "@" in word for word in words)


_ROLES = frozenset(
    """
    editor editors author authors reporter reporters writer writers photographer photographers producer translator
    autor autorin redaktion auteur autora redacción autore auteur автор редактор 作者 编辑 責任编辑 责任编辑 記者 记者
    """.split()
)


def is_role(text: str) -> bool:
    """Whether a line is a part in the making of the article, and names: "Editor: Ann Lee"."""
    return (
        label(text) in _ROLES
        and len(text) <= _LONGEST_LINE
        and not _END.search(text)
        and all(not word[0].islower() or word in _AROUND_NAMES for word in _WORD.findall(text.partition(":")[2]))
    )


# What a page has to press, and where it says what stands where.
_MINUTES = re.compile(r"\d+[\s-]?(?:min(?:ute)?s?|hours?|hrs?|days?)\s(?:read|ago)|\d+\s(?:comments?|shares?)", re.I)
_SEPARATORS = re.compile(r"\s*[|›»>•·→]\s*|\s+/\s+")
_MOST_PER_ENTRY = 3  # words


def is_control(text: str, *, alone: bool = True) -> bool:
    """Whether a line is what stands on buttons: "Share", "Copy link"; `alone` for a line with no other beside it."""
    entries = [entry for entry in _SEPARATORS.split(text.strip(" .:*_#[]()-–—").lower()) if entry]
    if not entries or len(text) > _LONGEST_LINE:
        return False
    if all(entry in CONTROLS or _MINUTES.fullmatch(entry) for entry in entries):
        return not alone or len(entries) > 1 or entries[0] in ALONE or _MINUTES.fullmatch(entries[0]) is not None
    words = entries[0].split() if len(entries) == 1 else []
    return len(words) > 2 and all(word in CONTROLS for word in words)


_LONGEST_LINE = 150  # characters


def is_menu(text: str) -> bool:
    """Whether a line is a menu or the way to a page: "Home > News > Europe"."""
    entries = _SEPARATORS.split(text)
    if len(entries) < 3 or len(text) > _LONGEST_LINE or _END.search(text):
        return False
    return all(0 < len(entry.split()) <= _MOST_PER_ENTRY and not entry[:1].isdigit() for entry in entries)


# Words to the reader: an imperative, and what only a page has.
_DO = (
    r"(?:click|tap|press|sign up|sign in|log in|subscribe|follow|share|download|register|join|read|watch|listen|view|"
    r"see|visit|get|send|e-?mail|contact|support|donate|find|skip|continue|scroll|swipe|try|have your say|check out|"
    r"stay|keep up|receive)"
)
_PAGE = (
    r"(?:here|newsletters?|apps?|podcasts?|inbox|whatsapp channel|rss|live ?blog|(?:this|the|full|our) (?:article|story|"
    r"page|report|interview|gallery)|us (?:on|at|for|via|a|your)|our (?:\w+ ){0,3}(?:channel|page|site|website|coverage|"
    r"journalism|team|reporters|community|stories|alerts|updates|service)|more (?:about|on|from|at|news|stories|of)|"
    r"reading|(?:on|via) (?:x|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|google news|tiktok)|@\w+)"
)
_GAP = r"(?:\s|[,:]\s(?=(?:our|and|or|for|to|sign|click|subscribe|download)\s))"
_TO_READER = re.compile(
    rf"(?:(?:for|to)\s[^.,!?]{{3,60}},?\s)?(?:please\s|or\s)?{_DO}\b(?:{_GAP}[\w’'@&-]+){{0,14}}?{_GAP}{_PAGE}(?!\w)",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_PIECES = 35, 3
_RIGHTS = re.compile(
    r"\W{0,3}(?:©|\([cC]\)\s|Copyright\b\W{0,3}(?:©|\([cC]\)|\d{4}|by\b)|All rights reserved)|^[^\n]{0,80}\bAll rights reserved\b"
)


def is_to_reader(text: str) -> bool:
    """Whether a paragraph asks the reader to do something with the page: "Sign up for our newsletter"."""
    if len(text.split()) > _MOST_WORDS or _QUOTING.search(text):
        return False
    pieces = _BETWEEN.split(text.strip("*_[]()>→»-– "))
    asks = [bool(_TO_READER.match(piece)) or is_control(piece, alone=True) for piece in pieces]
    leads = [piece.endswith("?") for piece in pieces]
    return len(pieces) <= _MOST_PIECES and any(asks) and all(a or b for a, b in zip(asks, leads, strict=True))


def is_rights(text: str) -> bool:
    """Whether a paragraph says whose the text is: "© 2024 The Times. All rights reserved."."""
    return _RIGHTS.match(text) is not None


_THIS = r"\bthis (?:article|story|report|post|piece|page|interview)\b"
_ON_TEXT = re.compile(
    rf"{_THIS}\s(?:was|is|has been|have been|first|originally|also|appeared|appears)\b[^.]{{0,60}}\b(?:amended|updated|corrected|"
    rf"published|republished|appeared|appears|translated|produced|edited|written|licen[cs]ed|generated|part of|supported|"
    rf"funded)\b|\bcontribut\w+ (?:\w+ )?to {_THIS}\W*$|\b(?:(?:earlier|previous|original) )?version of {_THIS}",
    re.IGNORECASE,
)


def is_on_text(text: str) -> bool:
    """Whether a paragraph tells of the article itself: "This article was amended on 5 May to correct a name"."""
    return not _QUOTING.search(text[:1]) and _ON_TEXT.search(text) is not None


# Lists of links and of sources.
_LABEL = re.compile(r"\W{0,4}(?P<label>[^\W_][^\n:：|]{1,38}?)\s?[:：|]\s*(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪◦‣>→]|\(?\d{1,2}[.)]|\[\d{1,2}\])\s+")
_URL = re.compile(r"https?://\S|\bwww\.\w")
_DATE_LAST = re.compile(
    rf"(?:\b{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\b\d{{1,2}}\.?\s[^\W\d]{{3,12}}\.?(?:\sde)?\s\d{{4}}|\d{{4}}-\d\d-\d\d|"
    rf"\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日|,\s\d{{4}})[)\].]{{0,2}}$"
)
_TITLE_FIRST = re.compile(r"(?:[^\W\d_a-z][^\"“”„«»\n]{0,80}[.:,]\s)?[\"“„«‘'][^\"“”„«»\n]{5,200}[\"”“»’'][^\n]{0,90}$")


def label(text: str) -> str:
    """What a heading, or the words before the colon of a line, are in lower case; "" where there is no colon."""
    found = _LABEL.match(text)
    return found["label"].strip(" *_").lower() if found else ""


def heading(text: str) -> str:
    """A line as a heading: in lower case, without marks."""
    return text.strip(" \t#*_=:：-–—|").lower() if len(text) <= _LONGEST_HEADING else ""


_LONGEST_HEADING = 50  # characters


def is_link(text: str) -> bool:
    """Whether a line leads to another page: "Read more: Storm hits the coast", or nothing but an address."""
    words = label(text)
    if words in LINKS or words in LABELS:
        return len(text) <= _LONGEST_LINE * 2
    return len(text.split()) == 1 and _URL.match(text) is not None


def is_source(text: str) -> bool:
    """Whether a line names the sources: "Sources: Reuters, BBC"."""
    return label(text) in SOURCES and len(text) <= _LONGEST_LINE * 2


def is_item(text: str) -> bool | None:
    """Whether a line is an item of a list of links or sources; None where it may be, and may be a heading.

    An item has an address, or a title in quotation marks and a publisher, or ends with a date; or it is a list item
    without a sentence's end.
    """
    bullet = _BULLET.match(text)
    line = text[bullet.end() :] if bullet else text
    ends = _END.search(line) is not None
    if _URL.search(line) and len(text) <= LONGEST:
        return True
    if _DATE_LAST.search(line) and (not ends or _TITLE_FIRST.match(line)):
        return True
    if len(text) > LONGEST or (ends and not (line.endswith("?") and len(_BETWEEN.split(line)) == 1)):
        return False
    return True if bullet or _TITLE_FIRST.match(line) else None


def is_links_heading(text: str) -> bool:
    """Whether a line stands over links to other pages."""
    return heading(text) in LINKS


def is_list_heading(text: str) -> bool:
    """Whether a line stands over links, or perhaps over sources."""
    return heading(text) in LINKS or heading(text) in SOURCES
