"""Regular expressions of more than two lines: each is named here, with what it takes and what it leaves alone."""

import ast
import importlib
import re

import pytest
from conftest import ROOT

CASES = {
    "asides.crediting._PICTURE": (["Photo", "IMAGES", "Créditos", "Fotografía"], ["photo", "Photon", "Imaged"]),
    "asides.forms._DO": (["sign up", "e-mail", "check out"], ["signed up", "checkout"]),
    "asides.forms._PAGE": (["the story", "us on", "our daily news service", "via telegram"], ["a story", "us"]),
    "asides.forms._ON_TEXT": (
        ["This article was amended on 5 May", "Ann Lee contributed to this report.", "A version of this story"],
        ["This article is long", "She contributed to this report on floods", "A version of the story"],
    ),
    "checks.polarity._LICENCE": (
        ["it risked much", "believing it", "it hopes so", "an estimated 900", "will it close?"],
        ["a candle", "a hopeless case", "the risky plan"],
    ),
    "dates.context._FUTURE": (["is due", "plans to", "kicks off", "expected"], ["was", "planned", "kicked off"]),
    "dates.guards._COUNTED": (["%", " people", " GMT", " kilomet"], [" was", " peoples", " gmtx"]),
    "evidence.cuewords._HEDGES": (
        ["allegedly", "suspect arson", "appears to", "was believed to", "unlikely"],
        ["suspects", "appears", "believed", "likes"],
    ),
    "evidence.cuewords._DENIALS": (["denied", "disputes", "dismissing"], ["denier", "a dispute", "missed"]),
    "evidence.cuewords._BEFORE_THAT": (["hopes that", "agreed on monday that", "ruled that"], ["hopes", "agreed to"]),
    "evidence.cuewords._ATTRIBUTIONS": (
        ["according to", "told", "in an interview", "calls the plan 'a very bad mistake indeed'", "fears that"],
        ["add", "characterized by", "in an office", "calls the plan 'bad'", "fears"],
    ),
    "evidence.numbers._NUMBER": (
        ["$1.5bn", "1,200,000", "3万", "twenty-five", "a hundred"],
        ["a", "often", "mill"],
    ),
    "evidence.scopes._CONTRARY": (["refused", "instead of", "few", "doubtful"], ["fewer", "freed", "instead"]),
    "prompts._MARKER": (
        ["<|eot_id|>", "<｜User｜>", "</s>", "<start_of_turn>", "<<SYS>>", "<0x0A>", "[/INST]", "[gMASK]"],
        ["a < b", "<3", "[1]", "[sic]", "[install]"],
    ),
    "read.furniture._NAMES": (
        ["newsletter-signup", "paywall-notice", "box advert"],
        ["no-advert", "advert-free", "newsletter-story", "subscribers"],
    ),
    "sentences.quotes._SINGLE": (
        ["'We don't know,' she said", "‘It’s over’", "‚Es ist vorbei‘"],
        ["’90s and ’em", "the Lees' dog", "rock 'n' roll"],
    ),
}
RULES = {
    "dates.years.quarter": (["the third quarter of 2008", "Q3 2008"], ["the quarterback"]),
    "dates.absolute.holiday": (["Christmas Eve", "New Year's Day, 2020"], ["Christmassy"]),
    "dates.absolute.weekday": (["Monday", "this coming Friday night"], ["Mon day"]),
    "dates.anchored.clock": (["8:30 p.m. (GMT+1)", "5 pm local time", "noon"], ["8:77", "afternoon"]),
}
LISTS = {"evidence.names._DEMONYMS_LISTED"}
"""Words between bars that are no pattern."""


def written_long():
    """The names of patterns, their parts and rules of dates that are written on more than two lines."""
    for path in sorted((ROOT / "summarizer").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "summarizer").with_suffix("").parts)
        if module.startswith("assist"):
            continue  # English grammar: tested by what is made of sentences
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            for node in ast.walk(statement):
                for name, value in named(node):
                    if value.end_lineno - value.lineno > 1 and "|" in ast.unparse(value):
                        yield f"{module}.{name}"


def named(node):
    """A pattern, or a part of one, with its name, if this node has one."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Rule":
        yield node.args[0].value, node.args[1]
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        called = isinstance(node.value, ast.Call) and getattr(node.value.func, "attr", "") == "compile"
        value = node.value.args[0] if called else node.value
        if isinstance(value, ast.JoinedStr | ast.Constant):
            yield node.targets[0].id, value


def test_every_pattern_of_more_than_two_lines_is_here():
    assert set(written_long()) - LISTS <= CASES.keys() | RULES.keys()


@pytest.mark.parametrize("name", CASES)
def test_a_long_pattern_takes_what_it_is_for_and_nothing_like_it(name):
    module, _, attribute = name.rpartition(".")
    pattern = getattr(importlib.import_module(f"summarizer.{module}"), attribute)
    if isinstance(pattern, str):  # a part of others, which is made of whole words
        pattern = re.compile(rf"\A(?:{pattern})(?!\w)")
    taken, left = CASES[name]
    assert [text for text in taken if not pattern.search(text)] == []
    assert [text for text in left if pattern.search(text)] == []


@pytest.mark.parametrize("name", RULES)
def test_a_long_rule_of_dates_takes_what_it_is_for_and_nothing_like_it(name):
    module, _, rule = name.rpartition(".")
    [pattern] = [each.pattern for each in importlib.import_module(f"summarizer.{module}").RULES if each.name == rule]
    taken, left = RULES[name]
    assert [text for text in taken if not re.fullmatch(pattern, text, re.IGNORECASE)] == []
    assert [text for text in left if re.search(rf"(?<!\w)(?:{pattern})", text, re.IGNORECASE)] == []
