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
    "assist.certainty._POSSIBLE": (
        ["may", "maybe", "alleged", "rumoured", "unverified"],
        ["likely", "apparently", "seems"],
    ),
    "assist.certainty._DISPUTED": (
        ["disputes", "contested", "rejected the claims", "dismissing such rumours"],
        ["a contest", "rejected the plan", "dismissed"],
    ),
    "assist.claims._MODAL": (["may", "Maybe", "possibly", "unlikely", "seems"], ["reportedly", "alleged", "suspected"]),
    "assist.clauses._FINITE": (["it was", "Lee joined", "We run"], ["a wasp", "red", "running", "the dean of Oslo"]),
    "assist.clauses._LISTED": (
        ["malicious reports", "android phones"],
        ["and left", "running late", "badly hurt", "during May", "only he", "Oslo is"],
    ),
    "assist.clauses._LEADING_IN": (
        ["Despite the rain", "during May", "Following talks", "without him"],
        ["Asked again", "Inside the hall", "The rain", "rain in May"],
    ),
    "assist.doubts._DANGLING": (
        ["a plan by the", "Lee said", "Lee told her", "Oslo –", 'he called it "a'],
        ["a plan by Lee", "what he thought", "It is well-known", "Lee was late."],
    ),
    "assist.roles._APPOSITION": (
        [", spokesman for the military, said", " (34), a nurse.", ", aged 34, the mayor of Oslo"],
        [", 34", " spokesman, said", ": a nurse."],
    ),
    "assist.roles._PLAYED": (
        ["her performance as ", "starring as the ", "plays the part of ", "portrayal of ", "portrays ", "the voice "],
        ["performance by ", "star of ", "plays the piano of ", "the role of ", "portrayal "],
    ),
    "assist.speakers._UNNAMED": (
        ["two officials", "a witness", "Some"],
        ["unofficial", "the resource", "someone", "a critic"],
    ),
    "assist.speakers._UNNAMED_ELSEWHERE": (
        ["ein Sprecher", "zwei Zeugen", "مسؤول", "专家", "彼女"],
        ["Sprechstunde", "Kreisel", "彼女の家"],
    ),
    "assist.speakers._DOCUMENT": (
        ["the study", "an e-mail", "a blog posting", "Estimates"],
        ["the study group", "reporters", "a notebook"],
    ),
    "assist.speakers._THROUGH": (
        ["told the Oslo Post", "According to Acme", "reported by Reuters", "quoted by Acme news agency"],
        ["told reporters", "according to him", "retold Acme", "by Reuters"],
    ),
    "assist.subjects._LED_BY": (["and when Lee", "Although Lee"], ["android", "asked", "Lee and"]),
    "assist.subjects._AUXILIARY": (
        ["Lee has also", "Lee on Monday", "Lee quickly", "Acme on May 5", "they themselves"],
        ["her family", "has", "Lee only said", "Lee on Mayday"],
    ),
    "assist.subjects._PIECE": (
        ["K.C.", "St. Louis", "Dr. Lee", "Gov. Lee", "45,756"],
        ["Lee, who", "rain. It", "the EPA. It", "rest. Louis", "Oslo (Norway"],
    ),
    "assist.subjects._NO_PHRASE": (
        ["he seemed", "would not give it", "next year will get mail"],
        ["Ann Lee", "the firm that is here", "Hebrew books"],
    ),
    "assist.subjects._VERB_BEFORE": (
        ["Lee regrets", "Lee regretted", "Ann Lee denied", "Lee avoids"],
        ["the firm regrets", "Lee regretful", "Lee says"],
    ),
    "assist.subjects._LED_IN": (
        ["In the night, she", "While he spoke, she"],
        ["In the night she", "Inside, she", "At 5,000"],
    ),
    "assist.subjects._SUBJECT": (
        ["He said", "But she said", "the firm fled", "Last year, Lee also won"],
        ["In Oslo, Lee won", "the firm grows", "Hebrew books"],
    ),
    "assist.subjects._ENDS": (
        ["Ann Lee in Oslo", "Ann Lee when asked", "the chief of staff"],
        ["the mayor of Oslo", "head of the Acme", "the inner circle"],
    ),
    "assist.subjects._IN_A_STATEMENT": (
        ["In a written statement Lee", "at the press conference he", " during an interview she"],
        ["in statements Lee", "in a statement, Lee", "in a long and very angry letter he"],
    ),
    "assist.timeline._TIME": (
        ["5 May", "the afternoon", "Monday", "centuries", "midnight", "the eve of it"],
        ["Oslo", "events", "a monster", "the rally"],
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
AT_BEGINNING = {
    "assist.certainty._POSSIBLE",
    "assist.claims._MODAL",
    "assist.clauses._LISTED",
    "assist.clauses._LEADING_IN",
    "assist.roles._APPOSITION",
    "assist.subjects._LED_IN",
    "assist.subjects._SUBJECT",
    "assist.subjects._IN_A_STATEMENT",
}
"""Patterns that are looked for at one place alone."""
WHOLE = {"assist.subjects._PIECE", "assist.subjects._VERB_BEFORE"}
"""Patterns of which it counts how much they take."""
RULES = {
    "dates.years.quarter": (["the third quarter of 2008", "Q3 2008"], ["the quarterback"]),
    "dates.absolute.holiday": (["Christmas Eve", "New Year's Day, 2020"], ["Christmassy"]),
    "dates.absolute.weekday": (["Monday", "this coming Friday night"], ["Mon day"]),
    "dates.anchored.clock": (["8:30 p.m. (GMT+1)", "5 pm local time", "noon"], ["8:77", "afternoon"]),
}
LISTS = {"assist.grammar._TERMINALS", "checks.opposites._PAIRS", "evidence.names._DEMONYMS_LISTED"}
"""Words between bars that are no pattern."""


def written_long():
    """The names of patterns, their parts and rules of dates that are written on more than two lines."""
    for path in sorted((ROOT / "summarizer").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "summarizer").with_suffix("").parts)
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
    found = pattern.fullmatch if name in WHOLE else pattern.match if name in AT_BEGINNING else pattern.search
    assert [text for text in taken if not found(text)] == []
    assert [text for text in left if found(text)] == []


@pytest.mark.parametrize("name", RULES)
def test_a_long_rule_of_dates_takes_what_it_is_for_and_nothing_like_it(name):
    module, _, rule = name.rpartition(".")
    [pattern] = [each.pattern for each in importlib.import_module(f"summarizer.{module}").RULES if each.name == rule]
    taken, left = RULES[name]
    assert [text for text in taken if not re.fullmatch(pattern, text, re.IGNORECASE)] == []
    assert [text for text in left if re.search(rf"(?<!\w)(?:{pattern})", text, re.IGNORECASE)] == []
