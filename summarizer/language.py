"""Languages: which one a text is written in, and what a language is called.

    >>> detect("Der Preis war um drei Prozent gestiegen, und das ist nicht die Schuld der Stadt.")
    'de'

By script, and among languages in Latin letters by their function words, which make up a third of any running text. No
model is needed for that, and no download: the twelve languages that matter here have little in common.
"""

import re
import unicodedata
from collections import Counter

from summarizer.errors import UsageError

NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian",
    "ja": "Japanese", "nl": "Dutch", "pt": "Portuguese", "ru": "Russian", "zh": "Chinese",
}  # fmt: skip
"""The languages that are tested, by ISO 639-1 code."""

_SEEN = 20_000  # characters of a text that are looked at
_SCRIPTS = {
    "ja": re.compile("[\u3041-\u30ff]+"),
    "zh": re.compile("[\u3400-\u9fff]+"),
    "ar": re.compile("[\u0621-\u064a]+"),
    "ru": re.compile("[\u0430-\u044f\u0451]+"),
    "latin": re.compile("[a-zß-öø-ÿ]+"),
}
_NOT_LATIN = re.compile("[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufaff]")
# Letters of other languages in the same script: Persian and Urdu; Ukrainian, Belarusian, Serbian and more.
_NOT_ITS_LETTERS = {"ar": re.compile("[پچژگکیٹڈے]"), "ru": re.compile("[іїєґўјљњћђџѓќѕәғқңөұү]")}
_FUNCTION_WORDS = {
    "en": "the of and to in that is was for on with as it by at from his her he she they be has have had not which but",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an aus er hat",
    "fr": "de la le et les des en un une du que est dans qui par pour au sur pas plus il elle ne se ce avec sont a été",
    "es": "de la que el en y los del se las por un para con una su al lo como más pero sus le ha fue no este es sin",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua foi é",
    "it": "di e il la che in un per è una del non con si da le della i al dei sono nel anche gli più alla ha ma lo ed",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij door naar hij zij werd",
    # Neighbours that would be taken for one of these.
    "sv": "och i att det som en på är av för med den till inte om ett han var de från vid så sig hade men efter",
    "da": "og i at det som en på er af for med den til ikke et han var de fra ved så sig havde men efter jeg blev",
    "pl": "i w na z do się nie że jest o to jak po przez od dla za przed oraz był jego tym który ale są",
    "ro": "de și în a la cu pe că nu o din un este care mai pentru sau au fost prin se lui dar după ale",
    "ca": "de la que el i a en els les del per un una amb es no va ha són dels al més pel com seva aquest",
    "tr": "ve bir bu da de için ile çok olarak daha gibi olan kadar sonra en ama her o ne var",
}
_FUNCTION_WORD_SETS = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
_ENOUGH = 0.18  # share of a text's words that must be function words of its language
_AHEAD = 1.1  # times as many as any other language has
_FEWEST = 12  # words; from fewer nothing is concluded
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None if it is not in `NAMES`, or not certain."""
    text = unicodedata.normalize("NFC", text[:_SEEN].replace("\u00ad", "")).casefold()
    counts = {code: sum(map(len, script.findall(text))) for code, script in _SCRIPTS.items()}
    # Japanese mixes kana and Chinese characters; either says as much as two or three letters.
    counts["zh"] *= 2
    counts["ja"] = 2 * counts["ja"] + counts["zh"] if counts["ja"] * 10 > counts["zh"] else 0
    code = max(counts, key=lambda script: counts[script])
    if not counts[code]:
        return None
    if code == "latin":
        return _detect_by_words(text)
    foreign = _NOT_ITS_LETTERS.get(code)
    return None if foreign and len(foreign.findall(text)) * 100 > counts[code] else code


def rules_language(text: str) -> str:
    """The language whose rules apply to a text: the detected one, else English if the words are compatible with it.

    "und" (undetermined, as in BCP 47) if the words point to a language that is not supported: then no rule applies.
    """
    if found := detect(text):
        return found
    words = Counter(re.findall(r"[a-z]+", text[:_SEEN].casefold()))
    english = _count_function_words(words, "en")
    others = max(_count_function_words(words, code) for code in _FUNCTION_WORD_SETS)
    few = sum(words.values()) < _FEWEST and len(_NOT_LATIN.findall(text)) <= sum(len(word) for word in words.elements())
    return "en" if few or (english and english == others) else "und"


def function_words(code: str) -> frozenset[str]:
    """The function words of a language; none for a language that is not in the table."""
    return _FUNCTION_WORD_SETS.get(code, frozenset())


def _detect_by_words(text: str) -> str | None:
    words = Counter(re.findall(r"[^\W\d_]+", text))
    total = sum(words.values())
    shares = {code: _count_function_words(words, code) / max(total, 1) for code in _FUNCTION_WORD_SETS}
    best, second = sorted(shares, key=lambda code: shares[code], reverse=True)[:2]
    sure = total >= _FEWEST and shares[best] >= _ENOUGH and shares[best] >= _AHEAD * shares[second]
    return best if sure and best in NAMES else None


def _count_function_words(words: Counter[str], code: str) -> int:
    """How many of these words are function words of a language."""
    return sum([words[word] for word in _FUNCTION_WORD_SETS[code] & words.keys()])


def primary_subtag(tag: str | None) -> str:
    """The primary subtag of a BCP 47 tag, without script and region: "pt" for "pt-BR"; "" for what is no tag."""
    return tag.lower().partition("-")[0] if tag and _TAG.fullmatch(tag) else ""


def validate_tag(tag: str) -> str:
    """`tag`, if it has the form of a BCP 47 language tag. Raises UsageError."""
    if not _TAG.fullmatch(tag):
        raise UsageError(f"{tag!r} is not a language code", "Use a tag such as de, fr, pt-BR or zh")
    return tag


def name_of(tag: str) -> str:
    """The English name of a language, for prompts: "German". For a language that is not in `NAMES`, its code."""
    return NAMES.get(primary_subtag(tag), f'the language with the code "{tag}"')
