"""Number words of languages other than English.

text2num reads those of six languages. Chinese and Japanese write all numbers with a few signs. Of Russian and Arabic
the usual forms of the numbers to twelve and of the tens are listed.
"""

import re

from text_to_num import alpha2digit

from summarizer.evidence.fold import Index, fold

_SCALES = {
    1e3: "tausend mille mil mila duizend тыс тысяч тысячи тысяча ألف آلاف 千",
    1e4: "万 萬",
    1e6: "mio millionen millions millones millón milhão milhões milione milioni miljoen млн миллион миллиона миллионов "
    "مليون ملايين",
    1e8: "亿 億",
    1e9: "mrd milliarde milliarden milliard milliards miliardo miliardi miljard mld млрд миллиард миллиарда миллиардов "
    "مليار مليارات",
    1e12: "兆",
}
SCALES = {fold(word): value for value, words in _SCALES.items() for word in words.split()}
"""Words behind digits that multiply them."""

_NUMBERS = (*range(2, 13), *range(20, 101, 10))
_LISTED = {
    "ru": "два,две,двух,двое три,трех,трёх,трое четыре,четырех,четырёх,четверо пять,пяти,пятеро шесть,шести семь,семи "
    "восемь,восьми девять,девяти десять,десяти одиннадцать,одиннадцати двенадцать,двенадцати "
    "двадцать,двадцати тридцать,тридцати сорок,сорока пятьдесят,пятидесяти шестьдесят,шестидесяти "
    "семьдесят,семидесяти восемьдесят,восьмидесяти девяносто сто,ста",
    "ar": "اثنان,اثنين ثلاثة,ثلاث أربعة,أربع خمسة,خمس ستة,ست سبعة,سبع ثمانية,ثماني تسعة,تسع عشرة,عشر "
    "أحد,إحدى اثنا,اثنتا عشرون,عشرين ثلاثون,ثلاثين أربعون,أربعين خمسون,خمسين ستون,ستين سبعون,سبعين "
    "ثمانون,ثمانين تسعون,تسعين مئة,مائة",
}
_VALUES = {
    language: {
        fold(word): number for number, forms in zip(_NUMBERS, listed.split(), strict=True) for word in forms.split(",")
    }
    for language, listed in _LISTED.items()
}
_READ = frozenset(["de", "es", "fr", "it", "nl", "pt"])
_IN_DIGITS = re.compile(r"\d\S*(?:\s[^\W\d]+)?")  # with the word behind: "3,5 Millionen"

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_HIGHER = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SIGNS = re.compile(f"[{''.join([*_DIGITS, *_PLACES, *_HIGHER])}]+")


def numbers_in_words(index: Index) -> set[float]:
    """The numbers that a text in another language than English writes in words.

    >>> sorted(numbers_in_words(Index("Dreiundzwanzig von 40 Leuten zahlten zweitausend Euro.", "de")))
    [23.0, 2000.0]
    """
    if index.language in ("ja", "zh"):
        return chinese_numbers(index.folded)
    if index.language in _READ:
        converted = alpha2digit(_IN_DIGITS.sub(";", index.text), index.language, threshold=0)
        return {float(digits) for digits in re.findall(r"\d+", converted)}
    known = _VALUES.get(index.language, {})
    return {float(known[token.text]) for token in index.tokens if token.text in known}


def chinese_numbers(text: str) -> set[float]:
    """The numbers that a text writes in Chinese signs.

    >>> sorted(chinese_numbers("十二人，三万五千元"))
    [12.0, 35000.0]
    """
    return {_value(match.group()) for match in _SIGNS.finditer(text)}


def _value(signs: str) -> float:
    total = part = digit = 0.0
    for sign in signs:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign]  # "二〇二四" is 2024
        elif sign in _PLACES:
            part, digit = part + (digit or 1) * _PLACES[sign], 0.0
        else:
            total, part, digit = total + (part + digit or 1) * _HIGHER[sign], 0.0, 0.0
    return total + part + digit
