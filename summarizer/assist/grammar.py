r"""A reply's JSON schema as a grammar for llama.cpp: the same JSON, in one line.

llama.cpp turns schemas into grammars itself, but lets the model break lines and indent. That makes a quarter of all
tokens of a reply of short fields.

    >>> print(grammar({"type": "object", "properties": {"age": {"type": "integer"}}}))
    root ::= object-1
    object-1 ::= "{" "\"age\": " integer "}"
    integer ::= "-"? [0-9]{1,9}
    number ::= integer ("." [0-9]{1,9})?
    boolean ::= "true" | "false"
    null ::= "null"
    char ::= [^"\\\x7F\x00-\x1F\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF] | "\\" ["\\/bfnrt]
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.errors import UsageError

_TERMINALS = r"""
integer ::= "-"? [0-9]{1,9}
number ::= integer ("." [0-9]{1,9})?
boolean ::= "true" | "false"
null ::= "null"
"""
_CHARACTER = r'char ::= [^"\\\x7F\x00-\x1F{}] | "\\" ["\\/bfnrt]'
_CJK = r"\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF"


def grammar(schema: Mapping[str, Any], question: str = "") -> str:
    """The grammar (GBNF) of all JSON of this schema, in one line.

    Chinese, Japanese and Korean letters only where the question has some: a model that was taught mostly in these
    slips into them. Objects have the properties that the schema requires, in order; one that requires none has all.
    Raises UsageError for a schema outside of what strict structured outputs take, such as one of free keys.
    """
    definitions = schema.get("$defs", {})
    named: dict[str, str] = {}  # llama.cpp refuses repetitions within repetitions, unless each is a rule of its own

    def rule(node: Mapping[str, Any]) -> str:
        if "$ref" in node:
            return rule(definitions[node["$ref"].rpartition("/")[2]])
        if "anyOf" in node:
            return "(" + " | ".join(rule(option) for option in node["anyOf"]) + ")"
        if "enum" in node or "const" in node:
            values = node["enum"] if "enum" in node else [node["const"]]
            return "(" + " | ".join(_literal(json.dumps(value, ensure_ascii=False)) for value in values) + ")"
        match node.get("type"):
            case "object" if "properties" in node:
                fields = node["properties"]
                values = ((_literal(f'"{key}": '), rule(fields[key])) for key in node.get("required") or fields)
                return name("object", '"{" ' + ' ", " '.join(f"{key} {value}" for key, value in values) + ' "}"')
            case "array":
                first = [rule(begun(node["items"], item)) for item in node.get("prefixItems", [])]
                return name("array", _array(rule(node["items"]), node.get("minItems", 0), node.get("maxItems"), first))
            case "string":
                bounds = f"{node.get('minLength', 0)},{node.get('maxLength', '')}"
                return name("string", f'"\\"" char{{{bounds}}} "\\""')
            case "integer" | "number" | "boolean" | "null" as terminal:
                return str(terminal)
        raise UsageError(
            f"A reply can't have this schema: {json.dumps(node)}", "Name the fields of every object of the reply"
        )

    def begun(items: Mapping[str, Any], item: Mapping[str, Any]) -> Mapping[str, Any]:
        """One of the first items: as all are, with these fields."""
        if "$ref" in items:
            items = definitions[items["$ref"].rpartition("/")[2]]
        return {**items, "properties": items["properties"] | item["properties"]}

    def name(kind: str, body: str) -> str:
        return named.setdefault(body, f"{kind}-{len(named) + 1}")

    root = rule(schema)
    rules = [f"root ::= {root}", *(f"{head} ::= {body}" for body, head in named.items())]
    slips = "" if re.search(f"[{_CJK}]", question) else _CJK
    return "\n".join(rules) + _TERMINALS + _CHARACTER.format(slips)


def _array(item: str, fewest: int, most: int | None, first: Sequence[str]) -> str:
    if most == 0:
        return '"[]"'
    if first:  # as many as are begun, no more
        return '"[" ' + ' ", " '.join(first) + ' "]"'
    more = f'(", " {item}){{{max(0, fewest - 1)},{"" if most is None else most - 1}}}'
    return f'"[" {item} {more} "]"' if fewest else f'"[" ({item} {more})? "]"'


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
