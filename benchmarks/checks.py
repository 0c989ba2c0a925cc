"""Do the checks cry wolf, and do they speak up? True texts about articles, and the same texts made wrong.

    python -m benchmarks.checks [--list KIND] [--only ID ...]

True are the texts of careful replies (`tests/careful`), each with the sentences that it cites, the summaries that human
annotators wrote, with the whole article as their evidence, and the careful replies about thirty short articles of
another corpus (`short`). From each of them, with a fixed seed, wrong ones are made: a number changed, a negation put in
or taken out, a hedge taken out or put in, a name exchanged for another, a word for its opposite ("rose",
"fell"; "more than", "less than"), and a text of another article in its place.
`own name` is a person's name exchanged for that of another person of the same article, `strange name` for one of
another article. A text that a change leaves as it was is left out. A figure is the share of texts with a flag: of the
true ones it should be 0, of the others 1. `--list KIND` prints those that are not as they should be.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.probe import NUMBERS, hedge_removed, negation_toggled
from summarizer.article import Article, Span
from summarizer.checks import check_text

ARTICLES = Path(__file__).parents[1] / "fixtures/eval/articles.jsonl"
SHORT = Path(__file__).parents[1] / "fixtures/eval/dates.jsonl"
VARIED = Path(__file__).parents[1] / "fixtures/eval/varied.jsonl"
REPLIES = Path(__file__).parents[1] / "tests/careful"
SOURCES = ("careful", "human", "short", "varied")
KINDS = ("true", "number", "own name", "strange name", "negation", "hedge", "opposite", "foreign")
OPPOSITES = (
    "more than|less than, over (?=[$€£\\d])|under , at least|at most, nearly|over, rose|fell, rise|fall, "
    "rising|falling, increase|decrease, increased|decreased, grew|shrank, growth|decline, higher|lower, "
    "highest|lowest, largest|smallest, best|worst, more|less, majority|minority, up|down, first|last, "
    "began|ended, start|end, opened|closed, early|late, support|oppose, supported|opposed, accepted|rejected, "
    "approved|rejected, north|south, east|west, guilty|innocent, won|lost, profit|loss, bought|sold, before|after, "
    "ago|later, yesterday|tomorrow, last|next"
)
"""Words and their opposites, in the order in which they are looked for."""


class Text(NamedTuple):
    """A text about an article and the sentences that it rests on; `kind` is "true", or says how it was made wrong."""

    kind: str
    source: str
    text: str
    evidence: Sequence[Span]
    article: Article
    names: list[list[str]]
    speaker: str = ""
    is_certain: bool = True
    """False for a claim whose certainty says that it is not; its statement need not."""

    @property
    def flags(self) -> list[str]:
        """The checks that it fails."""
        flags = check_text(self.text, self.evidence, self.article, names=self.names, speaker=self.speaker)
        return [flag for flag in flags if self.is_certain or flag != "hedge-differs"]


def true_texts(record: dict[str, Any], reply: dict[str, Any], source: str) -> Iterator[Text]:
    """The texts about one article that are true: those of a careful reply, from this source, and human summaries."""
    article = Article(id=record["id"], title=record["title"], published=record["date"], text=record["text"])
    names = [[person["name"], *person["other_names"]] for person in reply["people"]["people"]]

    def text(source: str, words: str, sentences: Sequence[int]) -> Text:
        evidence = [article.sentences[n - 1] for n in sentences] or list(article.sentences)
        return Text("true", source, " ".join(words.split()), evidence, article, names)

    yield text(source, reply["summary"]["headline"], [])
    yield text(source, reply["summary"]["abstract"], [])
    for point in reply["summary"]["key_points"]:
        yield text(source, point["text"], point["sentences"])
    for event in reply["timeline"]["events"]:
        yield text(source, event["what"], event["sentences"])
    for claim in reply["claims"]["claims"]:
        stated = text(source, claim["statement"], claim["sentences"])
        yield stated._replace(speaker=claim["speaker"], is_certain=claim["certainty"] == "certain")
    for summary in record["gold"].get("summaries", []):
        yield text("human", summary, [])


def wrong(text: Text, others: Sequence[Text], rng: random.Random) -> Iterator[Text]:
    """The text, made wrong in each way that it can be."""
    own = [name for names in text.names for name in names[:1]]
    strange = [name for other in others for names in other.names for name in names[:1]]
    changes: dict[str, Callable[[str], str | None]] = {
        "number": lambda t: number_changed(t, rng),
        "own name": lambda t: person_exchanged(t, text.names, own, rng),
        "strange name": lambda t: name_exchanged(t, strange, rng),
        "negation": negation_toggled,
        "hedge": lambda t: (hedge_removed(t) or hedge_put_in(t)) if text.is_certain else None,
        "opposite": opposite_put_in,
        "foreign": lambda _: rng.choice([other.text for other in others if other.source == text.source]),
    }
    for kind, change in changes.items():
        changed = change(text.text)
        if changed is not None and changed != text.text:
            yield text._replace(kind=kind, text=changed)


def number_changed(text: str, rng: random.Random) -> str | None:
    """One number, in digits or a word, made another."""
    found = list(re.finditer(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(NUMBERS)})\b", text))
    if not found:
        return None
    at = rng.choice(found)
    if at[0][0].isdigit():
        place = rng.randrange(len(at[0]))
        while not at[0][place].isdigit():
            place = rng.randrange(len(at[0]))
        other = at[0][:place] + str((int(at[0][place]) + rng.randint(1, 9)) % 10) + at[0][place + 1 :]
    else:
        other = rng.choice([word for word in NUMBERS if word != at[0]])
    return text[: at.start()] + other + text[at.end() :]


def person_exchanged(text: str, names: Sequence[Sequence[str]], own: Sequence[str], rng: random.Random) -> str | None:
    """A person's name made that of another person of the article whom the text does not name."""
    for name in sorted((name for forms in names for name in forms), key=len, reverse=True):
        if re.search(rf"\b{re.escape(name)}\b", text):
            others = [other for other in own if other.split()[-1] not in text and name not in other]
            return re.sub(rf"\b{re.escape(name)}\b", rng.choice(others), text, count=1) if others else None
    return None


def name_exchanged(text: str, strange: Sequence[str], rng: random.Random) -> str | None:
    """A capitalised name within the text, whatever it names, made a person's of another article."""
    found = list(re.finditer(r"(?<=[a-z,] )(?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)*", text))
    found = [match for match in found if not re.match(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", match[0])]
    if not found:
        return None
    at = rng.choice(found)
    return text[: at.start()] + rng.choice(strange) + text[at.end() :]


def hedge_put_in(text: str) -> str | None:
    """The first verb made uncertain."""
    return re.sub(
        r"\b(?:is|are|was|were|has|have|had|will)\b", r"may have been" if " been " not in text else "may", text, count=1
    )


def opposite_put_in(text: str) -> str | None:
    """The first of the words that the text has, made its opposite."""
    for pair in OPPOSITES.split(", "):
        one, other = pair.split("|")
        for word, opposite in ((one, other), (re.sub(r"\(.*\)", "", other), re.sub(r"\(.*\)", "", one))):
            changed = re.sub(rf"\b{word}(?!\w)", opposite, text, count=1)
            if changed != text:
                return changed
    return None


def replies() -> Iterator[tuple[str, dict[str, Any], dict[str, Any], str]]:
    """Each article's name, its record, the careful reply about it, and which set it belongs to."""
    for path, articles, source in (
        (REPLIES, ARTICLES, "careful"),
        (REPLIES / "short", SHORT, "short"),
        (REPLIES / "varied", VARIED, "varied"),
    ):
        records = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
        names = {re.sub(r"^(?:GUM_news_|meantime_(\d+)_.*)", r"\1", record["id"]): record for record in records}
        for reply in sorted(path.glob("*.json")):
            yield reply.stem, names[reply.stem], json.loads(reply.read_text(encoding="utf-8")), source


def texts(only: Sequence[str] = ()) -> Iterator[Text]:
    """All texts, true and wrong."""
    true = {name: list(true_texts(record, reply, source)) for name, record, reply, source in replies()}
    for name, own in true.items():
        if only and name not in only:
            continue
        rng = random.Random(name)
        others = [text for other, there in true.items() if other != name for text in there]
        others = [text for text in others if (text.source == "varied") == (own[0].source == "varied")]
        for text in own:
            yield text
            yield from wrong(text, others, rng)


def main() -> None:
    """Print the table, or what is not as it should be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--list", choices=KINDS, help="print those texts of this kind that the checks misjudge")
    parser.add_argument("--only", nargs="*", default=[], metavar="ID", help="these articles")
    options = parser.parse_args()
    found = [(text, text.flags) for text in texts(options.only)]
    if options.list:
        for text, flags in found:
            if text.kind == options.list and bool(flags) == (text.kind == "true"):
                print(text.article.id, text.source, flags, text.text, sep=" | ")
                if len(text.evidence) < len(text.article.sentences):
                    print("   ", " / ".join(span.text for span in text.evidence))
        return
    print(f"{'':10}" + "".join(f"{kind:>14}" for kind in KINDS))
    for source in SOURCES:
        cells = []
        for kind in KINDS:
            some = [flags for text, flags in found if (text.kind, text.source) == (kind, source)]
            cells.append(f"{sum(map(bool, some)) / len(some):.3f} ({len(some)})" if some else "-")
        print(f"{source:10}" + "".join(f"{cell:>14}" for cell in cells))


if __name__ == "__main__":
    main()
