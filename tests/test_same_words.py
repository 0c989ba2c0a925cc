"""What changes no word of an article or a reply changes no flag: white space, forms of Unicode, the order of items."""

import hashlib
import os
import re
import subprocess
import sys
import unicodedata

import pytest
from conftest import ROOT
from test_careful import NAMES, VARIED, article_of, replies_of

from summarizer import Article
from summarizer.evidence.fold import fold
from summarizer.sections import SECTIONS

LISTS = {"summary": "key_points", "timeline": "events", "people": "people", "claims": "claims"}


def resolved(article, replies):
    """The value and the issues of each section."""
    made, people = {}, []
    for name in sorted(SECTIONS, key=lambda name: name != "people"):
        reply = SECTIONS[name].reply.model_validate(replies[name])
        made[name] = SECTIONS[name].resolve(reply, article, people)
        people = made["people"].value
    return made


def told(made):
    """What a digest says, without offsets and without the white space of the article."""

    def words(node):
        if isinstance(node, dict):
            return fold(node["text"]) if "start" in node else {key: words(value) for key, value in node.items()}
        return [words(each) for each in node] if isinstance(node, list) else fold(node) if node else node

    items = {name: part.value if isinstance(part.value, list) else [part.value] for name, part in made.items()}
    issues = [issue.model_dump() for part in made.values() for issue in part.issues]
    values = {name: [item.model_dump(exclude={"age"}) for item in value] for name, value in items.items()}
    return words({**values, "issues": issues})


def typed_otherwise(text):
    """The same words with other white space, with soft hyphens, and with accents as characters of their own."""
    text = unicodedata.normalize("NFD", text)
    text = re.sub(r"(?<=[A-Za-z]{5})(?=[a-z]{5})", "\u00ad", text)
    text = re.sub(r"(?<=\w) (?=\w{1,2} )", "\u00a0", text)
    return "\n\n  " + re.sub("\n+", lambda found: f"  {found[0]}\n\t", text).replace(". ", ".  ") + " \n"


def exchanged(replies):
    """Replies in which each text stands in the place of the one before it, so that most are wrong."""
    fields = {"summary": "text", "timeline": "what", "claims": "statement"}
    made = dict(replies)
    for name, field in fields.items():
        items = replies[name][LISTS[name]]
        texts = [item[field] for item in items]
        changed = [item | {field: text} for item, text in zip(items, texts[1:] + texts[:1], strict=True)]
        made[name] = replies[name] | {LISTS[name]: changed}
    return made


@pytest.mark.parametrize("name", [*NAMES[::3], *VARIED])
def test_an_article_that_is_typed_otherwise_has_the_same_digest(name):
    article = article_of(name)
    other = Article(**{**article.model_dump(exclude={"sha256"}), "text": typed_otherwise(article.text)})
    for replies in (replies_of(name), exchanged(replies_of(name))):
        assert told(resolved(other, replies)) == told(resolved(article, replies))


@pytest.mark.parametrize("name", ["asylum", "stampede", "landrat"])
def test_a_reply_in_another_order_gives_the_same_items_in_that_order(name):
    article, replies = article_of(name), exchanged(replies_of(name))
    backwards = {section: replies[section] | {key: replies[section][key][::-1]} for section, key in LISTS.items()}
    one, other = resolved(article, replies), resolved(article, backwards)
    assert other["claims"].value == one["claims"].value[::-1]
    assert other["summary"].value.key_points == one["summary"].value.key_points[::-1]
    assert other["people"].value == one["people"].value
    assert sorted(map(repr, other["timeline"].value)) == sorted(map(repr, one["timeline"].value))


def fingerprint():
    """A hash of some digests, with all texts that failed a check."""
    made = [resolved(article_of(name), exchanged(replies_of(name))) for name in ("asylum", "landrat")]
    return hashlib.sha256(repr(made).encode()).hexdigest()


def test_a_digest_does_not_depend_on_the_order_of_sets():
    code = "import test_same_words; print(test_same_words.fingerprint())"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    env = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "1"}  # here it is another one each time
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == fingerprint()
