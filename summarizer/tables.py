"""A digest as flat tables, for data frames, spreadsheets and databases."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Cell = str | int | float | bool | None
Row = dict[str, Cell]

JOIN = "; "
"""Between the values of a list in one cell."""


def tables(digest: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The tables of a digest, given as its JSON values: one for each list in it, and `articles` and `spans`.

    Every row names its article and its number in the table (`item`, from 1), by which `spans` refers to it. Nested
    values become columns ("speaker_name"), and an item that has no fields the column `value`. A list becomes one cell;
    a span becomes its text, and a row of `spans`. Texts stay as they are: one that begins with "=", "+", "-" or "@" is
    a formula to a spreadsheet, unless whoever writes the file for it puts an apostrophe before it.

    >>> tables({"article": {"id": "a"}, "summary": None, "people": [{"name": "Ann", "flags": ["x", "y"]}]})["people"]
    [{'article': 'a', 'item': 1, 'name': 'Ann', 'flags': 'x; y'}]
    """
    article = {name: value for name, value in digest["article"].items() if name != "text"}
    summary = dict(digest.get("summary") or {})
    lists = {"key_points": summary.pop("key_points", [])}
    lists |= {name: value for name, value in digest.items() if isinstance(value, list)}
    about = {"article": article, "summary": summary, "run": digest.get("run", {})}
    key = article.get("id") or article.get("sha256")
    found: dict[str, list[Row]] = {"articles": [{"article": key, **dict(_cells(about))}]}
    spans: list[Row] = []
    for name, items in lists.items():
        found[name] = []
        for number, given in enumerate(items, 1):
            item = given if isinstance(given, dict) else {"value": given}
            of = {"article": key, "item": number}
            found[name].append({**of, **dict(_cells(item))})
            spans += [{"article": key, "table": name, "item": number, **span} for span in _spans(item)]
    return {**found, "spans": spans}


def _cells(item: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Cell]]:
    for name, value in item.items():
        if isinstance(value, dict) and not _is_span(value):
            yield from _cells(value, f"{prefix}{name}_")
        else:
            yield prefix + name, JOIN.join(map(_text, value)) if isinstance(value, list) else _cell(value)


def _cell(value: Any) -> Any:
    return value["text"] if _is_span(value) else value


def _text(value: Any) -> str:
    """A value within a list: a section of a user's own may have any."""
    cell = _cell(value)
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)


def _spans(item: Mapping[str, Any]) -> Iterator[Row]:
    for field, value in item.items():
        for span in value if isinstance(value, list) else [value]:
            if _is_span(span):
                yield {"field": field, **span}


def _is_span(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"start", "end", "text"}
