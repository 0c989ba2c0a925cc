"""The English words for dates, as pieces of regular expressions, and their numeric values."""

import re

from summarizer.dates.periods import Unit

# One line break may stand inside an expression, a blank line may not. Bounded, so that no run of white space is costly.
SPACE = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"
DASH = r"[-‐‑‒–—−]"
QUOTE = r"['’‘ʼ]"

# The letters that names can begin with are looked at first: where case is ignored, to try each name takes long.
MONTH_NAME = (
    r"(?=[JFMASOND])(?:January|February|March|April|May|June|July|August|September|October|November|December)(?!\w)"
)
MONTH = rf"(?=[JFMASOND])(?:{MONTH_NAME}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?!\w)\.?)"
WEEKDAY_NAME = "(?=[MTWFS])(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WEEKDAY = rf"{WEEKDAY_NAME}(?!\w)"
SEASON = r"(?=[safw])(?:spring|summer|autumn|fall|winter)(?!\w)"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![\w]|,[0-9]{3})"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![\w]|[,.][0-9])"
DAYTIME = r"(?:early[\s-])?(?:morning|afternoon|evening|night)(?!\w)"
LONG_UNIT = r"(?:week|month|quarter|year|decade|century)(?!\w)"
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?(?!\w)"

# What the expressions of a rule have in any case, in lower case.
HAS_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
HAS_UNIT = "day|week|fortnight|month|quarter|year|decade|centur"
HAS_SEASON = "spring|summer|autumn|fall|winter"
HAS_DAYTIME = "morning|afternoon|evening|night"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first"
)  # fmt: skip
_NUMBERS = (
    {word: n for n, word in enumerate(_ONES, 1)}
    | {word: n * 10 for n, word in enumerate(_TENS, 2)}
    | {"a": 1, "an": 1, "couple": 2, "dozen": 12}
)

_FIRST_LETTERS = "".join(sorted({word[0] for word in _NUMBERS}))
_ONE_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
NUMBER = (
    rf"(?=[0-9{_FIRST_LETTERS}])(?:[0-9]{{1,4}}|a{SPACE}couple(?:{SPACE}of)?|a{SPACE}dozen"
    rf"|(?:{'|'.join(_TENS)})[-\s](?:{'|'.join(_ONES[:9])})|{_ONE_WORD})(?!\w)"
)
ORDINAL = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|[0-9]{{1,3}}(?:st|nd|rd|th))(?!\w)"


def parse_number(text: str) -> int:
    """Read a number in words or digits: "twenty-five" is 25, "a couple of" is 2."""
    if digits := re.match(r"[0-9]+", text):
        return int(digits[0])
    values = [_NUMBERS.get(word, 0) for word in re.findall(r"[a-z]+", text.lower())]
    return sum(values) if values[0] >= 20 else max(values)


def parse_ordinal(text: str) -> int:
    """Read an ordinal: "third" and "3rd" are 3."""
    digits = re.match(r"[0-9]+", text)
    return int(digits[0]) if digits else _ORDINALS.index(text.lower()) + 1


def month_number(text: str) -> int:
    """Return 1 for January, "Jan." and so on."""
    return _MONTHS.index(text[:3].lower()) + 1


def weekday_number(text: str) -> int:
    """Return 0 for Monday, as `date.weekday()` has it."""
    return _WEEKDAYS.index(text[:3].lower())


def parse_unit(text: str) -> tuple[int, Unit]:
    """Tell how many of which unit of the calendar a word means: a fortnight is two weeks."""
    units: dict[str, tuple[int, Unit]] = {
        "weekend": (1, "weekend"),
        "week": (1, "week"),
        "day": (1, "day"),
        "fortnight": (2, "week"),
        "month": (1, "month"),
        "quarter": (1, "quarter"),
        "year": (1, "year"),
        "decade": (1, "decade"),
        "centur": (1, "century"),
    }
    return next(meaning for word, meaning in units.items() if text.lower().startswith(word))
