r"""Conversion of a reply's JSON schema to a llama.cpp grammar (GBNF) for single-line JSON.

llama.cpp converts schemas itself, but its grammars allow line breaks and indentation. These are a quarter of the tokens
of a reply with short fields.

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
    """Return a grammar (GBNF) that accepts single-line JSON of the schema.

    Chinese, Japanese and Korean characters are allowed only if the question has some. A model that was trained mostly
    on these languages otherwise switches to them.
    Objects have the required properties, in order. An object without required properties has all of its properties.
    Raises UsageError for schemas that strict structured outputs do not support, such as objects with arbitrary keys.
    """
    definitions = schema.get("$defs", {})
    named: dict[str, str] = {}  # one rule per repetition: llama.cpp rejects nested ones within a rule

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
            f"Unsupported reply schema: {json.dumps(node)}", "Name the fields of every object of the reply"
        )

    def begun(items: Mapping[str, Any], item: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the schema of one of the first items: the common item schema with its own properties."""
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
    if first:  # exactly the prefix items
        return '"[" ' + ' ", " '.join(first) + ' "]"'
    more = f'(", " {item}){{{max(0, fewest - 1)},{"" if most is None else most - 1}}}'
    return f'"[" {item} {more} "]"' if fewest else f'"[" ({item} {more})? "]"'


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
