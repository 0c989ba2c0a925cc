"""The article: its text as given, its metadata and its numbered sentences.

>>> article = Article(text="It rained. Nobody came.", published="2024-05-01")
>>> [sentence.text for sentence in article.sentences]
['It rained.', 'Nobody came.']
"""

import datetime
import functools
import hashlib
import weakref
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, computed_field, field_validator

from summarizer import dates
from summarizer.asides import find_asides
from summarizer.language import detect, primary_subtag, rules_language, validate_tag
from summarizer.sentences import split_sentences

T = TypeVar("T")


class Span(BaseModel):
    """An exact piece of the article: `text == article.text[start:end]`, offsets in Unicode code points."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Self:
        """The span from `start` to `end` of `text`, without white space at its ends."""
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        return cls(start=start, end=start + len(piece.strip()), text=piece.strip())

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


class Article(BaseModel):
    """One article.

    `published` is an ISO 8601 date, or date and time, as far as it is known ("2023-08-07", "2023-08-07T09:30+02:00").
    Relative time expressions are counted from it. `author` has the names in the byline, with commas between them.
    `language` is the language of the text, a BCP 47 tag ("de", "pt-BR"); None where it is not known. `digest_language`
    is the one that the digest is to be written in; None: the same.
    """

    model_config = ConfigDict(frozen=True)

    id: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    digest_language: str | None = None
    text: str

    @field_validator("published")
    @classmethod
    def _iso(cls, value: str | None) -> str | None:
        return None if value is None else normalise_iso_date(value)

    @field_validator("id", "title", "author", "url", "language", "digest_language")
    @classmethod
    def _without_surrogates(cls, value: str | None) -> str | None:
        """Replace lone surrogates, as in broken file names and pages, by "?": they can't be encoded."""
        return value and value.encode(errors="replace").decode()

    @field_validator("text")
    @classmethod
    def _unicode(cls, value: str) -> str:
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"lone surrogate at {error.start}: the text was decoded wrongly") from error
        return value

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with other values. What was computed of another text does not go along, or spans would be wrong."""
        copied = super().model_copy(update=update, deep=deep)
        if update and not update.keys().isdisjoint(("text", "language")):
            for name in ("tongue", "asides", "sentences"):
                copied.__dict__.pop(name, None)
        return copied

    def with_id(self, name: str | None) -> Self:
        """The same article under this id, with "?" for lone surrogates, which names of files may have."""
        return self.model_copy(update={"id": self._without_surrogates(name)})

    def with_digest_language(self, language: str | None) -> Self:
        """The same article, with this language for its digest. Raises UsageError if it is not a language tag."""
        return self.model_copy(update={"digest_language": validate_tag(language)}) if language else self

    @computed_field  # type: ignore[prop-decorator]  # mypy: computed_field over a property
    @property
    def sha256(self) -> str:
        """Fingerprint of `text` in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def tongue(self) -> str:
        """ISO 639-1 code of the language whose rules apply to the text; "und" if the language is not supported.

        What the words show counts before `language`, which pages often state wrongly.
        """
        return detect(self.text) or primary_subtag(self.language) or rules_language(self.text)

    @property
    def digest_tongue(self) -> str:
        """The same for the texts of the digest."""
        return primary_subtag(self.digest_language) or self.tongue

    @cached_property
    def asides(self) -> tuple[Span, ...]:
        """Parts of the text that are not the article, in order: captions, credits, lists of sources, links.

        They are found by `summarizer.asides`. The date in the heading is not one of them.
        """
        header = dates.find_date_header(self.text)
        return tuple(
            Span.cut(self.text, start, end)
            for start, end in find_asides(self.text)
            if header is None or not (start < header.end and header.start < end)
        )

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order; prompts number them from 1.

        A date before the first word and the `asides` belong to no sentence.
        """
        header, text = dates.find_date_header(self.text), self._without_asides()
        breaks = [0, len(self.text)]
        if header:
            headed = not self.text[: header.start].strip()
            breaks = [header.end, len(self.text)] if headed else [0, header.start, header.end, len(self.text)]
        return tuple(
            Span.cut(self.text, first + start, first + end)
            for first, last in pairwise(breaks)
            for start, end in split_sentences(text[first:last], self.tongue)
        )

    def _without_asides(self) -> str:
        """The text with line breaks in the place of asides. Offsets stay the same, and no sentence spans an aside."""
        places = [0, *(offset for span in self.asides for offset in (span.start, span.end)), len(self.text)]
        pieces = [self.text[start:end] for start, end in pairwise(places)]
        return "".join("\n" * len(piece) if n % 2 else piece for n, piece in enumerate(pieces))

    def is_aside(self, offset: int) -> bool:
        """Whether this offset is in one of the asides."""
        number = bisect_right(self.asides, offset, key=lambda aside: aside.start)
        return number > 0 and offset < self.asides[number - 1].end

    def sentence_at(self, offset: int) -> int | None:
        """Number of the sentence at this offset, from 1."""
        number = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start)
        return number if number and offset < self.sentences[number - 1].end else None


def normalise_iso_date(value: str) -> str:
    """Normalise an ISO 8601 date, or date and time, so that it begins with YYYY-MM-DD: "20230807", "2023-W32-1".

    Raises ValueError if it is not ISO 8601.
    """
    moment = datetime.datetime.fromisoformat(value)
    day = moment.date().isoformat()
    if value.startswith(day) and value[len(day) : len(day) + 1] in ("", "T", " "):  # it may be any character
        return value
    return moment.isoformat() if len(value) > len(day) else day


def cached_per_article(function: Callable[[Article], T]) -> Callable[[Article], T]:
    """Cache the result of a function of an article as long as the article exists.

    The result must not refer to the article itself, or neither would ever be freed.
    """
    kept: dict[int, T] = {}  # by identity: to compare articles takes longer than much of what is kept

    @functools.wraps(function)
    def once(article: Article) -> T:
        key = id(article)
        if key not in kept:
            kept[key] = function(article)
            weakref.finalize(article, kept.pop, key, None).atexit = False
        return kept[key]

    return once
