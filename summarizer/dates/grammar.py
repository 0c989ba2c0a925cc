"""Scans a text for time expressions, and builds larger expressions from smaller ones.

First every rule is matched. Then modifiers before an expression are applied ("early", "the end of"), a time of day is
joined with its day, two expressions are joined to a range ("from … to …"), and "since" makes an open range.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import NamedTuple

from summarizer.dates import absolute, anchored, relative
from summarizer.dates import words as w
from summarizer.dates.context import Context, UnknownDateError
from summarizer.dates.guards import is_date_in_context
from summarizer.dates.modifiers import MODIFIERS, Modifier, require_period
from summarizer.dates.rule import Rule

Value = Callable[[Context], str]


class Expression(NamedTuple):
    """A time expression in a text. `stands_alone` is False if its words denote a date only within a larger one.

    `value` gives EDTF as `Rule.value` does, and raises the same errors.
    """

    start: int
    end: int
    rule: str
    value: Value
    stands_alone: bool


_S = w.SPACE
_WINDOW = 60  # characters before an expression that may belong to it
_MOST_MODIFIERS = 4
_JOIN = re.compile(rf"{_S}?(?:{w.DASH}|(?<=\s)(?:to|through|until|till)(?!\w)){_S}?(?:the{_S})?", re.IGNORECASE)
_AND = re.compile(rf"{_S}and{_S}(?:the{_S})?", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?<!\w)between{_S}$", re.IGNORECASE)
_FROM = re.compile(rf"(?<!\w)(?:from|between){_S}$", re.IGNORECASE)
_SINCE = re.compile(rf"(?<!\w)(?:ever{_S})?since{_S}?$", re.IGNORECASE)
_BESIDE_CLOCK = re.compile(rf",?{_S}(?:(?:on|at){_S})?", re.IGNORECASE)
_WITH_YEAR = re.compile(rf"{w.YEAR}|year|ago|decade|0s$", re.IGNORECASE)


@cache
def _rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """Every rule and its pattern, which starts at a word or a quotation mark ("'82"); compiled on first use."""
    return tuple(
        (rule, re.compile(rf"(?:(?<!\w)|(?={w.QUOTE}))(?:{rule.pattern})", re.IGNORECASE))
        for rule in absolute.RULES + relative.RULES + anchored.RULES
    )


@lru_cache(maxsize=256)  # a sentence is looked at for each of its expressions
def scan(text: str, *, running: bool) -> tuple[Expression, ...]:
    """Return the time expressions of a text in order, the longest where several overlap.

    In `running` text an expression must also look like one by its surroundings: "may" is no month there.
    """
    windows = _Windows(text)
    found = [
        Expression(match.start(), match.end(), rule.name, partial(rule.value, match), rule.in_running_text)
        for rule, pattern in _rules()
        for start, end in windows.parts_for(rule.needs)
        for match in pattern.finditer(text, start, end)
        if is_date_in_context(rule.name, match, text, running=running)
    ]
    found = _apply_modifiers(text, _longest_of_overlapping(found))
    found = _open_ranges(text, _join_ranges(text, _join_clock_times_with_days(text, found)))
    return tuple(e for e in found if e.stands_alone or not running)


_REACH = 60  # characters on either side of what a rule needs that belong to its expression at most


class _Windows:
    """The parts of a text where a rule can match: around what it needs, in order and apart. They cut no word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = text.lower()
        self._known: dict[str, list[tuple[int, int]]] = {}
        self._places: dict[str, list[tuple[int, int]]] = {}

    def parts_for(self, needs: str) -> list[tuple[int, int]]:
        """Start and end of each part for a rule that needs this."""
        if len(self._lower) != len(self._text):
            return [(0, len(self._text))]  # a letter that is two in lower case has moved the others
        if needs not in self._known:
            self._known[needs] = list(self._around(needs))
        return self._known[needs]

    def _around(self, needs: str) -> Iterator[tuple[int, int]]:
        text, start, end = self._text, -1, -1
        # One after another, for several rules need the same, and to look for one word is fast.
        for first, last in sorted(place for need in needs.split("|") for place in self._places_of(need)):
            if first - _REACH > end:
                if end >= 0:
                    yield start, end
                start = text.rfind(" ", 0, max(0, first - _REACH)) + 1
            if last + _REACH > end:
                space = text.find(" ", last + _REACH)
                end = space if space >= 0 else len(text)
        if end >= 0:
            yield start, end

    def _places_of(self, need: str) -> list[tuple[int, int]]:
        if need not in self._places:
            self._places[need] = [match.span() for match in re.finditer(need, self._lower)]
        return self._places[need]


def _longest_of_overlapping(expressions: list[Expression]) -> list[Expression]:
    """Keep of expressions that overlap the leftmost, and of these the longest."""
    kept: list[Expression] = []
    for expression in sorted(expressions, key=lambda e: (e.start, -e.end)):
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    return kept


def _apply_modifiers(text: str, expressions: list[Expression]) -> list[Expression]:
    """Join to each expression the modifiers before it; what they cover is no expression of its own."""
    kept: list[Expression] = []
    for expression in expressions:
        larger = expression
        for _ in range(_MOST_MODIFIERS):
            inner, larger = larger, _apply_modifier(text, larger)
            if larger is inner:
                break
        while kept and kept[-1].start >= larger.start:
            kept.pop()
        kept.append(larger if not kept or kept[-1].end <= larger.start else expression)
    return kept


def _apply_modifier(text: str, expression: Expression) -> Expression:
    before = _text_before(text, expression)
    inside = text[expression.start : expression.end]
    for modifier in MODIFIERS:
        if modifier.inner.search(inside) and (match := modifier.pattern.search(before)):
            start = expression.start - len(match[0])
            value = partial(_modified_value, modifier, match, expression.value)
            return Expression(start, expression.end, modifier.rule or expression.rule, value, stands_alone=True)
    return expression


def _text_before(text: str, expression: Expression) -> str:
    return text[max(0, expression.start - _WINDOW) : expression.start]


def _modified_value(modifier: Modifier, match: re.Match[str], value: Value, context: Context) -> str:
    return modifier.value(match, value(context))


def _join_clock_times_with_days(text: str, expressions: list[Expression]) -> list[Expression]:
    """Make one expression of a time of day and the day behind or before it: "2:30 the next day", "Monday at noon"."""
    for clock_first in (True, False):
        kept: list[Expression] = []
        for expression in expressions:
            clocks = [e.rule == "clock" for e in (*kept[-1:], expression)]
            if clocks == [clock_first, not clock_first] and _BESIDE_CLOCK.fullmatch(
                text, kept[-1].end, expression.start
            ):
                day = expression if clock_first else kept[-1]
                kept[-1] = day._replace(start=kept[-1].start, end=expression.end)
            else:
                kept.append(expression)
        expressions = kept
    return expressions


def _join_ranges(text: str, expressions: list[Expression]) -> list[Expression]:
    """Join the two ends of a range: "from 2009 to 2011", "between May and July", "January 23 - March 9"."""
    kept: list[Expression] = []
    for expression in expressions:
        if kept and kept[-1].rule != "range":
            first, before = kept[-1], _text_before(text, kept[-1])
            join = _AND if _BETWEEN.search(before) else _JOIN
            if join.fullmatch(text, first.end, expression.start):
                opening = _FROM.search(before)
                start = first.start - (len(opening[0]) if opening else 0)
                with_year = tuple(bool(_WITH_YEAR.search(text[e.start : e.end])) for e in (first, expression))
                value = partial(_range_value, first.value, expression.value, (with_year[0], with_year[1]))
                kept[-1] = Expression(
                    start, expression.end, "range", value, first.stands_alone and expression.stands_alone
                )
                continue
        kept.append(expression)
    return kept


def _range_value(first: Value, last: Value, with_year: tuple[bool, bool], context: Context) -> str:
    """Resolve both ends; one without a year is the nearest to the other: from January 23 to March 9, 2014."""
    if with_year == (True, False):
        start = first(context)
        end = last(context.seen_from(require_period(start).first, "future"))
    else:
        end = last(context)
        start = first(context if with_year[0] else context.seen_from(require_period(end).last, "past"))
    one, other = require_period(start), require_period(end)
    if one.first > other.first or one.first == other.last or "/" in start + end:
        raise UnknownDateError
    # EDTF has no interval of decades at level 1: the 1960s to the 1970s are 1960/1979.
    start = f"{one.first.year}" if "X" in start else start
    return f"{start}/{other.last.year if 'X' in end else end}"


def _open_ranges(text: str, expressions: list[Expression]) -> list[Expression]:
    """Make an open range of an expression behind "since"."""
    kept: list[Expression] = []
    for expression in expressions:
        if match := _SINCE.search(_text_before(text, expression)):
            value = partial(_open_range_value, expression.value)
            start = expression.start - len(match[0])
            kept.append(Expression(start, expression.end, "since", value, expression.stands_alone))
        else:
            kept.append(expression)
    return kept


def _open_range_value(value: Value, context: Context) -> str:
    start = value(context._replace(given_tense="past"))
    return f"{require_period(start).first.year if 'X' in start else start.split('/')[0]}/.."
