"""What reads many articles: this project in several ways, and other tools with the same questions.

A system is prepared before the clock starts: its libraries are loaded, its questions rendered. What it then runs gives
the number of articles or requests that failed.
"""

import asyncio
import inspect
import json
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality import by_langextract
from benchmarks.quality.one_schema import heading
from benchmarks.server import mark
from benchmarks.throughput.articles import Question, articles, questions, write
from summarizer.sections import SECTIONS

MODEL = "scripted"


class Load(NamedTuple):
    """What a system has to do: so many articles from a source, with so many requests at once.

    `settings` are further ones for `summarize_many`. `is_warm`: its libraries are loaded before the clock starts.
    """

    articles: int
    requests_at_once: int
    source: str
    settings: dict[str, Any]
    is_warm: bool

    @property
    def articles_at_once(self) -> int:
        """The same in articles."""
        return max(1, self.requests_at_once // len(SECTIONS))


Run = Callable[[], int]


class NotAvailableError(Exception):
    """A system, or a setting of it, that is not there."""


def bare(load: Load) -> Run:
    """The SDK alone: the same request bodies, and the replies read by `json.loads`. The least that can be done."""
    import openai

    from summarizer.client import response_format

    formats: dict[type, Any] = {section.reply: response_format(section.reply) for section in SECTIONS.values()}

    async def run() -> int:
        async with openai.AsyncOpenAI() as client:

            async def ask(question: Question) -> None:
                messages: Any = question.messages
                said = await client.chat.completions.create(
                    model=MODEL, messages=messages, response_format=formats[question.reply]
                )
                json.loads(said.choices[0].message.content or "")

            return await _each(questions(load.articles, load.source), ask, load.requests_at_once)

    return _prepared(load, run)


def instructor(load: Load) -> Run:
    """Instructor alone, with the same messages and reply models."""
    import instructor as library
    import openai  # noqa: F401  # instructor loads it late

    client: Any = library.from_provider(f"openai/{MODEL}", async_client=True, mode=library.Mode.JSON_SCHEMA)

    async def ask(question: Question) -> None:
        await client.create(response_model=question.reply, messages=question.messages)

    return _prepared(load, lambda: _each(questions(load.articles, load.source), ask, load.requests_at_once))


def pydantic_ai(load: Load) -> Run:
    """pydantic-ai: an agent for each section, with the same messages and reply models."""
    try:
        from pydantic_ai import Agent, NativeOutput
        from pydantic_ai.models.openai import OpenAIChatModel
    except ImportError as error:
        raise NotAvailableError(str(error)) from error

    model = OpenAIChatModel(MODEL)
    rules = next(questions(1, load.source)).messages[0]["content"]
    agents: dict[type, Any] = {
        section.reply: Agent(model, output_type=NativeOutput(section.reply), instructions=rules)
        for section in SECTIONS.values()
    }

    async def ask(question: Question) -> None:
        await agents[question.reply].run(question.messages[1]["content"])

    return _prepared(load, lambda: _each(questions(load.articles, load.source), ask, load.requests_at_once))


def langextract(load: Load) -> Run:
    """langextract, with its defaults, the prompt and example of `benchmarks.quality`, and all articles in one call.

    It extracts people, events and claims, from a thousand characters at a time; it has no summary.
    """
    try:
        import langextract as lx
    except ImportError as error:
        raise NotAvailableError(str(error)) from error
    made = [
        lx.data.Extraction(extraction_class=name, extraction_text=text, attributes={**attributes})
        for name, text, attributes in by_langextract.EXTRACTIONS
    ]
    access = {"base_url": os.environ["OPENAI_BASE_URL"], "api_key": os.environ["OPENAI_API_KEY"]}
    config = lx.factory.ModelConfig(model_id=MODEL, provider="openai", provider_kwargs=access)

    def documents() -> Iterator[Any]:
        for number, article in enumerate(articles(load.articles, load.source)):
            about = f"{heading(article)}\n{mark(number, (article.id or '').partition('-')[0])}"
            yield lx.data.Document(article.text, document_id=article.id, additional_context=about)

    def run() -> int:
        found = lx.extract(
            text_or_documents=documents(),
            prompt_description=by_langextract.PROMPT,
            examples=[lx.data.ExampleData(text=by_langextract.EXAMPLE, extractions=made)],
            config=config,
            max_workers=load.requests_at_once,
            batch_length=load.requests_at_once,
            show_progress=False,
        )
        return load.articles - sum(bool(document.extractions) for document in found)

    return run


def summarizer(load: Load) -> Run:
    """`summarize_many` over a generator of articles; results are dropped as they come."""
    from summarizer import Failure, asummarize_many, summarize_many

    known = inspect.signature(summarize_many).parameters.keys() | inspect.signature(asummarize_many).parameters.keys()
    if unknown := load.settings.keys() - known:
        raise NotAvailableError(f"summarize_many has no {', '.join(sorted(unknown))}")
    if load.is_warm:
        _load_libraries()

    def run() -> int:
        given = articles(load.articles, load.source)
        failed = 0
        for result in summarize_many(given, concurrency=load.articles_at_once, **load.settings):
            failed += isinstance(result, Failure) or any(issue.problem == "section-failed" for issue in result.issues)
        return failed

    return run


def cli(load: Load) -> Run:
    """The command line over a `.jsonl` file of the articles, with `-o`."""
    from summarizer import command  # noqa: F401  # as the command itself does first
    from summarizer.cli import app

    folder = tempfile.TemporaryDirectory()
    source, output = Path(folder.name) / "all.jsonl", Path(folder.name) / "out.jsonl"
    write(source, load.articles, load.source)
    if load.is_warm:
        _load_libraries()

    def run() -> int:
        app([str(source), "-o", str(output), "-j", str(load.articles_at_once)], standalone_mode=False)
        with output.open(encoding="utf-8") as lines:
            failed = load.articles - sum('"error"' not in line[:1000] for line in lines)
        folder.cleanup()
        return failed

    return run


SYSTEMS: dict[str, Callable[[Load], Run]] = {
    "bare": bare,
    "instructor": instructor,
    "pydantic-ai": pydantic_ai,
    "langextract": langextract,
    "summarizer": summarizer,
    "cli": cli,
}


def _load_libraries() -> None:
    """What `summarizer` loads with its first question."""
    import instructor
    import openai  # noqa: F401  # instructor loads it late

    instructor.from_provider(f"openai/{MODEL}", async_client=True)


def _prepared(load: Load, run: Callable[[], Awaitable[int]]) -> Run:
    """A run of async code, with the questions rendered."""
    next(questions(1, load.source))

    async def whole() -> int:
        return await run()

    return lambda: asyncio.run(whole())


async def _each(items: Iterator[Question], ask: Callable[[Question], Awaitable[None]], at_once: int) -> int:
    """Ask all questions, so many at once; gives the number of those that failed."""
    failed = 0

    async def work() -> None:
        nonlocal failed
        for item in items:  # one iterator for all: each takes the next
            try:
                await ask(item)
            except Exception as error:  # noqa: BLE001  # a failure is a figure
                failed += 1
                print(f"{type(error).__name__}: {error}"[:200], file=sys.stderr)

    await asyncio.gather(*(work() for _ in range(at_once)))
    return failed
