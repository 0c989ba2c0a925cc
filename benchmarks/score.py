"""How good digests are, against human annotations of the same articles.

    python benchmarks/score.py DIGESTS.jsonl [--gold ARTICLES.jsonl] [--each] [--sections] [--json]

A line of DIGESTS belongs to the article of its `article.id` (or `id`), or else of the same text; one with an `error` is
an article that failed. Every figure is a micro average over all of ARTICLES: what is annotated in one that failed, or
has no digest, was not found. A figure with nothing to judge is None; F1 comes from P and R as printed. Items are
people, events, claims and key points; told items are those that say something, all but people.

  valid        articles that have a digest
  spans exact  spans, anywhere in the digest, whose text is article.text[start:end]; below 1 is a defect
  grounded     items that carry a span
  people    P  people whose name denotes an annotated person
            R  annotated people of the text's core whom one of the digest's names or aliases denotes
  dates     P  events' dates that match an annotated date, or the article's own
            R  distinct annotated dates that an event's date matches: equal, or the one a range that holds the other
  claims    P  claims whose evidence touches the content, source or cue of an annotated attribution
            R  annotated attributions, other than credits, whose content one claim's evidence covers by half or more
  speaker      of the attributions so covered that have a source: those whose claim's speaker shares a word of its name
  fits         told items whose every number and capitalised name, and half of the longer words, stand in their
               evidence: a blunt check that finds text which belongs to another sentence
  copied       told items that repeat nine tenths of their evidence's words in order; neither good nor bad in itself
  salient      annotated salient people, places and organisations that headline, abstract or key points name
  flagged      items with a flag: a check of the project's own failed

Input and output tokens and seconds are means over the digests that tell them in `run`.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

if not __package__:  # run by its path: Python looks for modules beside it, and not where the package is
    sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.agreement import Record, copied, ends, fits, name_words, names_of, same_date, same_person, words

GOLD = Path(__file__).parent.parent / "fixtures" / "eval" / "articles.jsonl"

Pair = tuple[Record, Record | None]  # an annotated article and its digest, None where that failed or is missing
Verdicts = dict[str, list[Any]]  # figure -> one bool, or number, for each thing judged: its mean is the figure
Figures = dict[str, float | None]

SECTIONS = ("summary", "timeline", "people", "claims")
COSTS = ("input_tokens", "output_tokens", "seconds")


def items_of(digest: Record, section: str) -> list[Record]:
    """The items of one section."""
    if section == "summary":
        return (digest.get("summary") or {}).get("key_points") or []
    return digest.get(section) or []


def spans_in(node: Any) -> Iterator[Record]:
    """Every span, at whatever depth."""
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from spans_in(child)


def judge_items(article: Record, digest: Record, section: str) -> Verdicts:
    """The figures that need no annotations, for one section."""
    items, people, spans = items_of(digest, section), items_of(digest, "people"), spans_in(digest.get(section))
    told = [] if section == "people" else items
    return {
        "spans_exact": [article["text"][span["start"] : span["end"]] == span["text"] for span in spans],
        "grounded": [bool(item.get("mentions") or item.get("evidence")) for item in items],
        "fits": [fits(item, people) for item in told],
        "copied": [copied(item) for item in told],
        "flagged": [bool(item.get("flags")) for item in items],
    }


def judge_people(gold: Record, people: list[Record]) -> Verdicts:
    """Annotated people who were found, and people who are annotated."""
    annotated = [person for person in gold.get("people") or [] if person.get("aliases") or person.get("core")]
    known = [name for person in annotated for name in names_of(person)]
    found = [name for person in people for name in names_of(person)]
    core = [names_of(person) for person in annotated if person.get("core")]
    return {
        "people_p": [any(same_person(name, person["name"]) for name in known) for person in people],
        "people_r": [any(same_person(a, b) for a in names for b in found) for names in core],
    }


def judge_dates(gold: Record, published: str | None, timeline: list[Record]) -> Verdicts:
    """Annotated dates that were found, and dates that are annotated or the article's own."""
    annotated = {time["value"] for time in gold.get("times") or [] if ends(time["value"])}
    found = [event["date"] for event in timeline if event.get("date")]
    return {
        "dates_p": [any(same_date(date, value) for value in [*annotated, published]) for date in found],
        "dates_r": [any(same_date(value, date) for date in found) for value in annotated],
    }


def overlap(claim: Record, spans: Iterable[tuple[int, int]]) -> int:
    """Characters of the spans that the claim's evidence covers."""
    evidence = [(span["start"], span["end"]) for span in claim.get("evidence") or []]
    return sum(max(0, min(end, e) - max(start, s)) for start, end in evidence for s, e in spans)


def judge_claims(gold: Record, claims: list[Record]) -> Verdicts:
    """Annotated attributions that were found, claims that are annotated, and speakers that agree."""
    verdicts: Verdicts = {"claims_p": [], "claims_r": [], "speaker": []}
    attributions = [attribution for attribution in gold.get("attributions") or [] if not attribution.get("credit")]
    places = []
    for attribution in attributions:
        content = attribution["spans"]
        around = [attribution[part] for part in ("source", "cue") if attribution.get(part)]
        places += [*content, *((span["start"], span["end"]) for span in around)]
        best = max(claims, key=lambda claim: overlap(claim, content), default={})
        covered = overlap(best, content) >= max(1, sum(end - start for start, end in content)) / 2
        verdicts["claims_r"].append(covered)
        if covered and attribution.get("source"):
            wanted = name_words(f"{attribution['source']['text']} {attribution.get('speaker_person') or ''}")
            speaker = name_words((best.get("speaker") or {}).get("name") or "")
            verdicts["speaker"].append(not set(speaker).isdisjoint(set(wanted) - {"a", "an", "of", "the"}))
    verdicts["claims_p"] = [overlap(claim, places) > 0 for claim in claims]
    return verdicts


def judge_salient(gold: Record, summary: Record) -> Verdicts:
    """Annotated salient people, places and organisations of which the summary has a word of four letters or more."""
    points = [point.get("text") or "" for point in summary.get("key_points") or []]
    told = " ".join(words(" ".join([summary.get("headline") or "", summary.get("abstract") or "", *points])))
    salient = [entity for entity in gold.get("salient_entities") or [] if entity.get("salience", 0) >= 4]
    entities = [entity["text"] for entity in salient if entity.get("etype") in ("person", "organization", "place")]
    return {"salient": [any(len(word) > 3 and word in told for word in words(entity)) for entity in entities]}


def pair(golds: Iterable[Record], digests: Iterable[Record]) -> list[Pair]:
    """Find each article's digest, by id or else by text."""
    found: Record = {}
    for digest in digests:
        article = digest.get("article") or {}
        keys = (digest.get("id"), article.get("id"), article.get("text"))
        found |= {key: digest for key in keys if key}
    pairs = [(gold, found.get(gold["id"]) or found.get(gold["text"])) for gold in golds]
    return [(gold, digest if digest and not digest.get("error") else None) for gold, digest in pairs]


def judge(article: Record, digest: Record | None) -> Verdicts:
    """Everything about one article but its items as such."""
    valid, gold, digest = digest is not None, article["gold"], digest or {}
    run = digest.get("run") or {}
    costs = run | (run.get("usage") or {})
    return {
        "valid": [valid],
        **judge_people(gold, items_of(digest, "people")),
        **judge_dates(gold, article.get("date"), items_of(digest, "timeline")),
        **judge_claims(gold, items_of(digest, "claims")),
        **judge_salient(gold, digest.get("summary") or {}),
        **{cost: [costs[cost]] for cost in COSTS if costs.get(cost) is not None},
    }


def means(verdicts: Iterable[Verdicts]) -> Figures:
    """Share of what holds, or mean of numbers, over all that was judged, to three decimals; None of nothing."""
    pooled: Verdicts = defaultdict(list)
    for name, values in chain.from_iterable(each.items() for each in verdicts):
        pooled[name] += values
    return {name: round(sum(values) / len(values), 3) if values else None for name, values in pooled.items()}


def item_figures(pairs: Sequence[Pair], sections: Sequence[str] = SECTIONS) -> Figures:
    """The figures that need no annotations."""
    chosen = [(gold, digest or {}, section) for gold, digest in pairs for section in sections]
    items = sum(len(items_of(digest, section)) for _, digest, section in chosen)
    return {"items": items, **means(judge_items(*each) for each in chosen)}


def score(golds: Iterable[Record], digests: Iterable[Record]) -> Figures:
    """All figures, named as `--json` prints them; None where there was nothing to judge."""
    pairs = pair(golds, digests)
    judged = means(judge(*each) for each in pairs)
    figures: Figures = {"articles": len(pairs), "valid": judged.get("valid"), **item_figures(pairs)}
    for name in ("people", "dates", "claims"):
        p, r = judged.get(f"{name}_p"), judged.get(f"{name}_r")
        figures |= {f"{name}_p": p, f"{name}_r": r, f"{name}_f1": round(2 * p * r / (p + r), 3) if p and r else 0.0}
    return figures | {name: judged.get(name) for name in ("speaker", "salient", *COSTS)}


def shown(figure: float | None) -> str:
    """A count, a share or a mean as text."""
    if figure is None:
        return "-"
    return f"{figure:.3f}" if isinstance(figure, float) and figure <= 1 else f"{figure:.0f}"


def listing(figures: Figures) -> str:
    """One figure a line; precision, recall and F1 beside each other."""
    lines: dict[str, list[str]] = defaultdict(list)
    for name, figure in figures.items():
        lines[re.sub("_(p|r|f1)$", " P R F1", name)].append(shown(figure))
    return "\n".join(f"{label:16}{'  '.join(values)}" for label, values in lines.items())


def table(rows: dict[str, Figures]) -> str:
    """One line a row, its label at the end; the columns' names stand on two lines."""
    names = [name.partition("_") for name in next(iter(rows.values()), {})]
    lines = [([name[0] for name in names], ""), ([name[2] for name in names], "")]
    lines += [([shown(figure) for figure in figures.values()], label) for label, figures in rows.items()]
    return "\n".join("".join(f"{cell:>9}" for cell in cells) + f"  {label}".rstrip() for cells, label in lines)


def lines_of(path: Path) -> list[Record]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("digests", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--each", action="store_true", help="add one line an article")
    parser.add_argument("--sections", action="store_true", help="add the figures that need no annotations by section")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    golds, digests = lines_of(options.gold), lines_of(options.digests)
    figures, tables = score(golds, digests), {}
    if options.sections:
        tables["sections"] = {section: item_figures(pair(golds, digests), [section]) for section in SECTIONS}
    if options.each:
        tables["each"] = {gold["id"]: score([gold], digests) for gold in golds}
    if options.json:
        print(json.dumps({**figures, **tables}))
    else:
        print("\n\n".join([listing(figures), *map(table, tables.values())]))


if __name__ == "__main__":
    main()
