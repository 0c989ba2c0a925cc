"""Recognition of picture credits at the end of a paragraph, bylines, and credits of contributors."""

import re

from summarizer.asides.forms import END, LONGEST, LONGEST_LINE, QUOTING, SENTENCES, label_of
from summarizer.asides.words import AROUND_NAMES, BESIDE_CREDITS, ROLES, WORK

# Parts of the patterns. A credit extends to the end of its paragraph.
# First words of a credit: "Photo", "IMAGES", "Créditos".
_PICTURE = (
    r"(?:IMAGES?|PHOTOS?|PICTURES?|VIDEO|CREDITS?|FOTOS?|BILD|Images?|Photos?|Photographs?|Photographers?|Pictures?|"
    r"Pics?|Videos?|Audio|Graphics?|Illustrations?|Credits?|Fotos?|Fotograf(?:ie|ía|ia)s?|Bild(?:er)?|Grafik|Imagen|"
    r"Imágenes|Crédits?|Créditos?|Photographie|Immagin[ei]|Beeld|Imagem|Фото|Изображение)"
)
_AGENCY = r"(?:AP|AFP|EPA|PA|UPI|Reuters|Getty|Handout|File|Courtesy)"
_FIRM = r"(?:(?:[A-Z]\w*\s){1,3}(?:Images|Press|Pictures|Photos?|News|Times|Agency|Archives?))"
_PART = r"[A-Z][\w.'’-]*"  # of a name
_AFTER = r"(?:[.!?\"”’)]\s+|[(\[|–—]\s?)"  # the end of a sentence, or punctuation before a credit
_LAST = r"[\"'”’»)\]）」』*_]*$"
_WHO = r"(?P<who>[^\n]{2,90})$"

_CREDITS = (
    # "Image: Ann Lee", "Photo credit: AP"
    re.compile(
        rf"(?:^|(?<=[\s(\[|–—*_/-])){_PICTURE}(?:\s(?:credits?|by|courtesy(?:\sof)?|photos?))?\s?[:：]\s{{0,3}}{_WHO}"
    ),
    re.compile(
        r"(?:^|[\s（(「。])(?:写真|画像|提供|图片?|圖片?|摄影|供图|图源|صورة|الصورة)(?:来源|提供)?\s?[:：=＝][^。！？\n]{1,40}$"
    ),
    # "Image caption, The dam from the air"
    re.compile(r"^(?:image|photo|picture|video|media)\s(?:caption|source|credit)s?\s?[,:]\s", re.IGNORECASE),
    # "Photo by Ann Lee", "(AP Photo/Ann Lee)", "Photograph courtesy of the museum"
    re.compile(
        rf"(?:^|{_AFTER}|-\s?)(?:{_AGENCY}\s)?{_PICTURE}\s?(?:by|courtesy|via|provided by|©|/)\s?"
        rf"(?:(?:courtesy|of|the|by)\s){{0,3}}{_WHO}"
    ),
    # "… on Friday. © AFP", "… on Friday. Courtesy of the museum"
    re.compile(rf"(?:^|[.!?\"”’)(]\s?)(?:©|\([cC]\)|Courtesy(?:\sof)?:?\s)\s?(?:\d{{4}}\s)?{_WHO}"),
    # "… on Friday. Ann Lee/Reuters", "… on Friday. Ann Lee for The Times/Getty Images"
    re.compile(rf"{_AFTER}(?:{_PART}\s){{1,3}}{_PART}(?:\s?/\s?{_PART})*\s?/\s?(?:[A-Z]\w+|{_FIRM}){_LAST}"),
    re.compile(rf"^(?:{_PART}\s){{1,3}}{_PART}(?:\s?/\s?{_PART})*\s?/\s?(?:[A-Z]{{2,}}|Reuters|Getty|{_FIRM}){_LAST}"),
    # "… on Friday. REUTERS/Ann Lee"
    re.compile(rf"(?:^[A-Z]{{2,}}|{_AFTER}[A-Z]\w+)\s?/\s?(?:{_PART}[\s/]*){{2,5}}(?<![.\s]){_LAST}"),
    # "… on Friday. Ann Lee for The Times"
    re.compile(rf"[.!?\"”’)]\s+(?:{_PART}\s){{2,3}}for\s(?:{_PART}\s?){{1,5}}(?<![.\s]){_LAST}"),
    # "… on Friday. Ann Lee via Getty Images"
    re.compile(
        rf"(?:^|{_AFTER})(?:{_PART}[\s/]+(?:(?:via|for|from|and)\s)?){{1,6}}(?:Images|Pictures|Photos?|Photography){_LAST}"
    ),
    # "Ann Lee; from file, 2015.", "Ann Lee (file photo)"
    re.compile(rf"[;,.(\[]\s?from\sfile(?:,\s[\w\s]{{0,12}}\d{{4}})?\.?{_LAST}"),
    re.compile(rf"[;,.(\[–—]\s?[Ff]ile\s(?:photo|picture|image|footage)\.?{_LAST}"),
    # An image in Markdown
    re.compile(r"^!\[[^\]\n]{0,300}\]\([^)\n]{0,400}\)$"),
)
_MOST_TOLD = 3  # maximum sentences of a caption
_WORD = re.compile(r"[^\s,;&|/()\[\]–—-]+")
_GOES_ON = re.compile(r"[.!?]\s+\S+\s+\S+\s+\S+\s")


def credit_start(text: str) -> int | None:
    """Return the offset of the picture credit at the end of a paragraph, or None if there is none.

    The text before the credit is the caption.
    """
    if len(text) > LONGEST:
        return None
    found = next((match for form in _CREDITS if (match := form.search(text)) and _are_names(match)), None)
    if found is None or len(SENTENCES.split(text[: found.start() + 1])) > _MOST_TOLD:
        return None
    return found.start()


def _are_names(match: re.Match[str]) -> bool:
    """Return whether the first word of the credit is followed by names, not by a sentence."""
    who = match.groupdict().get("who")
    if who is None:
        return True
    words = _WORD.findall(who)
    named = all(not word[0].islower() or word.strip('.:"”').lower() in BESIDE_CREDITS for word in words)
    return bool(words) and named and _GOES_ON.search(who) is None


_BY = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door|Автор:?|文/|文：)\s?(?=[^\Wa-z])")
_MOST_NAMES, _MOST_IN_BYLINE = 40, 20  # words


def is_work_credit(text: str) -> bool:
    """Return whether a paragraph credits contributors: "Additional reporting by Ann Lee; editing by Bo Ek"."""
    words = _WORD.findall(text.strip("()[]*_. "))
    plain = [word.strip(".:").lower() for word in words]
    if not words or len(words) > _MOST_NAMES or "by" not in plain or WORK.isdisjoint(plain[: plain.index("by")]):
        return False
    return all(word[0].isupper() or key in AROUND_NAMES for word, key in zip(words, plain, strict=True))


def is_byline(text: str) -> bool:
    """Return whether a paragraph is a byline: "By" and names, possibly with the publisher and a place."""
    line = text.strip("*_ ")
    by = _BY.match(line)
    words = _WORD.findall(line[by.end() :]) if by else []
    if by is None or not 1 < len(words) <= _MOST_IN_BYLINE or QUOTING.search(line) or line.endswith(("?", "!", ":")):
        return False
    return all(not word[0].islower() or word.strip(".") in AROUND_NAMES or "@" in word for word in words)


def is_role_credit(text: str) -> bool:
    """Return whether a line is a role and names: "Editor: Ann Lee"."""
    if label_of(text) not in ROLES or len(text) > LONGEST_LINE or END.search(text):
        return False
    return all(not word[0].islower() or word in AROUND_NAMES for word in _WORD.findall(text.partition(":")[2]))
