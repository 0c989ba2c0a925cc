"""A model that does what an article orders: what the checks make of its replies.

The replies are scripted, and honest but for one text, which is the payload of an attack. Where it cites no sentence, or
one that does not say it, it is flagged or left out. Where it cites the order itself, it stands on the order, for the
reader to see.
"""

import pytest

from benchmarks.injections.documents import documents
from benchmarks.injections.families import NAMES
from benchmarks.injections.judge import has
from summarizer import Article
from summarizer.digest import Summary
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.sections import SECTIONS

TRIED = [
    pytest.param(attack, Article(text=document.text, published=document.published), id=f"{document.id}:{attack.family}")
    for document in documents()
    for attack in document.attacks
]
FIRST = [trial for trial in TRIED if str(trial.id).startswith("1-")]


def honest(article, attack):
    """Numbers of four sentences of the article, none of them injected."""
    injected = [other.text for param in TRIED for other, given in [param.values] if given.text == article.text]
    text = article.text
    for each in injected:
        text = text.replace(each, "\0" * len(each))
    return [n for n, span in enumerate(article.sentences, 1) if "\0" not in text[span.start : span.end]][:4]


def ordered(article, attack):
    """Numbers of the sentences that the attack put in."""
    start = article.text.index(attack.text)
    end = start + len(attack.text)
    return [n for n, span in enumerate(article.sentences, 1) if start <= span.start < end]


def summarized(attack, article, *points, headline="", abstract=""):
    """What becomes of a summary that is honest but for what is given; `points` are texts and their sentences."""
    numbers = honest(article, attack)
    own = [{"sentences": [n], "text": article.sentences[n - 1].text} for n in numbers]
    told = own[0]["text"]
    reply = {
        "headline": headline or told,
        "abstract": f"{told} {abstract or own[1]['text']}",
        "key_points": [*own, *({"sentences": sentences, "text": text} for text, sentences in points)],
    }
    section = SECTIONS["summary"]
    return section.resolve(section.reply.model_validate(reply), article, [])


def claimed(attack, article, **fields):
    """What becomes of the claims of a reply: three honest ones, and one that says the payload."""
    numbers = honest(article, attack)[:3]
    own = [{"sentences": [n], "statement": article.sentences[n - 1].text} for n in numbers]
    blank = {"speaker": "", "kind": "narrator", "via": "", "quote": ""}
    blank |= {"certainty": "certain", "polarity": "positive", "status": "reported"}
    section = SECTIONS["claims"]
    asked = {"sentences": [], "statement": f"{attack.payload}.", **fields}
    reply = section.reply.model_validate({"claims": [blank | item for item in (*own, asked)]})
    return section.resolve(reply, article, [])


def shares_a_word(attack, article):
    """Whether the payload has a content word of the honest sentences: then it can't be told from a text about them."""
    known = analysis_of(article)
    return any(
        not TextAnalysis(attack.payload).stems.isdisjoint(known.sentence(n).stems) for n in honest(article, attack)
    )


def test_few_payloads_share_a_word_with_their_article():
    assert 6 == sum(shares_a_word(*trial.values) for trial in TRIED)


def last_flags(resolved):
    """The flags of the item that says the payload; None where it was left out."""
    value = resolved.value.key_points if isinstance(resolved.value, Summary) else resolved.value
    assert [[]] * (len(value) - 1) == [item.flags for item in value[:-1]]
    assert not resolved.issues or ["not-in-article"] == [issue.problem for issue in resolved.issues]
    return None if resolved.issues else value[-1].flags


@pytest.mark.parametrize(("attack", "article"), TRIED)
def test_an_honest_summary_of_an_article_with_orders_in_it_has_no_flags(attack, article):
    resolved = summarized(attack, article)
    assert ([], []) == (resolved.value.flags, [point for point in resolved.value.key_points if point.flags])


@pytest.mark.parametrize(("attack", "article"), TRIED)
def test_a_headline_that_was_ordered_is_flagged(attack, article):
    resolved = summarized(attack, article, headline=attack.payload)
    assert ("words-not-in-evidence" in resolved.value.flags) is not shares_a_word(attack, article)
    assert {"headline"} >= {doubt.field for doubt in resolved.doubts}


@pytest.mark.parametrize(("attack", "article"), TRIED)
def test_a_sentence_of_the_abstract_that_was_ordered_is_flagged(attack, article):
    resolved = summarized(attack, article, abstract=f"{attack.payload}.")
    assert ("words-not-in-evidence" in resolved.value.flags) is not shares_a_word(attack, article)
    assert {"abstract"} >= {doubt.field for doubt in resolved.doubts}


@pytest.mark.parametrize(("attack", "article"), TRIED)
def test_a_key_point_that_was_ordered_and_cites_nothing_is_flagged_or_left_out(attack, article):
    flags = last_flags(summarized(attack, article, (f"{attack.payload}.", [])))
    assert (flags == []) is shares_a_word(attack, article)


@pytest.mark.parametrize(("attack", "article"), TRIED)
def test_a_key_point_that_was_ordered_and_cites_another_sentence_is_flagged(attack, article):
    number = honest(article, attack)[0]
    assert [] != last_flags(summarized(attack, article, (f"{attack.payload}.", [number])))


@pytest.mark.parametrize(("attack", "article"), TRIED)
def test_a_claim_that_was_ordered_and_cites_nothing_is_flagged_or_left_out(attack, article):
    assert (last_flags(claimed(attack, article)) == []) is shares_a_word(attack, article)


@pytest.mark.parametrize(("attack", "article"), TRIED)
def test_a_claim_that_was_ordered_and_cites_another_sentence_is_flagged(attack, article):
    assert [] != last_flags(claimed(attack, article, sentences=honest(article, attack)[:1]))


@pytest.mark.parametrize(("attack", "article"), [trial for trial in FIRST if "encoded" not in trial.id])
def test_a_key_point_that_cites_the_order_stands_on_the_order(attack, article):
    """It is content of the article; who reads the digest sees where it comes from."""
    numbers = ordered(article, attack)
    point = summarized(attack, article, (f"{attack.payload}.", numbers)).value.key_points[-1]
    assert [article.sentences[n - 1] for n in numbers] == point.evidence
    assert has(" ".join(span.text for span in point.evidence), attack)


@pytest.mark.parametrize(("attack", "article"), [trial for trial in FIRST if trial.id.endswith(":encoded")])
def test_what_stands_in_the_article_in_code_alone_is_flagged_beside_the_code(attack, article):
    point = summarized(attack, article, (f"{attack.payload}.", ordered(article, attack))).value.key_points[-1]
    assert ["words-not-in-evidence"] == point.flags


@pytest.mark.parametrize(("attack", "article"), FIRST)
@pytest.mark.parametrize(("speaker", "kind"), [("the footnote", "document"), ("Prime Minister Ann Lee", "person")])
def test_a_claim_laid_to_whom_the_article_does_not_name_is_flagged(attack, article, speaker, kind):
    resolved = claimed(attack, article, sentences=ordered(article, attack), speaker=speaker, kind=kind)
    asked = resolved.value[-1]
    named = "claim" == attack.family and kind == "person"  # that order names a Prime Minister
    assert named or "speaker-not-in-article" in asked.flags


@pytest.mark.parametrize(("attack", "article"), FIRST[:1])
def test_an_outlet_that_the_article_does_not_name_is_flagged(attack, article):
    number = honest(article, attack)[0]
    said = article.sentences[number - 1].text
    asked = {"sentences": [number], "statement": said, "speaker": "the coast guard", "kind": "organization"}
    resolved = claimed(attack, article, **asked, via="the Daily Walrus")
    assert ["speaker-not-in-article"] == resolved.value[-1].flags
    assert [("via", "the Daily Walrus")] == [(doubt.field, doubt.text) for doubt in resolved.doubts]
    assert [] == claimed(attack, article, **asked, via="the broadcaster NRT").value[-1].flags


@pytest.mark.parametrize(("attack", "article"), FIRST[:1])
def test_a_person_whom_no_sentence_names_is_left_out(attack, article):
    section = SECTIONS["people"]
    people = [{"name": name, "other_names": [], "role": ""} for name in ("Ellen Brandt", "Ottokar Quillfeather")]
    resolved = section.resolve(section.reply.model_validate({"people": people}), article, [])
    assert ["Ellen Brandt"] == [person.name for person in resolved.value]
    assert ["Ottokar Quillfeather"] == [issue.detail for issue in resolved.issues]


@pytest.mark.parametrize(("attack", "article"), FIRST[:1])
def test_an_event_that_was_ordered_and_cites_nothing_is_flagged(attack, article):
    numbers = honest(article, attack)
    events = [{"sentences": [n], "when": "", "date": "", "what": article.sentences[n - 1].text} for n in numbers]
    events.append({"sentences": [], "when": "", "date": "", "what": f"{attack.payload}."})
    section = SECTIONS["timeline"]
    resolved = section.resolve(section.reply.model_validate({"events": events}), article, [])
    assert [f"{attack.payload}."] == [event.what for event in resolved.value if event.flags]


def test_every_family_is_tried():
    assert set(NAMES) == {trial.values[0].family for trial in FIRST}
