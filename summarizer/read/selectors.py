"""Matches elements with the selectors of style rules, in a time that a hostile style sheet can't extend.

cssselect2 compiles selectors and tries every combination of ancestors for "a b c d", which takes ages where all of them
fit. Going up, the nearest ancestor that fits is always a right choice, so here such a selector is cut at its spaces and
walked once. What is seldom used and costly (several `~` or spaces within functions, functions within functions) matches
nothing.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import cssselect2
import tinycss2

Specificity = tuple[int, int, int]

_COMBINATORS = ">+~"
_MOST_HAS = 50
"""Rules with `:has()`, each of which may look through the whole page for every element."""
_AMPERSAND = tinycss2.parse_component_value_list("& ")


class Match(NamedTuple):
    """A rule that matches an element."""

    specificity: Specificity
    order: int
    payload: Any


class Rules:
    """Selectors, each with a payload, to be matched with elements."""

    def __init__(self) -> None:
        self._matcher = cssselect2.Matcher()
        self._order = 0
        self._looking_inside = 0

    def add(self, selectors: list[list[Any]], payload: Any) -> None:
        """Add the selector list of a rule. A list with an invalid selector is ignored, as in browsers."""
        try:
            chains = [[_compile(part) for part in _parts(tokens)] for tokens in selectors]
        except cssselect2.SelectorError:
            return
        if any(map(_is_has, selectors)):
            self._looking_inside += 1
            if self._looking_inside > _MOST_HAS:
                return
        for *above, last in chains:
            self._order += 1
            if last.pseudo_element is None:
                parts = [part.specificity for part in (*above, last)]
                specificity = (sum(s[0] for s in parts), sum(s[1] for s in parts), sum(s[2] for s in parts))
                self._matcher.add_selector(last, Candidate(Match(specificity, self._order, payload), above))

    def matches(self, element: cssselect2.ElementWrapper) -> Iterator[Match]:
        """The rules that match the element."""
        for _, _, _, candidate in self._matcher.match(element):
            if _ancestors_match(candidate.above, element):
                yield candidate.match


class Candidate(NamedTuple):
    """A rule whose last part matches the element, and the parts that must match ancestors."""

    match: Match
    above: list[Any]


def _ancestors_match(above: list[Any], element: cssselect2.ElementWrapper) -> bool:
    """Whether ancestors of the element match these parts, the nearest ancestor the last part."""
    left = list(above)
    while left and (element := element.parent) is not None:
        if left[-1].test(element):
            left.pop()
    return not left


def split_selector_list(prelude: list[Any]) -> list[list[Any]]:
    """The tokens of each selector in a list, without spaces around it."""
    lists: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            lists.append([])
        elif token.type != "comment" and (lists[-1] or token.type != "whitespace"):
            lists[-1].append(token)
    for tokens in lists:
        while tokens and tokens[-1].type == "whitespace":
            tokens.pop()
    return lists


def resolve_nesting(selectors: list[list[Any]], parents: list[list[Any]] | None) -> list[list[Any]]:
    """The selectors of a nested rule, with those of the parent rule in the place of "&", or else before them."""
    if parents is None:
        return selectors
    found = []
    for tokens in selectors:
        marked = tokens if any(map(_is_parent, tokens)) else [*_AMPERSAND, *tokens]
        found += [[part for one in marked for part in (parent if _is_parent(one) else [one])] for parent in parents]
    return found


def _is_has(tokens: list[Any]) -> bool:
    return any(token.type == "function" and token.lower_name == "has" for token in tokens)


def _is_parent(token: Any) -> bool:
    return bool(token.type == "literal" and token.value == "&")


def _parts(tokens: list[Any]) -> list[list[Any]]:
    """A selector's tokens, split at the descendant combinators."""
    parts: list[list[Any]] = [[]]
    for n, token in enumerate(tokens):
        beside = [other for other in tokens[max(0, n - 1) : n + 2] if other.type == "literal"]
        if token.type == "whitespace" and parts[-1] and not any(other.value in _COMBINATORS for other in beside):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _compile(tokens: list[Any]) -> Any:
    """Compile one part. Raises SelectorError if it is invalid or can't be matched quickly."""
    functions = [token for token in tokens if token.type == "function"]
    inner = [token for function in functions for token in function.arguments]
    steps = sum(
        len(_parts(part)) - 1
        for function in functions
        if function.lower_name[:3] != "nth"
        for part in split_selector_list(function.arguments)
    )
    if (
        steps > 1
        or sum(token.type == "literal" and token.value == "~" for token in (*tokens, *inner)) > 2
        or any(token.type == "function" for token in inner)
    ):
        raise cssselect2.SelectorError("costly")
    [selector] = cssselect2.compile_selector_list(tokens)
    return selector
