"""As many articles as wanted: copies of those that have careful replies, each with a mark of its own."""

import functools
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from benchmarks.checks import replies
from benchmarks.server import mark
from summarizer import prompts
from summarizer.article import Article
from summarizer.sections import SECTIONS


class Question(NamedTuple):
    """One section's question about one article, as `summarizer` asks it, and the form of its reply."""

    messages: list[dict[str, str]]
    reply: type[BaseModel]


def articles(count: int, source: str) -> Iterator[Article]:
    """So many different articles; `source` is `careful` for those of everyday length, `short` for short ones."""
    for number, (name, record) in zip(range(count), itertools.cycle(_originals(source)), strict=False):
        yield _copy(number, name, record)


def write(path: Path, count: int, source: str) -> None:
    """The same as a file for the command line."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count, source):
            file.write(json.dumps(article.model_dump(include={"id", "title", "published", "text"})) + "\n")


def questions(count: int, source: str) -> Iterator[Question]:
    """The questions about the same articles, for systems that have none of their own. They cost hardly any CPU."""
    asked = _asked(source)
    for number, (name, sections) in zip(range(count), itertools.cycle(asked), strict=False):
        for rules, question, reply in sections:
            own = question.replace(mark(0, name), mark(number, name))
            yield Question([{"role": "system", "content": rules}, {"role": "user", "content": own}], reply)


@functools.cache
def _originals(source: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, record) for name, record, _, found in replies() if found == source]


@functools.cache
def _asked(source: str) -> list[tuple[str, list[tuple[str, str, type[BaseModel]]]]]:
    """Each article's name with the rules, the question about its first copy, and the reply of every section."""
    found = []
    for name, record in _originals(source):
        article = _copy(0, name, record)
        sections = []
        for section in SECTIONS.values():
            system, user = prompts.messages(section.name, article)
            sections.append((system["content"], user["content"], section.reply))
        found.append((name, sections))
    return found


def _copy(number: int, name: str, record: dict[str, Any]) -> Article:
    text = f"{record['text']}\n\n{mark(number, name)}"
    return Article(id=f"{name}-{number}", title=record["title"], published=record["date"], text=text)
