"""Digests to be looked at: a common one, and such as a page may stumble over. Made by hand, no model's words."""

from summarizer import Article, Claim, Digest, Event, Issue, KeyPoint, Person, Run, Span, Speaker, Summary, Usage

RUN = Run(model="m", prompts={}, attempts=4, usage=Usage(input_tokens=1234), seconds=1.2, version="0")

TEXT = """Mayor resigns

Ann Lee, mayor since 2010, resigned on Friday. A source told the Herald that she may run for the senate in spring.

Bob Ray, 57, denied that he had asked her to go. "I never asked Ann to leave," Ray said. Police said they saw
documents from about 1998.

The council, which was founded in 1950, meets next week. Nobody from the council would comment. 🎭 Lee wept."""


def words(article, text, nth=0):
    """The span of these words, where they stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(text, start + 1)
    return Span.cut(article.text, start, start + len(text))


def example():
    """A digest with something of everything; spans overlap and nest, and one item cites two sentences."""
    article = Article(id="lee", text=TEXT, published="2024-05-10", url="https://example.org/news?a=1&b=2")
    _, resigned, source, denied, never, police, council, _, wept = article.sentences
    herald = words(article, "A source told the Herald that she may run")
    return Digest(
        article=article,
        summary=Summary(
            headline="Mayor Ann Lee resigned",
            abstract="Ann Lee resigned. She may run for the senate.",
            key_points=[
                KeyPoint(text="Ann Lee resigned and wept.", evidence=[resigned, wept]),
                KeyPoint(text="42 documents were seen.", evidence=[police], flags=["number-not-in-evidence"]),
            ],
        ),
        timeline=[
            Event(date="1950", when="in 1950", what="The council was founded.", evidence=[council]),
            Event(date="1998~", when="about 1998", what="Documents were written.", evidence=[police]),
            Event(date="2010/..", when="since 2010", what="Lee was mayor.", people=["a"], evidence=[resigned]),
            Event(date="2024-05-10", when="on Friday", what="Lee resigned.", people=["a"], evidence=[resigned]),
            Event(date="2024-05-13/2024-05-19", when="next week", what="The council meets.", evidence=[council]),
            Event(date=None, when="in spring", what="She may run.", people=["a"], evidence=[source]),
        ],
        people=[
            Person(
                id="a",
                name="Ann Lee",
                aliases=["Lee", "Ann"],
                role="mayor",
                mentions=[words(article, "Ann Lee"), words(article, "Ann", 1), words(article, "Lee", 1)],
            ),
            Person(id="b", name="Bob Ray", age=57, mentions=[words(article, "Bob Ray"), words(article, "Ray", 1)]),
        ],
        claims=[
            Claim(
                statement="She may run for the senate",
                speaker=Speaker(name="A source", kind="unnamed", via="the Herald"),
                certainty="possible",
                cues=[words(article, "told"), words(article, "may", 1)],
                evidence=[source, herald],
            ),
            Claim(
                statement="Ray did not ask her to leave",
                quote=words(article, "I never asked Ann to leave"),
                speaker=Speaker(name="Ray", kind="person", person="b"),
                polarity="negative",
                status="denied",
                cues=[words(article, "denied")],
                evidence=[denied, never],
            ),
            Claim(
                statement="The documents are from about 1998",
                speaker=Speaker(name="Police", kind="organization"),
                certainty="probable",
                evidence=[police],
                flags=["hedge-differs"],
            ),
        ],
        issues=[Issue(section="people", problem="name-not-in-article", detail="Carl Fox")],
        run=RUN,
    )


EVIL = (
    "<script>window.ran=1</script>",
    "</script><script>window.ran=1</script>",
    "</style><svg onload='window.ran=1'>",
    '<img src=x onerror="window.ran=1">',
    '" autofocus onfocus="window.ran=1" x="',
    "' onmouseover='window.ran=1",
    "{{ 7*7 }}{% raw %}{# #}${7*7}",
    "]]><!-- --><![CDATA[ <plaintext>",
    "javascript:window.ran=1",
    '<a href="javascript:window.ran=1">here</a>',
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe><base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><form action=//evil.example><button>",
    "nul \x00 escape \x1b bell \x07 override \u202e noncharacter \ufffe &lt;b&gt; &#x3c;",
)
"""What an article may hold to take over a page that shows it."""


def evil():
    """The same everywhere: in the article and in every text of its digest."""
    text = ". ".join(f"{n} {piece}" for n, piece in enumerate(EVIL)) + "."
    article = Article(id=EVIL[3], title=EVIL[1], url="javascript:window.ran=1", language=EVIL[4], text=text)
    whole = Span.cut(text, 0, len(text))
    surrogate = " lone \ud800 surrogate"
    return Digest(
        article=article,
        summary=Summary(
            headline=EVIL[1],
            abstract=text + surrogate,
            key_points=[KeyPoint(text=piece, evidence=[whole]) for piece in EVIL],
        ),
        timeline=[
            Event(date=date, when=piece, what=piece, people=[piece], evidence=[whole])
            for date, piece in zip(["2023", "2024", "2023-99", *EVIL], [*EVIL, *EVIL], strict=False)
        ],
        people=[
            Person(id=piece, name=piece + surrogate, role=piece, aliases=[piece], mentions=[whole]) for piece in EVIL
        ],
        claims=[
            Claim(
                statement=piece,
                quote=whole,
                speaker=Speaker(name=piece, kind="person", person=piece, via=piece),
                cues=[whole],
                evidence=[whole],
            )
            for piece in EVIL
        ],
        issues=[Issue(section=piece, problem=piece, detail=piece) for piece in EVIL],
        run=RUN.model_copy(update={"model": EVIL[0]}),
    )


def foreign(language, text, who, claim):
    """A digest in another language: one person, one event, one claim, on the second sentence."""
    article = Article(text=text, language=language, published="2024-05-10")
    evidence = [article.sentences[1]]
    return Digest(
        article=article,
        summary=Summary(headline=claim, abstract=text, key_points=[KeyPoint(text=claim, evidence=evidence)]),
        timeline=[Event(date="2024-05", when="", what=claim, evidence=evidence)],
        people=[Person(id="p1", name=who, mentions=[words(article, who)])],
        claims=[Claim(statement=claim, speaker=Speaker(name=who, kind="person", person="p1"), evidence=evidence)],
        run=RUN,
    )


def arabic():
    return foreign(
        "ar", "استقالت العمدة ليلى حداد يوم الجمعة. قالت ليلى حداد إنها ستعود.", "ليلى حداد", "ستعود العمدة."
    )


def chinese():
    return foreign("zh", "市长李安周五辞职。李安说她可能会回来。", "李安", "她可能会回来。")


def long(count=300, between=" "):
    """As many claims and events by as many people, a sentence each; `between` the sentences."""
    names = [f"Person{n}" for n in range(count)]
    article = Article(
        text=between.join(f"{name} said on Monday that number {n} was right." for n, name in enumerate(names))
    )
    return Digest(
        article=article,
        timeline=[
            Event(date=f"{1900 + n % 120}-{n % 12 + 1:02}", when="on Monday", what=f"{n} came up.", evidence=[sentence])
            for n, sentence in enumerate(article.sentences)
        ],
        people=[Person(id=name, name=name, mentions=[words(article, f"{name} ")]) for name in names],
        claims=[
            Claim(
                statement=f"{n} is right", speaker=Speaker(name=name, kind="person", person=name), evidence=[sentence]
            )
            for n, (name, sentence) in enumerate(zip(names, article.sentences, strict=True))
        ],
        run=RUN,
    )


def endless():
    """A word that is longer than any line, as addresses are."""
    return example().model_copy(update={"summary": Summary(headline="h" * 400, abstract="a" * 400)})


def bare():
    """Nothing but an article."""
    return Digest(article=Article(text=TEXT), run=RUN)
