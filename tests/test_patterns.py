"""Regular expressions: none takes time with the square of what it reads, as far as it may read much."""

import ast
import importlib
import inspect
import pkgutil
import re
import time

import summarizer

LONG, SHORT = 4000, 1200  # characters; a sentence has at most as many as the latter
MOST = 0.5  # seconds of this thread, for what is short; most take a thousandth
NOTICED = 0.03  # seconds: from here on it is looked at whether twice the text takes about twice the time
CALLS = ("match", "fullmatch", "search", "findall", "finditer", "split", "sub")
UNITS = [
    *(
        " ",
        "a",
        "A",
        "1",
        '"',
        "'",
        ",",
        "(",
        "[",
        ".",
        "-",
        "\n",
        "\u00a0",
        "“",
        "A. ",
        "a, ",
        "A, ",
        "A’",
        "a-",
        "1.",
    ),
    *("a(", "(a) ", "<a ", "<!--", "<!--a--> ", "A and ", "a a ", "A A ", "$1 ", "1 a ", "--"),
]

READ_LITTLE = {
    "summarizer.assist": "sentences, or parts of them",
    "summarizer.checks.numbers": "a few characters beside a number",
    "summarizer.dates": "sentences, or as much as stands beside an expression; of a whole text its first lines",
    "summarizer.evidence.location": "a few characters beside a place",
    "summarizer.evidence.names": "a few characters before a name",
    "summarizer.read.dates": "80 characters of a page's data, or a line",
    "summarizer.read.media": "a comparison of 200 characters",
    "summarizer.read.metadata": "300 characters of a line",
    "summarizer.read.plain": "100 characters of a byline, or the first line of a text",
    "summarizer.sentences.segmentation": "20 characters before a full stop; what reads a whole text is timed elsewhere",
}
"""Modules with patterns that are slow with what is longer than they ever get, and what they get."""


def used():
    """Each pattern of the package with its module and the names of the methods that it is used with."""
    found = {}
    for info in pkgutil.walk_packages(summarizer.__path__, "summarizer."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            for pattern in inside(value):
                called = set(re.findall(rf"\b{name}\.({'|'.join(CALLS)})\(", source)) or {"search", "match"}
                found.setdefault((pattern, info.name), set()).update(called)
        for node in ast.walk(ast.parse(source)):
            if is_call(node):
                try:
                    given = eval(compile(ast.Expression(node.args[0]), "pattern", "eval"), vars(module))
                except NameError:
                    continue  # made of what only a function knows
                if not isinstance(given, re.Pattern) and node.func.attr in CALLS:
                    found.setdefault((re.compile(given), info.name), set()).add(node.func.attr)
    return found


def is_call(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and bool(node.args)
    )


def inside(value, depth=0):
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict | list | tuple | set | frozenset):
        for part in value.values() if isinstance(value, dict) else value:
            yield from inside(part, depth + 1)


def seconds(pattern, call, text):
    text = text.encode() if isinstance(pattern.pattern, bytes) else text
    begin = time.thread_time()
    if call == "sub":
        pattern.sub("" if isinstance(text, str) else b"", text)
    elif call == "finditer":
        list(pattern.finditer(text))
    else:
        getattr(pattern, call)(text)
    return time.thread_time() - begin


def is_slow(pattern, call, text):
    took = seconds(pattern, call, text)
    if len(text) <= SHORT + 1:
        return took > MOST and seconds(pattern, call, text) > MOST
    if took < NOTICED:
        return False
    once, twice = (min(seconds(pattern, call, longer) for _ in range(3)) for longer in (text, text[:-1] * 2 + "\0"))
    return once > NOTICED and twice > 3 * once


def hostile(pattern, characters):
    """Texts of one unit again and again: those of above, and words that the pattern itself has."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{3,}", source)))[:4]
    for unit in [*UNITS, *words, *(f" {word}" for word in words)]:
        yield (unit * characters)[:characters] + "\0"


def test_no_pattern_takes_time_with_the_square_of_what_it_reads():
    patterns = used()
    assert len(patterns) > 300
    slow = []
    for (pattern, module), calls in patterns.items():
        characters = SHORT if any(module.startswith(name) for name in READ_LITTLE) else LONG
        for call in calls:
            for text in hostile(pattern, characters):
                if is_slow(pattern, call, text):
                    slow.append((module, pattern.pattern[:100], call, text[:20]))
                    break
    assert slow == []
