"""A digest with one of everything, and with what could break a form: markup, control characters, wide characters."""

from summarizer import Article, Claim, Digest, Event, Issue, KeyPoint, Person, Run, Span, Speaker, Summary, Usage

TEXT = (
    "Ann *Lee* resigned in 2023. <b>A source</b> said \x1b[31mshe [red]may[/red] return.\n\nBob_Ray_x followed. "
    '"Ann Lee left," the Herald said; </script><!-- 😀 Lee denied it. 部長は辞任した。'
)
ARTICLE = Article(
    id="a", text=TEXT, published="2024-05-10", title="A # title", url="https://example.org/a?x=1", language="en"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def claim(statement: str, speaker: Speaker, **more) -> Claim:
    return Claim(statement=statement, speaker=speaker, **{"evidence": [ARTICLE.sentences[1]], **more})


def digest(**changed) -> Digest:
    first, second, third, *_ = ARTICLE.sentences
    parts = {
        "article": ARTICLE,
        "summary": Summary(
            headline="Ann *Lee* resigned",
            abstract="1. She <b>left</b> in 2023.",
            key_points=[KeyPoint(text="She left.", evidence=[first], flags=["negation-differs"])],
            flags=["hedge-differs"],
        ),
        "timeline": [
            Event(date="2003/2015", when="for years", what="She was mayor.", evidence=[first]),
            Event(
                date="2010~", when="about then", what="She married.", evidence=[first], flags=["date-not-in-evidence"]
            ),
            Event(
                date="2023-21", when="in 2023", what="Ann left.", people=["p1"], resolved_by="rule", evidence=[first]
            ),
            Event(date="2023-08-07", when="7 August 2023", what="Bob followed.", evidence=[third]),
            Event(date=None, when="someday", what="She may return.", evidence=[second]),
        ],
        "people": [
            Person(
                id="p1",
                name="Ann Lee",
                age=42,
                role="mayor",
                aliases=["Lee"],
                mentions=[span("Ann *Lee*"), span("Lee denied")],
            ),
            Person(id="p2", name="部長", mentions=[span("部長")], flags=["name-not-in-evidence"]),
        ],
        "claims": [
            claim(
                "She [red]may[/red] return \x1b[31m",
                Speaker(name="A source", kind="unnamed", via="the Herald"),
                certainty="possible",
                cues=[span("said")],
            ),
            claim(
                "Ann Lee left",
                Speaker(name="the Herald", kind="organization"),
                quote=span("Ann Lee left,"),
                evidence=[span('"Ann Lee left," the Herald said;')],
                status="denied",
                flags=["quote-without-marks"],
            ),
            claim(
                "It is not so.",
                Speaker(name="Lee", kind="person", person="p1"),
                polarity="negative",
                certainty="probable",
            ),
            claim("Bob may be next.", Speaker(name="Carl Fox", kind="person"), status="disputed"),
            claim("She resigned.", Speaker(name="a report", kind="document"), status="confirmed"),
            claim("Bob followed.", Speaker(name="", kind="narrator")),
        ],
        "issues": [Issue(section="people", problem="name-not-in-article", detail="Carl Fox")],
        "run": Run(
            model="m", prompts={"people": "1f"}, attempts=4, usage=Usage(input_tokens=1234), seconds=1.2, version="0"
        ),
    }
    return Digest(**{**parts, **changed})
