"""A digest in Markdown, read again by two dialects' own readers."""

import re

import pytest
from digests import TEXT, digest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from summarizer import Summary
from summarizer.render import markdown

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def rendered(text):
    return COMMONMARK.render(text)


def words(html):
    """The text of a page."""
    text = re.sub(r"<[^>]*>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def test_markdown_has_every_part_with_its_evidence_as_footnotes():
    lines = markdown(digest()).splitlines()
    for line in (
        "# Ann \\*Lee\\* resigned",
        "*A \\# title · 10 May 2024 · https://example.org/a?x=1*",
        "1\\. She &lt;b&gt;left&lt;/b&gt; in 2023. ⚑ *more or less certain than the sentence cited*",
        "- She left.[^1] ⚑ *denies what the sentence cited says, or the other way round*",
        "- **spring 2023**: Ann left. (“in 2023”)[^1]",
        "- **7 August 2023**: Bob followed.[^3]",
        "- **Ann Lee**: mayor (42, also Lee)[^1]",
        "- **部長**[^5] ⚑ *a name is not in the article, or not near the sentence cited*",
        "- **A source, through the Herald**: She \\[red\\]may\\[/red\\] return  \\[31m (possible)[^2]",
        "- **people**: the name is not in the article (Carl Fox)",
        "[^1]: Ann \\*Lee\\* resigned in 2023.",
        "[^2]: &lt;b&gt;A source&lt;/b&gt; said  \\[31mshe \\[red\\]may\\[/red\\] return.",
    ):
        assert line in lines


def test_every_footnote_is_there_and_is_used():
    text = markdown(digest())
    html = rendered(text)
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert "[^" not in html
    assert html.count('class="footnote-item"') == len(re.findall(r"^\[\^", text, re.MULTILINE))


NASTY = [
    "*a* _b_ **c** `d` ~~e~~ [f](javascript:alert(1)) ![g](h) <i>j</i> <script>k</script> &amp; &#42; l^2^ $m$ | n |",
    *[
        "# not a heading",
        "not a heading #",
        "=====",
        "---",
        "***",
        "- no list",
        "+ no list",
        "1. no list",
        "12) no list",
    ],
    *[
        "> no quotation",
        "```",
        "~~~",
        ": no definition",
        "    no code",
        "a\n\nb",
        "a  \nb",
        "| no | table |",
        "\\",
        "\\*",
    ],
    *["[^1]: no footnote", "[^1]", "[a]: http://example.org", "http://example.org/_a_b_", "<!-- gone", "</li></ul>"],
    "read \u202ebackwards",
    *['!!! danger "no box"', "??? note", "/// no block"],
]


@pytest.mark.parametrize("text", NASTY)
def test_the_articles_words_stay_words_wherever_they_stand(text):
    said = " ".join(text.replace("\u202e", "").split())
    shown = digest(summary=Summary(headline=text, abstract=text, key_points=[{"text": text}]), timeline=[], people=[])
    html = rendered(markdown(shown))
    assert f"<h1>{said}</h1>" in re.sub(r"(?<=<h1>).*(?=</h1>)", lambda found: words(found[0]), html)
    assert words(html).count(said) >= 3
    plain = digest(summary=Summary(headline="x", abstract="x", key_points=[{"text": "x"}]), timeline=[], people=[])
    assert re.findall(r"<[^>]*>", html) == re.findall(r"<[^>]*>", rendered(markdown(plain)))


@pytest.mark.parametrize("text", ['!!! danger "no box"', "??? note", "???+ note", "/// no block"])
def test_no_line_begins_a_box_of_mkdocs(text):
    shown = digest(summary=Summary(headline=text, abstract=text, key_points=[{"text": text}]), timeline=[], people=[])
    assert not re.search(r"^(?:- )?(?:!!!|\?\?\?|///)", markdown(shown), re.MULTILINE)


@pytest.mark.parametrize("text", ["= no heading", "===", ": no definition", "::: no.block"])
def test_no_backslash_stands_where_python_markdown_would_show_it(text):
    shown = digest(summary=Summary(headline=text, abstract=text, key_points=[{"text": text}]), timeline=[], people=[])
    assert "\\=" not in markdown(shown)
    assert "\\:" not in markdown(shown)


def test_digests_in_one_document_have_footnotes_of_their_own():
    html = rendered("\n---\n\n".join(markdown(digest(), f"{number}-") for number in (1, 2)))
    assert html.count("<h1>") == 2
    assert html.count('class="footnote-item"') == 2 * rendered(markdown(digest())).count('class="footnote-item"')
    assert "<hr />" in html.partition("<hr class")[0]


def test_the_article_itself_is_not_in_it():
    assert TEXT not in markdown(digest())
