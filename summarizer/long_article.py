"""Reads an article of any length: at once if it fits into the model's context, else in parts.

The people of all parts come first, since the other sections of a part name them. Then the other sections of all parts
at the same time. A model that runs on this machine reads one part after another instead, and each only once. The
summary is asked for once more, of the sentences on which the key points of the parts rest.
"""

import asyncio
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.asking import Progress, together
from summarizer.digest import Issue, Person, Summary
from summarizer.errors import AnswerPendingError, ArticleTooLongError, ReplyTooLongError
from summarizer.llm import LLM
from summarizer.parts import (
    SHOWN,
    Cast,
    Part,
    merge_values,
    part_of_sentences,
    split_into_parts,
    to_article_offsets,
    with_people_lines,
)
from summarizer.reader import ReadOptions, SectionResults, read
from summarizer.sections import Section
from summarizer.thread import in_thread
from summarizer.window import LEAST, Window, window_for

AT_ONCE = 16
"""Parts that are read at the same time with a hosted model."""
_SHRINKS = 0.7  # what the sentences of the key points may be of the text that they are taken from


class WholeArticle(NamedTuple):
    """The results for an article, the number of parts it was read in, and the share of its characters covered."""

    found: SectionResults
    parts: int
    covered: float


async def read_whole(article: Article, sections: Sequence[Section], options: ReadOptions) -> WholeArticle:
    """Read an article with all sections."""
    reader = _PartsReader(options.llm, await window_for(options.llm, article.text))
    found = await reader.read(article, sections, [], options)
    lost = {span for issue in found.issues if issue.problem == _LOST and (span := issue.span)}
    missing = len(article.text) if found.failed else sum(len(span.text) for span in lost)
    return WholeArticle(found, reader.parts, max(0.0, 1 - missing / max(1, len(article.text))))


_LOST = "part-failed"


class _PartsReader:
    """Reads texts of one article, in as many parts as they need."""

    def __init__(self, llm: LLM, size: Window) -> None:
        self._llm, self._size = llm, size
        self._gate = asyncio.Semaphore(1 if llm.is_bound else AT_ONCE)
        self.parts = 1

    async def read(
        self, article: Article, sections: Sequence[Section], people: Sequence[Person], options: ReadOptions
    ) -> SectionResults:
        """The results of the sections for a text. It is read in parts if it, or a section's reply, is too long."""
        parts = await in_thread(split_into_parts, article, self._size.most, self._size.per_character)
        if len(parts) > 1:
            return await self._in_parts(article, parts, sections, people, options)
        async with self._gate:
            found = await read(article, sections, people, options)
        too_long = [section for section, error in found.failed.items() if isinstance(error, _TOO_LONG)]
        half = int(len(article.text) * self._size.per_character / 2)
        if too_long and half >= LEAST:
            parts = await in_thread(split_into_parts, article, half + LEAST // 2, self._size.per_character)
            if len(parts) == 1:
                return found
            rest = await self._in_parts(article, parts, too_long, found.values.get("people", people), options)
            found.values |= rest.values
            found.issues += rest.issues
            found.failed = {s: e for s, e in found.failed.items() if s not in too_long} | rest.failed
        return found

    async def _in_parts(
        self,
        article: Article,
        parts: Sequence[Part],
        sections: Sequence[Section],
        people: Sequence[Person],
        options: ReadOptions,
    ) -> SectionResults:
        """Read each part with the sections, and merge the results."""
        of_part = options._replace(on_progress=_progress_of_all_parts(options.on_progress, len(parts)))
        self.parts = max(self.parts, len(parts))
        first = [section for section in sections if section.name == "people"]
        others = [section for section in sections if section.name != "people"]
        cast = Cast()
        if self._llm.profile == "brief":  # what stands beside the text leads a small model astray
            parts = [part.model_copy(update={"of": 1, "before": ""}) for part in parts]

        async def read_people(part: Part) -> SectionResults:
            return await self.read(part, first, [], of_part) if first else SectionResults()

        async def read_other_sections(part: Part, known: Sequence[Person]) -> SectionResults:
            if not others:
                return SectionResults()
            part = with_people_lines(part, known) if self._llm.profile == "full" else part
            return await self.read(part, others, known, of_part)

        async def people_known_to(part: Part, result: SectionResults) -> list[Person]:
            if not first:
                return people_within(people, part)
            return await in_thread(cast.add, result.values.get("people", []), part)

        if self._llm.is_bound:
            found = []
            for part in parts:
                who = await read_people(part)
                found.append((who, await read_other_sections(part, await people_known_to(part, who))))
        else:
            names = await together(map(read_people, parts))
            if first and all(who.failed for who in names):  # nobody answers
                return SectionResults(failed=dict.fromkeys(sections, next(iter(names[0].failed.values()))))
            if waiting := _first_pending(names):  # what follows can't be asked yet
                return SectionResults(failed=dict.fromkeys(sections, waiting))
            known = [await people_known_to(part, who) for part, who in zip(parts, names, strict=True)]
            texts = await together(map(read_other_sections, parts, known))
            if waiting := _first_pending(texts):
                return SectionResults(failed=dict.fromkeys(sections, waiting))
            found = list(zip(names, texts, strict=True))
        result = await in_thread(_merge_results, article, parts, sections, found)
        if first and "people" in result.values:
            result.values["people"] = people = cast.people
        if "summary" in result.values:
            await self._sum_up(article, [s for s in others if s.name == "summary"], people, options, result)
        return result

    async def _sum_up(
        self,
        article: Article,
        section: Sequence[Section],
        people: Sequence[Person],
        options: ReadOptions,
        result: SectionResults,
    ) -> None:
        """Ask for a summary of the sentences that are evidence of the parts' key points."""
        summaries: list[Summary] = result.values["summary"]
        points = [point for summary in summaries for point in summary.key_points]
        result.values["summary"] = summaries[0].model_copy(update={"key_points": points})
        spans = _evidence_for_summary(
            [[point.evidence for point in summary.key_points] for summary in summaries], article
        )
        if not spans:
            return
        if self._llm.profile == "full":
            text = part_of_sentences(article, spans, [point.text for point in points])
            text = with_people_lines(text, sorted(people, key=lambda person: -len(person.mentions))[:SHOWN])
        else:
            text = part_of_sentences(article, spans, [])
        found = await self.read(text, section, people_within(people, text), options)
        # Sentences that stand side by side here do not in the article: no span of it holds a part of them.
        result.issues += [issue.model_copy(update={"span": None}) for issue in found.issues]
        result.asked |= found.asked
        for error in found.failed.values():
            detail = f"The key points of its parts stand for the summary of the whole: {error}"
            result.issues.append(Issue(section="summary", problem="section-failed", detail=detail))
        if "summary" in found.values:
            result.values["summary"] = to_article_offsets(found.values["summary"], text)


def _progress_of_all_parts(on_progress: Progress | None, parts: int) -> Progress | None:
    """A progress callback that reports a section once all parts have it. The summary is reported only at the end."""
    if on_progress is None:
        return None
    left: dict[str, int] = {"summary": parts + 1}

    def told(section: str, text: str) -> None:
        left[section] = left.get(section, parts) - (not text)
        if text or not left[section]:
            on_progress(section, text)

    return told


def _first_pending(found: Sequence[SectionResults]) -> AnswerPendingError | None:
    """The first error of a question whose answer is pending, if there is one."""
    errors = (error for one in found for error in one.failed.values())
    return next((error for error in errors if isinstance(error, AnswerPendingError)), None)


_TOO_LONG = (ArticleTooLongError, ReplyTooLongError)


def people_within(people: Sequence[Person], part: Part) -> list[Person]:
    """The people, each only with the mentions in this part."""
    return [
        person.model_copy(
            update={"mentions": [place for span in person.mentions if (place := part.to_part_span(span))]}
        )
        for person in people
    ]


def _merge_results(
    article: Article,
    parts: Sequence[Part],
    sections: Sequence[Section],
    found: Sequence[tuple[SectionResults, SectionResults]],
) -> SectionResults:
    """Merge the results of the parts, with the offsets of the article. The summary stays one for each part."""
    result = SectionResults()
    for section in sections:
        values, errors = [], list[Issue]()
        for part, (of_people, of_others) in zip(parts, found, strict=True):
            one = of_people if section.name == "people" else of_others
            result.asked |= one.asked
            if section.name in one.values:
                values.append(to_article_offsets(one.values[section.name], part))
            elif section in one.failed:
                start = part.places[0][1]
                span = Span.cut(article.text, start, start + len(part.text))
                errors.append(Issue(section=section.name, problem=_LOST, detail=str(one.failed[section]), span=span))
        if values:
            result.issues += errors
            result.values[section.name] = (
                values if section.name == "summary" else merge_values(section.name, values, article.digest_tongue)
            )
        else:
            error = next(f.failed[section] for pair in found for f in pair if section in f.failed)
            result.failed[section] = error
    if "timeline" in result.values:
        result.values["timeline"].sort(key=lambda event: dates.sort_key(event.date))
    result.issues += [
        to_article_offsets(issue, part)
        for part, pair in zip(parts, found, strict=True)
        for f in pair
        for issue in f.issues
    ]
    return result


def _evidence_for_summary(evidence: Sequence[Sequence[Sequence[Span]]], article: Article) -> list[Span]:
    """The evidence sentences of each part's points; of the first points only, if all are nearly the whole article."""
    every = list(dict.fromkeys(span for points in evidence for point in points for span in point))
    most = _SHRINKS * len(article.text)
    if sum(len(span.text) for span in every) <= most:
        return every
    in_turn = chain.from_iterable(zip_longest(*([point[0] for point in points if point] for points in evidence)))
    kept, size = list[Span](), 0
    for span in filter(None, in_turn):
        if (size := size + len(span.text)) > most and kept:
            break
        kept.append(span)
    return kept
