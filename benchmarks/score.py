"""How good digests are, against human annotations of the same articles.

    python benchmarks/score.py DIGESTS.jsonl [--gold ARTICLES.jsonl] [--each] [--json]

DIGESTS   one digest a line, matched to its article by `article.id` (or `id`), or else by the text. A line with
          an `error` is an article that failed.
ARTICLES  one article a line: `id`, `date` (published), `text`, and `gold` with `people`, `times`, `attributions` and
          `salient_entities`.

Every figure is a micro average over all of ARTICLES: what is annotated in an article that failed, or has no digest, was
not found. A figure with nothing to judge is None. F1 is computed from P and R as printed. Items are people, events,
claims and key points; told items are those that say something, all but people.

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
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent.parent / "fixtures" / "eval" / "articles.jsonl"

Record = dict[str, Any]
"""A line of either file, or an object within it, as JSON has it."""

Pair = tuple[Record, Record | None]
"""An annotated article and its digest, None where that failed or is missing."""

Verdicts = dict[str, list[Any]]
"""Figure -> one bool (or number) for each thing judged; its mean is the figure."""

Figures = dict[str, float | None]

SECTIONS = ("summary", "timeline", "people", "claims")
COSTS = ("input_tokens", "output_tokens", "seconds")
HONORIFICS = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms dr prof professor sir lord lady king queen prince princess president chancellor prime minister "
        "secretary senator governor mayor judge justice general colonel captain",
    )
)
FUNCTION_WORDS = frozenset(["a", "an", "of", "the"])
CAPITALISED = re.compile(r"\b[A-Z][-\w'’]+")
DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")

# --- Words and names


def words(text: str) -> list[str]:
    """Lower-case words of ASCII letters and digits, accents taken off."""
    letters = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.findall("[a-z0-9]+", "".join(letters).casefold())


def name_words(name: str) -> list[str]:
    """Words of a name without honorifics and possessive s."""
    return [word for word in words(re.sub(r"['’]s\b", "", name)) if word not in HONORIFICS]


def names_of(person: Record) -> list[str]:
    """Name and aliases."""
    return [person["name"], *(person.get("aliases") or [])]


def same_person(one: str, other: str) -> bool:
    """Names agree that are equal, share two words, or of which one is the last word of the other."""
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return False
    if a == b or a == b[-1:] or b == a[-1:]:
        return True
    shared = set(a) & set(b)
    # The second case is a name that repeats a word, within a longer one: "Duran Duran".
    return len(shared) > 1 or (min(len(a), len(b)) > 1 and shared in (set(a), set(b)))


# --- Dates


def ends(value: str | None) -> list[str]:
    """Day, month or year of a date, or of both ends of a range; [] where it is neither.

    Reads EDTF and the annotators' own "[2001..2003]"; times of day and qualifiers are left out.
    """
    plain = re.sub(r"[~?%]", "", (value or "").strip().strip("[]")).replace("..", "/")
    return [part for part in re.sub(r"T\S*", "", plain).split("/") if DATE.fullmatch(part)]


def same_date(one: str | None, other: str | None) -> bool:
    """Equal, or a date within a range that is told no more finely."""
    date, period = sorted((ends(one), ends(other)), key=len)
    if date == period:
        return bool(date)
    if len(date) != 1 or len(period) < 2:
        return False
    day, first, last = date[0], period[0], period[-1]
    # "~" comes after every digit and hyphen: a range that ends in 2015 holds 2015-06-01.
    return len(day) >= len(first) and first <= day <= last[: len(day)] + "~"


# --- Items


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


def text_of(item: Record) -> str:
    """What an event, a claim or a key point says."""
    return item.get("what") or item.get("statement") or item.get("text") or ""


def evidence_words(item: Record) -> list[str]:
    """Words of all of an item's evidence."""
    return [word for span in item.get("evidence") or [] for word in words(span["text"])]


def fits(item: Record, people: list[Record]) -> bool:
    """Whether numbers, names and half of the words of four letters or more stand in the item's evidence.

    A name may be any of a person's of the digest, the first word is not taken for a name, and of other words the
    beginning is enough.
    """
    said, given = text_of(item), evidence_words(item)
    digits = {number for word in given for number in re.findall("[0-9]+", word)}
    named = set(given).union(*(name_words(name) for person in people for name in names_of(person)))
    stems = {word[:5] for word in given}
    longer = [word[:5] in stems for word in words(said) if len(word) > 3]
    return (
        digits.issuperset(re.findall("[0-9]+", said))
        and all(named.issuperset(name_words(name)) for name in CAPITALISED.findall(said.partition(" ")[2]))
        and any(longer)
        and 2 * sum(longer) >= len(longer)
    )


def copied(item: Record) -> bool:
    """Whether the item repeats nine tenths of its evidence's words in order."""
    said, given = words(text_of(item)), evidence_words(item)
    same = sum(block.size for block in SequenceMatcher(None, said, given, autojunk=False).get_matching_blocks())
    return bool(said) and same >= 0.9 * len(given)


def judge_items(article: Record, digest: Record, section: str) -> Verdicts:
    """The figures that need no annotations, for one section."""
    items, people = items_of(digest, section), items_of(digest, "people")
    told = [] if section == "people" else items
    return {
        "spans_exact": [
            span["text"] == article["text"][span["start"] : span["end"]] for span in spans_in(digest.get(section))
        ],
        "grounded": [bool(item.get("mentions") or item.get("evidence")) for item in items],
        "fits": [fits(item, people) for item in told],
        "copied": [copied(item) for item in told],
        "flagged": [bool(item.get("flags")) for item in items],
    }


# --- Sections against their annotations


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


def right_speaker(claim: Record, attribution: Record) -> bool:
    """Whether the claim's speaker shares a word with the annotated source, or with the person whom that stands for."""
    wanted = name_words(attribution["source"]["text"]) + name_words(attribution.get("speaker_person") or "")
    speaker = name_words((claim.get("speaker") or {}).get("name") or "")
    return not (set(wanted) - FUNCTION_WORDS).isdisjoint(speaker)


def judge_claims(gold: Record, claims: list[Record]) -> Verdicts:
    """Annotated attributions that were found, claims that are annotated, and speakers that agree."""
    verdicts: Verdicts = {"claims_p": [], "claims_r": [], "speaker": []}
    attributions = [attribution for attribution in gold.get("attributions") or [] if not attribution.get("credit")]
    places = []
    for attribution in attributions:
        content = attribution["spans"]
        around = [attribution[part] for part in ("source", "cue") if attribution.get(part)]
        places += [*content, *((span["start"], span["end"]) for span in around)]
        size = sum(end - start for start, end in content)
        best = max(claims, key=lambda claim: overlap(claim, content), default={})
        covered = 2 * overlap(best, content) >= max(1, size)
        verdicts["claims_r"].append(covered)
        if covered and attribution.get("source"):
            verdicts["speaker"].append(right_speaker(best, attribution))
    verdicts["claims_p"] = [overlap(claim, places) > 0 for claim in claims]
    return verdicts


def judge_salient(gold: Record, summary: Record) -> Verdicts:
    """Annotated salient people, places and organisations of which the summary has a word of four letters or more."""
    told = [
        summary.get("headline") or "",
        summary.get("abstract") or "",
        *map(text_of, summary.get("key_points") or []),
    ]
    text = " ".join(words(" ".join(told)))
    entities = [
        entity["text"]
        for entity in gold.get("salient_entities") or []
        if entity.get("salience", 0) >= 4 and entity.get("etype") in ("person", "organization", "place")
    ]
    return {"salient": [any(len(word) > 3 and word in text for word in words(entity)) for entity in entities]}


# --- Figures


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
    costs = {**run, **(run.get("usage") or {})}
    return {
        "valid": [valid],
        **judge_people(gold, items_of(digest, "people")),
        **judge_dates(gold, article.get("date"), items_of(digest, "timeline")),
        **judge_claims(gold, items_of(digest, "claims")),
        **judge_salient(gold, digest.get("summary") or {}),
        **{cost: [costs[cost]] for cost in COSTS if costs.get(cost) is not None},
    }


def pool(verdicts: Iterable[Verdicts]) -> Verdicts:
    """Put together what was judged of several articles or sections."""
    pooled: Verdicts = defaultdict(list)
    for each in verdicts:
        for figure, values in each.items():
            pooled[figure] += values
    return pooled


def figures(verdicts: Verdicts) -> Figures:
    """Means of all that was judged, to three decimals, and F1 of each pair."""
    means: Figures = {name: round(sum(values) / len(values), 3) for name, values in verdicts.items() if values}
    for name in ("people", "dates", "claims"):
        p, r = means.get(f"{name}_p"), means.get(f"{name}_r")
        means[f"{name}_f1"] = round(2 * p * r / (p + r), 3) if p and r else 0.0
    return means


def score(pairs: Sequence[Pair]) -> Figures:
    """All figures over these articles and their digests."""
    items = [judge_items(article, digest or {}, section) for article, digest in pairs for section in SECTIONS]
    judged = pool([*(judge(article, digest) for article, digest in pairs), *items])
    return {"articles": len(pairs), "items": len(judged["grounded"]), **figures(judged)}


def lines_of(path: Path) -> list[Record]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


ORDER = """articles valid items spans_exact grounded people_p people_r people_f1 dates_p dates_r dates_f1 claims_p
claims_r claims_f1 speaker fits copied salient flagged input_tokens output_tokens seconds"""
SHORT = "valid people_f1 dates_f1 claims_f1 speaker fits copied salient flagged output_tokens seconds"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("digests", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--each", action="store_true", help="one line an article")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    pairs = pair(lines_of(arguments.gold), lines_of(arguments.digests))
    if arguments.each:
        print("\t".join([*SHORT.split(), "article"]))
        for article, digest in pairs:
            one = score([(article, digest)])
            print("\t".join([*(str(one.get(name, "")) for name in SHORT.split()), article["id"]]))
        return
    result = score(pairs)
    ordered = {name: result.get(name) for name in ORDER.split()}
    print(json.dumps(ordered) if arguments.json else "\n".join(f"{name:14}{value}" for name, value in ordered.items()))


if __name__ == "__main__":
    main()
