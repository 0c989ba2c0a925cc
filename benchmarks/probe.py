"""Can grounding be fooled? True and corrupted quotes of real articles, and who gives them a place in the article.

    python benchmarks/probe.py [ARTICLES.jsonl] [--citation N]

From every article, with a fixed seed: its sentences and quotations verbatim; the same restyled (quotation marks,
dashes, spaces, soft hyphens, ligatures, accents, case); and corrupted so that the article no longer says it (a number
changed, a negation put in or taken out, a hedge taken out, a person's name swapped for another of the article, a
sentence of another article). A probe that the article happens to have verbatim is left out.

`located` counts probes that got any place; `exact` those whose place is the very passage. `flagged` counts probes that
`check_text` objects to when the sentence that the probe was made from is given as its evidence. Beside it, where they
are installed, langextract's aligner (by default, and with `enable_fuzzy_alignment=False, accept_match_lesser=False`)
and instructor's `CitationMixin`, each as its documentation uses it. `CitationMixin` searches with a regular expression
that takes seconds a quote, so it gets the first N probes of a kind (default 15, 0 for none).
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.article import Article, Span
from summarizer.checks import check_text
from summarizer.evidence import locate, quotations

ARTICLES = Path(__file__).parents[1] / "fixtures/eval/articles.jsonl"
NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "hundred",
    "thousand",
    "million",
)
KINDS = ("verbatim", "restyled", "number", "negation", "hedge", "name", "foreign")

Locator = Callable[[str, Article], str | None]


class Probe(NamedTuple):
    """A text to look for in an article, made from `passage` by what `kind` says."""

    kind: str
    text: str
    passage: Span
    article: Article
    names: list[list[str]]


def probes(path: Path, seed: int = 0) -> Iterator[Probe]:
    """Every probe of the articles in this file."""
    rng = random.Random(seed)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [Article(text=record["text"]) for record in records]
    passages = [[s for s in article.sentences if len(s.text.split()) >= 5] for article in articles]
    for number, (record, article) in enumerate(zip(records, articles, strict=True)):
        names = [sorted({p["name"], *p["aliases"]}) for p in record["gold"].get("people", []) if p["aliases"]]
        others = [s for i, there in enumerate(passages) if i != number for s in there]
        quotes = [q for q in quotations(article) if len(q.text.split()) >= 3]
        for passage in [*passages[number], *quotes]:
            made = {
                "verbatim": passage.text,
                "restyled": restyled(passage.text, rng),
                "number": number_changed(passage.text, rng),
                "negation": negation_toggled(passage.text),
                "hedge": hedge_removed(passage.text),
                "name": name_swapped(passage.text, names, rng),
                "foreign": rng.choice(others).text,
            }
            for kind, text in made.items():
                if text is not None and (kind == "verbatim" or text not in article.text):
                    yield Probe(kind, text, passage, article, names)


def restyled(text: str, rng: random.Random) -> str | None:
    """The same words in other typography, in one or two ways that show."""
    styles: list[Callable[[str], str]] = [
        lambda t: re.sub(r'"(?=\w)', "“", t).replace('"', "”").replace("'", "’"),
        lambda t: t.translate(str.maketrans("“”„«»‘’", '"""""\'\'')),
        lambda t: t.replace('"', "'").replace("“", "‘").replace("”", "’"),
        lambda t: re.sub(r" ?[-–—]+ ?", " — ", t),
        lambda t: t.replace(" ", "\u00a0\n", 2),
        lambda t: re.sub(r"(?<=\w{3})(?=\w{3})", "\u00ad", t),
        lambda t: t.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
        lambda t: t.translate(str.maketrans("éèáíñöüÉ", "eeainouE")),
        str.upper,
        lambda t: "\u200b".join(re.split(r"(?<= )", t)),
        lambda t: t.replace("...", "…"),
    ]
    rng.shuffle(styles)
    changed = [style for style in styles if style(text) != text][: rng.choice((1, 2))]
    for style in changed:
        text = style(text)
    return text if changed else None


def number_changed(text: str, rng: random.Random) -> str | None:
    """One number, in digits or a word, made another."""
    found = list(re.finditer(rf"\d|\b(?:{'|'.join(NUMBERS)})\b", text))
    if not found:
        return None
    at = rng.choice(found)
    other = str((int(at[0]) + 1) % 10) if at[0].isdigit() else rng.choice([w for w in NUMBERS if w != at[0]])
    return text[: at.start()] + other + text[at.end() :]


def negation_toggled(text: str) -> str | None:
    """The negation taken out, or one put in after the first auxiliary."""
    for pattern, without in (
        (r"\b(is|are|was|were|do|does|did|has|have|had|would|could)n['’]t\b", r"\1"),
        (r"\b(?:not|never) ", ""),
        (r"\b[Nn]o (?=\w)", ""),
    ):
        if re.search(pattern, text):
            changed = re.sub(pattern, without, text, count=1)
            return changed[0].upper() + changed[1:] if text[0].isupper() else changed
    changed = re.sub(r"\b(is|are|was|were|has|have|had|will|would|can|could|may)\b", r"\1 not", text, count=1)
    return changed if changed != text else None


def hedge_removed(text: str) -> str | None:
    """The first hedge taken out: "may be" becomes "is", "reportedly" and its like vanish."""
    for pattern, without in (
        (r"(?i)\b(?:reportedly|allegedly|apparently|possibly|probably|perhaps|likely|alleged|suspected),? ?", ""),
        (r"\b(?:may|might|could) be\b", "is"),
        (r"\b(?:may|might|could) ", ""),
    ):
        if re.search(pattern, text):
            changed = re.sub(pattern, without, text, count=1)
            return changed[0].upper() + changed[1:] if text[0].isupper() else changed
    return None


def name_swapped(text: str, people: list[list[str]], rng: random.Random) -> str | None:
    """A person's name made that of another person of the article."""
    for name in sorted((name for names in people for name in names), key=len, reverse=True):
        others = [other for names in people if name not in names for other in names]
        if others and re.search(rf"\b{re.escape(name)}\b", text):
            return re.sub(rf"\b{re.escape(name)}\b", rng.choice(others), text, count=1)
    return None


def by_summarizer(text: str, article: Article) -> str | None:
    """What `locate` finds."""
    spans = locate(text, article)
    return " … ".join(span.text for span in spans) or None


def by_langextract(**options: bool) -> Locator:
    """What langextract's aligner finds, with these options."""
    from langextract import data, resolver  # type: ignore[import-not-found, import-untyped, unused-ignore]  # a peer, not a dependency

    def find(text: str, article: Article) -> str | None:
        extraction = data.Extraction(extraction_class="quote", extraction_text=text)
        aligned = next(iter(resolver.Resolver().align([extraction], article.text, 0, 0, **options)))
        place = aligned.char_interval
        return article.text[place.start_pos : place.end_pos] if place else None

    return find


def by_citation() -> Locator:
    """What instructor's CitationMixin keeps."""
    from instructor import CitationMixin  # type: ignore[import-not-found, unused-ignore]  # a peer, not a dependency

    def find(text: str, article: Article) -> str | None:
        kept: Any = CitationMixin.model_validate({"substring_quotes": [text]}, context={"context": article.text})
        return kept.substring_quotes[0] if kept.substring_quotes else None

    return find


def locators(*, citation: bool) -> dict[str, Locator]:
    """Those that are installed, by name."""
    found: dict[str, Locator] = {"summarizer": by_summarizer}
    try:
        found["langextract"] = by_langextract()
        found["langextract, exact"] = by_langextract(enable_fuzzy_alignment=False, accept_match_lesser=False)
    except ImportError:
        print("langextract is not installed")
    if citation:
        try:
            found["CitationMixin"] = by_citation()
        except ImportError:
            print("instructor is not installed")
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--citation", type=int, default=15, metavar="N", help="probes of a kind for CitationMixin")
    arguments = parser.parse_args()
    by_kind = {kind: [p for p in probes(arguments.articles) if p.kind == kind] for kind in KINDS}
    print(f"{'':20}" + "".join(f"{kind:>12}" for kind in KINDS))
    for name, find in locators(citation=arguments.citation > 0).items():
        rows: dict[str, list[str]] = {"located": [], "exact": []}
        for kind in KINDS:
            some = by_kind[kind][: arguments.citation] if name == "CitationMixin" else by_kind[kind]
            places = [(find(probe.text, probe.article), probe.passage.text) for probe in some]
            rows["located"].append(f"{sum(place is not None for place, _ in places)}/{len(places)}")
            if kind in {"verbatim", "restyled"}:
                rows["exact"].append(f"{sum(place == passage for place, passage in places)}/{len(places)}")
        print(name)
        for row, cells in rows.items():
            print(f"  {row:18}" + "".join(f"{cell:>12}" for cell in cells))
    print("check_text")
    flagged = [
        f"{sum(bool(check_text(p.text, [p.passage], p.article, names=p.names)) for p in some)}/{len(some)}"
        for some in by_kind.values()
    ]
    print(f"  {'flagged':18}" + "".join(f"{cell:>12}" for cell in flagged))


if __name__ == "__main__":
    main()
