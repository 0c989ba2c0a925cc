"""A digest as a page of HTML: what it holds, and that nothing of an article becomes part of its markup."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import EVIL, TEXT, arabic, bare, chinese, evil, example, long

from summarizer import Article, Span
from summarizer.render import html, notebook
from summarizer.render.pieces import Use, cut_into_pieces, sentence_number

VOID = {"meta", "rect", "circle", "line", "path"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes, its text and the ids it stands in."""

    def __init__(self, text):
        super().__init__()
        self.elements, self._open = [], []
        self.declarations = []
        self.feed(text)
        assert [tag for tag, *_ in self._open] == []

    def handle_decl(self, decl):
        self.declarations.append(decl)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        for _, _, text in self._open:
            text.append(data)

    def find(self, **wanted):
        """(attributes, text) of the elements with these attributes; of a class it is enough to be among them."""
        return [
            (attrs, " ".join("".join(text).split()))
            for tag, attrs, text in self.elements
            if all(
                value in (attrs.get("class") or "").split()
                if name == "cls"
                else value == {**attrs, "tag": tag}.get(name)
                for name, value in wanted.items()
            )
        ]

    def the(self, **wanted):
        [found] = self.find(**wanted)
        return found


@pytest.fixture(scope="module")
def page():
    return Page(html(example()))


def test_every_item_is_there_with_the_sentences_it_cites(page):
    items = {attrs["id"]: text for attrs, text in page.find(cls="item")}
    assert list(items) == ["k1", "k2", "p1", "p2", "e1", "e2", "e3", "e4", "e5", "e6", "c1", "c2", "c3"]
    assert items["k1"] == "Ann Lee resigned and wept. 29"
    assert items["p1"] == "Ann Lee mayor also Lee, Ann 3 mentions, first in 2"
    assert items["e2"] == "2 about 1998 Documents were written. about 1998 6"
    assert items["c1"] == "A source, through the Herald possible She may run for the senate 3"
    assert items["c2"] == "Ray says it is not so denied Ray did not ask her to leave 45 “I never asked Ann to leave”"


def test_flags_and_issues_are_said_in_words(page):
    assert [text for _, text in page.find(cls="flag")] == [
        "⚑ Check failed: a number is not in the sentence cited",
        "⚑ Check failed: more or less certain than the sentence cited",
    ]
    assert page.the(cls="issues")[1] == "people the name is not in the article Carl Fox"


def test_every_link_within_the_page_leads_somewhere(page):
    ids = [attrs["id"] for _, attrs, _ in page.elements if "id" in attrs]
    links = [attrs["href"] for _, attrs, _ in page.elements if attrs.get("href", "").startswith("#")]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links} <= set(ids)
    assert {attrs["href"] for attrs, _ in page.find(cls="cite")} == {f"#s{n}" for n in (2, 3, 4, 5, 6, 7, 9)}


def test_the_article_is_there_whole_each_piece_with_the_items_that_rest_on_it(page):
    numbers = [text for _, text in page.find(cls="ref")]
    assert numbers == ["2", "3", "4", "5", "6", "7", "9"]
    pieces = {text: attrs["data-items"] for attrs, text in page.find(cls="piece")}
    assert pieces["A source"] == "e6 c1"
    assert pieces["Ann Lee"] == "k1 e3 e4 p1"
    assert pieces['"I never asked'] == "c2"
    assert pieces["Ann"] == "p1 c2"
    cues = {text: attrs["data-cues"] for attrs, text in page.find(cls="piece") if "data-cues" in attrs}
    assert cues == {"told": "c1", "may": "c1", "denied": "c2"}
    text = "".join(page.find(id="article")[0][1].split())
    assert re.sub(r"\d", "", text) == re.sub(r"\d", "", "Thearticle" + "".join(TEXT.split()))


def test_events_and_claims_name_the_people_they_concern(page):
    concerned = {attrs["id"]: attrs["data-people"] for attrs, _ in page.find(cls="item") if "data-people" in attrs}
    assert concerned == {
        "e1": "", "e2": "", "e3": "p1", "e4": "p1", "e5": "", "e6": "p1", "c1": "", "c2": "p1 p2", "c3": "",
    }  # fmt: skip


def test_claims_can_be_filtered_by_what_differs_among_them(page):
    assert [attrs["data-filter"] for attrs, _ in page.find(tag="select")] == ["speaker", "certainty", "status"]
    assert [attrs["value"] for attrs, _ in page.find(tag="option")] == [
        "", "A source", "Bob Ray", "Police", "", "certain", "probable", "possible", "", "reported", "denied",
    ]  # fmt: skip
    assert Page(html(arabic())).find(tag="select") == []


def test_landmarks_and_headings_tell_the_parts(page):
    assert [text for _, text in page.find(tag="h1")] == ["Mayor Ann Lee resigned"]
    headings = ["Key points", "People", "Timeline 6", "Claims 3", "Missing, and why", "The article"]
    assert [text for _, text in page.find(tag="h2")] == headings
    labels = [attrs["aria-labelledby"] for attrs, _ in page.find(tag="section")]
    assert [page.the(id=label)[1] for label in labels] == headings
    assert page.the(tag="main")[1]
    assert page.the(role="status")[0]["aria-live"] == "polite"
    assert page.the(role="img")[0]["aria-label"] == (
        "The dates below on an axis to scale, from 1950 to 13 May 2024 – 19 May 2024"
    )
    assert {attrs["aria-pressed"] for attrs, _ in page.find(tag="button", cls="chip")} == {"false"}


@pytest.mark.parametrize("digest", [example(), evil()])
def test_the_policy_allows_the_style_and_the_script_that_are_there_and_nothing_else(digest):
    page = Page(html(digest))
    policy = page.the(**{"http-equiv": "Content-Security-Policy"})[0]["content"]
    hashes = {}
    for tag in ("style", "script"):
        [text] = ["".join(text) for name, _, text in page.elements if name == tag]
        hashes[tag] = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_nothing_of_an_article_is_markup():
    good, bad = Page(html(example())), Page(html(evil()))
    assert {tag for tag, *_ in bad.elements} <= {tag for tag, *_ in good.elements}
    names = {name for _, attrs, _ in good.elements for name in attrs}
    assert {name for _, attrs, _ in bad.elements for name in attrs} <= names
    assert all(not name.startswith("on") and name != "style" for name in names)
    assert bad.the(tag="h1")[1] == EVIL[1]
    assert bad.the(cls="standfirst")[1].startswith("0 <script>window.ran=1</script>. 1 </script>")
    assert "{{ 7*7 }}{% raw %}{# #}${7*7}" in html(evil())


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)//http://a", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("//example.org", None),
        ("http:alert(1)", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url, href):
    digest = bare()
    digest = digest.model_copy(update={"article": digest.article.model_copy(update={"url": url})})
    page = Page(html(digest))
    outside = [attrs["href"] for attrs, _ in page.find(tag="a") if not attrs["href"].startswith("#")]
    assert outside == ([href] if href else [])
    assert not url or " ".join(url.split()) in page.the(cls="kicker")[1]


def test_any_text_can_be_written_as_utf_8_and_holds_no_character_that_html_forbids():
    text = html(evil())
    assert text.encode().decode() == text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe]", text)
    assert "lone \ufffd surrogate" in text


def test_text_that_turns_the_reading_order_turns_neither_the_title_nor_the_numbers_of_sentences():
    told = example()
    page = Page(html(told.model_copy(update={"summary": told.summary.model_copy(update={"headline": "A\u202eB"})})))
    assert page.the(tag="title")[1] == "AB"
    assert {attrs["dir"] for attrs, _ in page.find(cls="cite")} == {"ltr"}


def test_each_item_has_the_direction_of_its_language():
    page = Page(html(arabic()))
    assert {attrs["dir"] for attrs, _ in page.find(cls="item")} == {"rtl"}
    assert page.the(tag="h1")[0] == {"dir": "auto", "lang": "ar"}
    assert {attrs["dir"] for attrs, _ in Page(html(chinese())).find(cls="item")} == {"ltr"}


def test_without_spaces_between_sentences_none_are_added():
    [text] = [
        text for attrs, text in Page(html(chinese())).find(lang="zh", tag="p") if "她" in text and "周五" in text
    ][1:]
    assert text == "1市长李安周五辞职。2李安说她可能会回来。"


def test_a_digest_without_anything_is_still_its_article():
    page = Page(html(bare()))
    assert page.the(tag="h1")[1] == "Digest"
    assert [text for _, text in page.find(tag="h2")] == ["The article"]


def test_three_hundred_of_each_are_all_there():
    page = Page(html(long(300)))
    assert len(page.find(cls="item")) == 900
    drawn = [attrs["data-item"].split() for attrs, _ in page.find(cls="mark") if "data-item" in attrs]
    assert sorted(item for items in drawn for item in items) == sorted(f"e{n}" for n in range(1, 301))
    assert len(drawn) == 120  # one for those of the same date


def test_a_long_article_and_its_lists_come_in_chunks_and_a_short_one_whole():
    assert Page(html(example())).find(cls="chunk") == []
    chunks = Page(html(long(1200, "\n\n"))).find(cls="chunk")
    lists = [attrs["class"].split()[0] for attrs, _ in chunks]
    assert [lists.count(name) for name in ("people", "events", "claims", "chunk")] == [34, 34, 34, 11]
    text = "".join(text for attrs, text in chunks if attrs["class"] == "chunk")
    assert re.sub(r"\d+Person", "Person", text).replace(" ", "") == "".join(long(1200).article.text.split())


def test_a_notebook_shows_the_same_page_in_a_frame_that_keeps_its_script_in():
    for digest in (example(), evil()):
        page = Page(digest._repr_html_())
        [(tag, attrs, _)] = page.elements
        assert (tag, attrs["sandbox"], attrs["srcdoc"]) == ("iframe", "allow-scripts", html(digest))
    assert notebook(example()) == example()._repr_html_()


texts = st.text(alphabet="ab \n.é🎭", min_size=1, max_size=60)


@settings(deadline=None)
@given(texts, st.lists(st.tuples(st.sampled_from("xyz"), st.integers(-5, 70), st.integers(-5, 70)), max_size=6))
def test_pieces_are_the_text_and_each_names_the_items_whose_spans_hold_it(text, spans):
    article = Article(text=text)
    uses = [Use(item, Span(start=start, end=end, text="")) for item, start, end in spans]
    pieces = [
        piece for sentences in cut_into_pieces(article, uses) for sentence in sentences for piece in sentence.pieces
    ]
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    covered = {(o, u.item) for u in uses for o in range(max(0, u.span.start), min(u.span.end, len(text)))}
    letters = [sorted(piece.items) for piece in pieces for letter in piece.text if not letter.isspace()]
    expected = [sorted(i for i in "xyz" if (o, i) in covered) for o, letter in enumerate(text) if not letter.isspace()]
    assert letters == expected


def test_what_stands_before_the_first_sentence_has_number_0():
    article = Article(text=" date 2023-08-07 It rained. It snowed.")
    assert [sentence_number(article, article.text.index(word)) for word in ("date", "rained", "It snowed")] == [0, 1, 2]


def test_a_text_without_blank_lines_has_a_paragraph_a_line():
    paragraphs = cut_into_pieces(Article(text="One. Two.\nThree.\n"), [])
    assert [["".join(p.text for p in s.pieces) for s in sentences] for sentences in paragraphs] == [
        ["One. ", "Two."],
        ["Three.\n"],
    ]


def test_a_digest_of_many_items_begins_with_its_contents_and_their_number():
    assert Page(html(example())).find(tag="nav") == []
    [(_, text)] = Page(html(long(300))).find(tag="nav")
    assert text == "People 300 Timeline 300 Claims 300"


@pytest.mark.parametrize(("title", "shown"), [("Mayor resigns", False), ("The mayor goes", True), (None, False)])
def test_a_title_that_begins_the_text_is_not_shown_twice(title, shown):
    digest = bare()
    page = html(digest.model_copy(update={"article": digest.article.model_copy(update={"title": title})}))
    assert ('class="title"' in page) == shown
