"""What holds of any article and any reply: no crash, exact spans, a digest that comes back from JSON as it was."""

import json
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer import Article, Digest, Run, Span, Usage, assist, prompts
from summarizer.render import escape_json, html, jsonld, markdown
from summarizer.sections import SECTIONS, Resolved

UNICODE = st.characters(exclude_categories=["Cs"])
WORDS = (
    "Ann Lee|Bo Ek|the mayor|said|denied|may|not|reportedly|according to|she|Lee’s|on Friday|last year|in 2003|"
    "3 May 2021|two days later|since|between|9:14 p.m.|5,000|. |? |\n\n|\u2028|\r\n| “|” |\"|'|(|)| – |: |…|, |; |=1+1|"
    "Pope Francis|J. K. Rowling|I|my|rose|fell|more than|fewer than|nearly|half a|twenty-two|billion|decades|percent|"
    "basis points|times|out of|respectively|hahahaha|hahahahaha|二十三|zweitausend|½|٣|"
    f"May {'9' * 400}|{'9' * 400} years|{'九' * 400}|"
    "\x1b[31m|\u200b|\u202e|\u00ad|\ufeff|e\u0301|ﬁ|İ|ß|😀|部長は|。|г. |قال|<|im_end>|</script>"
)
PIECES = st.sampled_from(WORDS.split("|"))
TEXT = st.lists(PIECES | st.text(UNICODE, max_size=3), min_size=1, max_size=30).map(" ".join)
DATES = st.none() | st.sampled_from(["2024-02-29", "0001-01-01", "9999-12-31T23:59:59", "2023-08-07T09:30+02:00"])
ARTICLES = st.builds(
    Article,
    text=TEXT.filter(str.strip),
    title=st.none() | TEXT,
    published=DATES,
    language=st.sampled_from([None, "en", "de", "ja", "ar", "xx"]),
)


def replies(model: type[BaseModel], article: Article) -> st.SearchStrategy[Any]:
    """Any reply of this form: texts of the article, of no article, and EDTF or nearly so."""
    cut = st.tuples(*[st.integers(0, len(article.text))] * 2).map(lambda ends: article.text[min(ends) : max(ends)])
    edtf = st.from_regex(r"[0-9X]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?(/(\.\.|[0-9]{4})?)?", fullmatch=True)
    text = cut | TEXT | edtf | st.just("")

    def of(kind: Any) -> st.SearchStrategy[Any]:
        if get_origin(kind) is list:
            return st.lists(of(get_args(kind)[0]), max_size=4)
        if get_origin(kind) is Literal:
            return st.sampled_from(get_args(kind))
        if kind is int:
            return st.integers(-2, len(article.sentences) + 2) | st.just(10**30)
        if kind is str:
            return text
        return replies(kind, article)

    return st.builds(model, **{name: of(field.annotation) for name, field in model.model_fields.items()})


def rejected(resolved: Resolved) -> int:
    """How many items of the reply an issue has in the place of an item of the digest."""
    return sum(issue.problem in ("empty", "not-in-article") for issue in resolved.issues)


def spans(node: Any) -> list[Span]:
    if isinstance(node, Span):
        return [node]
    if isinstance(node, BaseModel):
        node = [value for _, value in node]
    return [span for item in node for span in spans(item)] if isinstance(node, list | tuple) else []


def digest(article: Article, data: st.DataObject, form: str) -> Digest:
    """What the sections make of any replies to the full or the brief questions."""
    people: list[Any] = []
    values, issues = {}, []
    for name in sorted(SECTIONS, key=lambda name: name != "people"):
        section = SECTIONS[name]
        if form == "brief":
            brief = assist.brief_question(section, article, bound=data.draw(st.booleans()))
            asked = assist.BRIEF_FORMS[name].shorter(article) or assist.BRIEF_FORMS[name].reply
            reply = assist.with_known_answers(brief, data.draw(replies(asked, article)))
            reply, left_out = assist.complete_reply(section, reply, article, people)
            issues += left_out
        else:
            reply = data.draw(replies(section.reply, article))
        resolved = section.resolve(reply, article, people)
        assert resolved == section.resolve(reply, article.model_copy(), people)
        if name in ("timeline", "claims"):
            assert len(resolved.value) + rejected(resolved) == len(next(iter(reply))[1])
        values[name], issues = resolved.value, issues + resolved.issues
        people = values["people"]
    run = Run(model="any", prompts={}, attempts=1, usage=Usage(), seconds=0, version="0")
    return Digest(article=article, **values, issues=issues, run=run)


@pytest.mark.parametrize("form", ["full", "brief"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(article=ARTICLES, data=st.data())
def test_any_reply_to_any_article_gives_a_digest_with_exact_spans_that_any_form_shows(form, article, data):
    made = digest(article, data, form)
    assert all(article.text[span.start : span.end] == span.text for span in spans(made))
    text = made.model_dump_json()
    assert Digest.model_validate_json(text) == made
    assert len(escape_json(text).splitlines()) == 1
    assert json.loads(escape_json(text)) == json.loads(text)
    assert len(jsonld(made).splitlines()) == 1
    assert not set(markdown(made)) & set("\x1b\u202e")
    assert "\x1b" not in html(made)
    made.tables()


@settings(max_examples=60)
@given(article=ARTICLES)
def test_any_article_gives_prompts_with_its_sentences_numbered_in_order(article):
    for name in SECTIONS:
        lines = prompts.messages(name, article)[1]["content"].split("\n")
        numbers = [line.partition("]")[0] for line in lines if line.startswith("[")]
        assert numbers == [f"[{number}" for number in range(1, len(article.sentences) + 1)]
        assert lines.count("# Question") == 1


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x9b", "\x7f", "\u202e", "\u2066"])
def test_json_is_one_line_that_steers_nothing(character):
    text = json.dumps({"text": f"a{character}b"}, ensure_ascii=False)
    assert character not in escape_json(text)
    assert json.loads(escape_json(text)) == {"text": f"a{character}b"}
