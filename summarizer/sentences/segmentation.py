"""Splits a text into sentences.

A mark that may end a sentence does, unless what stands beside it says otherwise: an abbreviation, an initial or an
ordinal before it; a small letter or a dash behind it; a quotation or brackets around it. The rules are those of a
multilingual splitter with lists (Sadvilkar and Neumann, "PySBD", 2020); words that begin sentences are told from names
as in Punkt (Kiss and Strunk, 2006), from short lists.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from summarizer.sentences.quotes import quote_places
from summarizer.sentences.words import NAMES_WITH_EXCLAMATION, OTHERS, SAYING, WORDS, Words

_LINE = r"(?:\r\n|\r(?!\n)|[\n\u2028\u2029\x85])"
_BLANK = rf"{_LINE}[^\S\n\r\u2028\u2029\x85]*{_LINE}\s*"
_BULLET = rf"{_LINE}(?=[ \t]*[-–—•*·▪◦‣][ \t])"
_BLOCKS = re.compile(rf"{_BLANK}|{_BULLET}")
_LINES = re.compile(_LINE)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60]")
_WRAPPED = 120  # columns; where a line is longer, lines are not broken to fit a width, and each is a paragraph

MOST = 1200
"""Characters of a sentence: longer ones are lists and tables without a full stop, and all code looks at sentences as
wholes."""

_FULL = "。！？｡．"  # needs no space behind it
_END = re.compile(rf"[.!?…‥؟۔।{_FULL}]+(?:[\"'”’)\]）】」』｣》〉}}]|[“‘](?!\w)|\s?[»›](?!\w))*")
_BRACKETS = re.compile(r"\([^()\n]{1,600}\)|（[^（）\n]{1,600}）|\[[^\[\]\n]{1,600}\]")
_NESTED = 3  # brackets around quotations around brackets are looked at
_LONGEST = 600  # characters of a quotation that is kept in one piece
_OPENING = r"[\s\"'“”„«»‘’‚‹›(\[{¿¡—–-]*"
_NEXT = re.compile(rf"{_OPENING}(.)", re.DOTALL)
_DASH = re.compile(r"[^\S\n]+[—–-][^\S\n]")
_FIRST_WORD = re.compile(rf"{_OPENING}([^\W\d_]+)(?![\w.])")
_TAG = re.compile(r"[#@]\w")
_MIXED = re.compile(rf"{_OPENING}(?:[a-z]{{1,2}}[A-Z]|[a-z] [A-Z])")  # "iPhone", "'s Middags"
_LAST_WORD = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=\w))*$")
_INITIAL = re.compile(r"(?<![^\W_])(?<![°\d])(?<!\d )([^\W\d_])$")  # but not "−5 °C.", "18 h."
_LETTERS_WITH_STOPS = re.compile(r"(?<!\w)(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$")
_INK = re.compile(r"\S")
_SPACE = re.compile(r"\s")
_NUMBER = re.compile(r"\s{1,3}[#§(]?\d")
_LIST_NUMBER = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z])$")
_ORDINAL = re.compile(r"(?<![\w.,])(?:\d{1,2}|[IVXL]+)$")
_WORDS_OF_ONE_LETTER = "яéè"
_CJK_CLOSING = "」』｣”）》〉】"
_HIRAGANA = re.compile("[\u3041-\u309f]")
_CHINESE_SAYING = re.compile("[^。！？，；：“「\n]{0,12}?(?:说|說|道|问|問|称|稱|表示|指出|强调|強調|回答|喊|认为)")


def split_sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """The sentences of a text in order, as offsets without the white space around them; all ink is in one of them.

    `language` is a BCP 47 tag ("de", "pt-BR"); where it is None or unknown, the rules of English and those common to
    all languages apply. A blank line and the beginning of a list item always end a sentence; so does every line break,
    unless the lines are broken to fit a width. A quotation or a parenthesis of up to 600 characters stays in one piece.
    What goes on for more than `MOST` characters is cut at white space, if there is any.
    """
    code = (language or "").lower().partition("-")[0]
    splitter = _Splitter(text, code)
    return [place for block in _blocks(text) for place in splitter.sentences(*block)]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs, headings and list items."""
    lines = [line for line in _LINES.split(text) if len(line) > _WRAPPED // 2]
    wrapped = all(len(line) + len(_WIDE.findall(line)) <= _WRAPPED for line in lines)
    start = 0
    for match in (_BLOCKS if wrapped else _LINES).finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


class _Splitter:
    """A text with what the rules need to know about it."""

    def __init__(self, text: str, code: str) -> None:
        self.text = text
        self.code = code
        self.words: Words = WORDS.get(code, OTHERS)
        self.saying = frozenset(SAYING.get(code, "").split())
        brackets = [(match.start() + 1, match.end() - 1) for match in _BRACKETS.finditer(text)]
        whole = [(start, end) for start, end in quote_places(text) if end - start <= _LONGEST]
        self.kept = sorted([*brackets, *whole])
        self.starts = [start for start, _ in self.kept]

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of one paragraph."""
        first = start
        for match in _END.finditer(self.text, start, end):
            if self._ends_sentence(match, first, end):
                yield from self._stripped(first, match.end())
                first = match.end()
        yield from self._stripped(first, end)

    def _stripped(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        while end - start > MOST:
            cut = self._cut_overlong(start)
            yield start, start + len(self.text[start:cut].rstrip())
            ink = _INK.search(self.text, cut, end)
            start = ink.start() if ink else end
        if start < end:
            yield start, end

    def _cut_overlong(self, start: int) -> int:
        """Where to cut an overlong sentence: at the last line break, or else white space, within the limit."""
        for space in (_LINES, _SPACE):
            places = [match.start() for match in space.finditer(self.text, start + MOST // 2, start + MOST)]
            if places:
                return places[-1]
        return start + MOST

    def _ends_sentence(self, match: re.Match[str], first: int, end: int) -> bool:
        """Whether this mark ends the sentence that begins at `first`, in a paragraph that ends at `end`."""
        text, at = self.text, match.end()
        marks = match[0].rstrip("\"'”’“‘)]）】」』｣》〉}»› \n\t\u00a0\u202f")
        closing = match[0][len(marks) :].strip()
        follows = _NEXT.match(text, at, end)
        if follows is None:
            return True
        if self._is_within_quotation_or_brackets(at) or (
            closing[-1:] in (")", "）", "]") and not self._begins_with("([（", first)
        ):
            return False
        if marks[-1] in _FULL:
            return self._ends_sentence_east_asian(marks, closing, first, at)
        if not text[at].isspace() or self._sentence_continues(follows, closing, at, end):
            return False
        if marks.strip(".…‥") == "" and marks != ".":
            return follows[1].isupper() or follows[1].isdigit()
        if marks == ".":
            return not self._is_abbreviation(first, match.start(), at, end)
        last = _LAST_WORD.search(text, max(first, match.start() - 20), match.start())
        named = marks == "!" and not closing and last and last[0].lower() in NAMES_WITH_EXCLAMATION
        return not named or self._starter_follows(at, end)

    def _is_within_quotation_or_brackets(self, at: int) -> bool:
        """Whether this place is within a quotation or brackets."""
        after = bisect_right(self.starts, at)
        return any(start < at <= end for start, end in self.kept[max(0, after - _NESTED) : after])

    def _begins_with(self, marks: str, first: int) -> bool:
        """Whether the sentence at `first` begins with one of these marks."""
        ink = _INK.search(self.text, first)
        return ink is not None and ink[0] in marks

    def _ends_sentence_east_asian(self, marks: str, closing: str, first: int, at: int) -> bool:
        """The same for the marks of East Asian scripts, with what may follow a quotation in Japanese and Chinese."""
        text = self.text
        if marks[-1] == "．" and text[at : at + 1].isdecimal():
            return False
        if closing and closing[-1] in _CJK_CLOSING:
            led = self._begins_with("“「『", first) and _CHINESE_SAYING.match(text, at)
            return not (led or _HIRAGANA.match(text, at) or text[at] in "，、；：")
        return True

    def _sentence_continues(self, follows: re.Match[str], closing: str, at: int, end: int) -> bool:
        """Whether the sentence continues after the mark: with a small letter, a dash, "Lee said"."""
        text = self.text
        if unicodedata.category(follows[1])[0] == "P" and not _TAG.match(text, follows.start(1)):
            return True
        if follows[1].islower() and not _MIXED.match(text, at, end):
            # A letter alone at a paragraph's end goes on with nothing.
            return _INK.search(text, follows.end(1), end) is not None
        if not closing or closing[-1] not in "\"'”’“‘»«›":
            return False
        if _DASH.match(text, at, end):
            return True
        behind = [word.rstrip(".") for word in re.findall(r"[\w’'.-]+", text[at : min(end, at + 60)])[:4]]
        if self.code == "ar":
            return bool(behind) and behind[0] in self.saying
        asks = any(mark in "!?" for mark in text[at - len(closing) - 1 : at])
        verb = next((n for n, word in enumerate(behind) if word in self.saying), 0)
        return asks and verb > 0 and all(word[0].isupper() for word in behind[:verb])

    def _is_abbreviation(self, first: int, stop: int, at: int, end: int) -> bool:
        """Whether the full stop at `stop` belongs to an abbreviation and ends no sentence."""
        text, words = self.text, self.words
        if _LIST_NUMBER.match(text, first, stop):
            return True  # "1. First"
        before = text[max(first, stop - 20) : stop]
        if words.ordinals and _ORDINAL.search(before):
            return not self._starter_follows(at, end)
        last = _LAST_WORD.search(before)
        if last is None:
            return False
        word = re.split("['’]", last[0].lower())[-1]  # "l'art."
        if word in words.titles or (word in words.before_numbers and _NUMBER.match(text, at)):
            return True
        initial = _INITIAL.search(before)
        letter = initial is not None and initial[1].lower() != initial[1].upper() and word not in _WORDS_OF_ONE_LETTER
        known = letter or word in words.abbreviations or _LETTERS_WITH_STOPS.search(before) is not None
        return known and not self._starter_follows(at, end)

    def _starter_follows(self, at: int, end: int) -> bool:
        """Whether the next word is one that has a capital only at the beginning of a sentence."""
        word = _FIRST_WORD.match(self.text, at, end)
        return word is not None and word[1][0].isupper() and word[1].lower() in self.words.starters
