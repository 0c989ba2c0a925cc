"""Coverage-guided fuzzing of what reads other people's words: pages, PDFs, `.jsonl`, times, quotes, replies.

    python -m benchmarks.fuzz html|pdf|jsonl|dates|evidence|replies [--seconds N] [--findings FOLDER]
    python -m benchmarks.fuzz TARGET --replay FILE ...

atheris (libFuzzer) makes the inputs; `--replay` and the tests do without it. An input is raw bytes or, by its first
byte, choices out of a grammar (`fuzz_grammar.py`). A finding is an exception that is not this package's own error, a
broken invariant, more than two seconds of computing, or more than 1 GB of memory. Each is written to the folder once,
by the place in the code, and the run goes on. To see coverage slows code down: what is slow must be so in `--replay`.
"""

import argparse
import datetime
import importlib
import io
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks import fuzz_grammar as grammar

ROOT = Path(__file__).parents[1]
MOST_SECONDS = 2.0
MOST_KILOBYTES = 1_000_000
COVERED = ("summarizer", "trafilatura", "htmldate", "justext", "cssselect2", "tinycss2", "pypdf")
Run = Callable[[bytes], None]


def article(data: bytes, kind: str) -> None:
    """Whatever a file holds is an article with exact sentences, or an InputError."""
    from summarizer.article import Article
    from summarizer.errors import InputError
    from summarizer.read.files import article_from_bytes

    try:
        made = article_from_bytes(data, f"x{kind}", kind, url="https://news.example/a/b")
    except InputError:
        return
    assert made.text.strip(), "an article without words"
    holds(made)
    assert Article.model_validate_json(made.model_dump_json()) == made


def holds(made: object) -> None:
    """What is true of any article."""
    from summarizer import dates
    from summarizer.article import Article

    assert isinstance(made, Article)
    assert made.published is None or datetime.date.fromisoformat(made.published[:10])
    assert all(made.text[span.start : span.end] == span.text != "" for span in made.sentences)
    assert all(one.end <= other.start for one, other in pairwise(made.sentences))
    for found in dates.find_time_expressions(made.text, made.tongue)[:20]:
        dates.resolve(found.text, made.published, sentence=found.text, language=made.tongue)


def html(data: bytes) -> None:
    """A page, as bytes or out of pieces of pages."""
    choices = grammar.Choices(data)
    article(choices.rest() if choices.raw else grammar.text(choices, grammar.HTML, "").encode(), ".html")


def pdf(data: bytes) -> None:
    """A PDF, as bytes or a valid one with its objects changed."""
    choices = grammar.Choices(data)
    article(choices.rest() if choices.raw else grammar.pdf(choices), ".pdf")


def jsonl(data: bytes) -> None:
    """Lines of JSON: each that is not blank gives an article or an error that can be written down."""
    from summarizer.article import Article
    from summarizer.errors import SummarizerError
    from summarizer.read.jsonl import bounded_lines, read_line

    choices = grammar.Choices(data)
    file = choices.rest() if choices.raw else grammar.records(choices)
    lines = list(bounded_lines(io.BytesIO(file)))
    assert b"".join(lines) == file
    for number, line in enumerate(lines, 1):
        if line.strip():
            name, made = read_line(line, f"x.jsonl:{number}")
            name.encode()
            if isinstance(made, SummarizerError):
                continue
            assert made.id == name
            holds(made)
            assert Article.model_validate_json(made.model_dump_json()) == made


def dates(data: bytes) -> None:
    """Sentences about dates: what is found is exact, what is resolved is EDTF, what is settled too."""
    from summarizer import dates as d
    from summarizer.dates.agreement import endpoints
    from summarizer.read.dates import iso_date, read_date

    choices = grammar.Choices(data)
    language, published = choices.pick(grammar.LANGUAGES), choices.pick(grammar.PUBLISHED)
    anchor, given = choices.pick(grammar.EDTF), choices.pick(grammar.EDTF) or ""
    text = grammar.text(choices, grammar.DATES, " ")
    found = d.find_time_expressions(text, language)
    assert all(text[one.start : one.end] == one.text != "" for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found[:20]:
        sentence = text[max(0, one.start - 200) : one.end + 200]
        made = d.resolve(one.text, published, sentence=sentence, anchor=anchor, language=language)
        assert (made.date is None) == (made.rule is None)
        settled = d.reconcile(
            one.text, given, made, sentence=sentence, published=published, language=language, stated=(made,)
        )
        for value in (made.date, settled.date):
            assert value is None or endpoints(value), f"no EDTF: {value}"
            d.sort_key(value)
        anchor = made.date or anchor
    header = d.find_date_header(text)
    assert header is None or (iso_date(header.date) and 0 <= header.start < header.end <= len(text))
    if (read := read_date(text[:80])) is not None:
        iso_date(read)


def evidence(data: bytes) -> None:
    """An article and a quote from it with edits: spans are exact, whole words are found."""
    from summarizer import evidence as e
    from summarizer.article import Article, Span
    from summarizer.evidence.fold import fold

    choices = grammar.Choices(data)
    language, near = choices.pick(grammar.LANGUAGES), [choices.below(9), choices.below(256)]
    whole = grammar.text(choices.part(), grammar.WORDS, " ")
    made = Article(text=whole, language=language)
    words = whole.split(" ")
    first = choices.below(len(words))
    words = words[first : first + 1 + choices.below(60)]
    verbatim = " ".join(words).strip()
    quote = grammar.edited(choices, words)
    spans = [span for text in (verbatim, quote) for span in e.locate(text, made, near=near)]
    beside = whole.split(" ")[max(0, first - 1) : first + len(words) + 1]
    if any(map(str.isalnum, fold(verbatim))) and not any(map(grammar.JOINED.search, beside)):
        (found,) = e.locate(verbatim, made)
        assert fold(found.text) == fold(verbatim), (found.text, verbatim)
    spans += [*e.find_mentions(quote[:40], made), *e.quotations(made), *made.sentences]
    spans += e.cues(Span(start=0, end=len(whole), text=whole), made)
    assert all(whole[span.start : span.end] == span.text for span in spans)
    assert set(e.supporting_sentences(quote, made, near=near)) <= set(range(1, len(made.sentences) + 1))


def replies(data: bytes) -> None:
    """An article and a model's replies about it: spans are exact, and each item is an item or an issue."""
    from summarizer.article import Article
    from summarizer.digest import Person
    from summarizer.sections import SECTIONS

    choices = grammar.Choices(data)
    language, published = choices.pick(grammar.LANGUAGES), choices.pick(grammar.PUBLISHED)
    whole = grammar.text(choices.part(), grammar.FACTS, " ") or "It rained."
    made = Article(text=whole, title=choices.pick((None, "Ann Lee")), published=published, language=language)
    people: list[Person] = []
    for name in ("people", "summary", "timeline", "claims"):
        reply = grammar.reply(choices, SECTIONS[name].reply, whole)
        resolved = SECTIONS[name].resolve(reply, made, people)
        people = resolved.value if name == "people" else people
        items = resolved.value if isinstance(resolved.value, list) else [resolved.value, *resolved.value.key_points]
        for item in items:
            assert type(item).model_validate_json(item.model_dump_json()) == item
            for span in [*getattr(item, "evidence", []), *getattr(item, "mentions", []), *getattr(item, "cues", [])]:
                assert whole[span.start : span.end] == span.text
        if name in ("timeline", "claims"):
            lost = [issue for issue in resolved.issues if issue.problem in ("empty", "not-in-article")]
            assert len(items) + len(lost) == len(next(iter(reply))[1])


TARGETS: dict[str, Run] = {
    "html": html,
    "pdf": pdf,
    "jsonl": jsonl,
    "dates": dates,
    "evidence": evidence,
    "replies": replies,
}


def seeds(target: str) -> list[bytes]:
    """Inputs to begin with: files of the tests, and choices at random."""
    raw = {
        "html": [page.read_bytes() for page in (ROOT / "tests/pages").glob("*.html")],
        "pdf": [grammar.pdf(grammar.Choices(b""))],
        "jsonl": [
            b'{"id": "a", "text": "It rained.", "published": "2024-05-01"}',
            b'{"html": "<p>It rained.</p>"}\n[]',
        ],
    }
    chance = random.Random(target)
    made = [(b"\xff" if n % 9 == 0 else b"\1") + chance.randbytes(chance.choice((8, 32, 128))) for n in range(50)]
    return [b"\0" + data for data in raw.get(target, [])] + made


class Findings:
    """Runs a target; what goes wrong is written down, once for each place in the code."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run, self._folder = run, folder
        self._known: set[str] = set()
        self._slowest, self._largest = 0.0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + MOST_KILOBYTES

    def run(self, data: bytes) -> str | None:
        """What is wrong with the code, seen with this input, if it is new."""
        begin = time.thread_time()
        wrong = ""
        try:
            self._run(data)
        except Exception as error:  # noqa: BLE001  # that is what is looked for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            wrong = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
        took = time.thread_time() - begin
        if not wrong and took > max(MOST_SECONDS, 1.5 * self._slowest):
            wrong = f"slow-{took:.1f}"
        self._slowest = max(self._slowest, took)
        if (used := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) > self._largest:
            self._largest, wrong = used + MOST_KILOBYTES, f"memory-{used // 1000}-MB"
        if not wrong or wrong in self._known:
            return None
        self._known.add(wrong)
        (self._folder / wrong).write_bytes(data)
        return wrong


def main() -> None:
    """Fuzz one target, or run inputs again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-findings")
    parser.add_argument("--replay", type=Path, nargs="+")
    options = parser.parse_args()
    if options.replay:
        for path in options.replay:
            begin = time.thread_time()
            try:
                TARGETS[options.target](path.read_bytes())
            except Exception:  # noqa: BLE001  # that is what is to be seen
                traceback.print_exc()
            print(f"{path.name}: {time.thread_time() - begin:.2f} s")
        return
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=list(COVERED)):
        TARGETS[options.target](seeds(options.target)[0])
        if options.target == "html":
            TARGETS["html"](seeds("html")[-1])
    folder = options.findings / options.target
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(options.target)):
        (corpus / f"seed-{number}").write_bytes(data)
    findings = Findings(TARGETS[options.target], folder)

    def one(data: bytes) -> None:
        if new := findings.run(data):
            print(f"FINDING {new}", file=sys.stderr, flush=True)

    limits = [
        f"-max_total_time={options.seconds}",
        "-max_len=20000",
        "-timeout=120",
        "-rss_limit_mb=4000",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *limits], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
