"""The grammar that a local model's replies keep to, read here as a regular expression: it has no recursion."""

import json
import re
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from summarizer.assist import BRIEF_FORMS
from summarizer.assist.brief_form import one_item_for_each
from summarizer.assist.grammar import grammar
from summarizer.errors import UsageError
from summarizer.sections import SECTIONS

_PART = re.compile(r'"(?P<literal>(?:\\.|[^"\\])*)"|\[(?:\\.|[^\]\\])*\]|(?P<rule>[a-z][a-z0-9-]*)|\S')


def pattern(text):
    """The rules of a grammar, each put in the place of its name."""
    rules = dict(line.split(" ::= ", 1) for line in text.splitlines())

    def expand(body):
        return "".join(
            re.escape(json.loads(f'"{part["literal"]}"'))
            if part["literal"] is not None
            else f"(?:{expand(rules[part['rule']])})"
            if part["rule"]
            else part[0]
            for part in _PART.finditer(body)
        )

    return re.compile(expand(rules["root"]))


class Item(BaseModel):
    """An item with one field of each type."""

    text: Annotated[str, Field(min_length=1, max_length=5)]
    kind: Literal["a", 'the "b"']
    count: int
    share: float
    good: bool
    age: int | None


class Reply(BaseModel):
    items: Annotated[list[Item], Field(min_length=1, max_length=2)]


GRAMMAR = pattern(grammar(Reply.model_json_schema()))
GOOD = {"text": 'é"\\n', "kind": 'the "b"', "count": -3, "share": 0.5, "good": True, "age": None}


@pytest.mark.parametrize("items", [[GOOD], [GOOD, GOOD | {"text": "x", "age": 4}]])
def test_json_of_the_schema_is_in_the_grammar(items):
    assert GRAMMAR.fullmatch(json.dumps({"items": items}, ensure_ascii=False))


@pytest.mark.parametrize(
    "items",
    [
        [],
        [GOOD] * 3,
        [GOOD | {"text": ""}],
        [GOOD | {"text": "longer"}],
        [GOOD | {"kind": "c"}],
        [GOOD | {"count": "3"}],
        [GOOD | {"good": None}],
        [{"text": "x"}],
        [GOOD | {"more": 1}],
    ],
)
def test_json_of_another_shape_is_not(items):
    assert not GRAMMAR.fullmatch(json.dumps({"items": items}, ensure_ascii=False))


def test_line_breaks_and_indents_are_not():
    assert not GRAMMAR.fullmatch(json.dumps({"items": [GOOD]}, ensure_ascii=False, indent=2))


@pytest.mark.parametrize("part", [SECTIONS, BRIEF_FORMS], ids=["full", "brief"])  # a larger .gguf is asked in full
@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_a_grammar_that_takes_no_empty_object(name, part):
    assert not pattern(grammar(part[name].reply.model_json_schema())).fullmatch("{}")


def test_a_field_with_a_default_is_left_out_unless_every_field_has_one():
    class Part(BaseModel):
        text: str
        note: str = ""

    class Other(BaseModel):
        note: str = ""

    part, other = (pattern(grammar(reply.model_json_schema())) for reply in (Part, Other))
    assert [bool(part.fullmatch(json.dumps(x))) for x in ({"text": "a"}, {"text": "a", "note": "b"})] == [True, False]
    assert [bool(other.fullmatch(json.dumps(x))) for x in ({"note": "b"}, {})] == [True, False]


def test_a_schema_of_free_keys_has_no_grammar():
    with pytest.raises(UsageError, match="Name the fields"):
        grammar({"type": "object", "additionalProperties": {"type": "string"}})


@pytest.mark.parametrize(("question", "allowed"), [("What is it?", False), ("「何」は何？", True)])
def test_letters_of_chinese_are_written_only_where_the_question_has_some(question, allowed):
    reply = json.dumps({"items": [GOOD | {"text": "今天"}]}, ensure_ascii=False)
    assert bool(pattern(grammar(Reply.model_json_schema(), question)).fullmatch(reply)) is allowed


class Role(BaseModel):
    title: str


class Named(BaseModel):
    name: str
    role: Role


class Names(BaseModel):
    names: list[Named]


def test_fields_that_are_known_stand_in_the_grammar_and_the_others_are_free():
    written = pattern(
        grammar(one_item_for_each(Names, [{"name": 'Ann "Lee"'}, {"name": "Bob Ray"}]).model_json_schema())
    )

    def fits(*names):
        return bool(
            written.fullmatch(json.dumps({"names": [{"name": name, "role": {"title": "x"}} for name in names]}))
        )

    assert fits('Ann "Lee"', "Bob Ray")
    assert not any([fits("Bob Ray", 'Ann "Lee"'), fits('Ann "Lee"'), fits('Ann "Lee"', "Bob Ray", "Cy Orr")])
