"""Long articles, from text to digest: parts, people, what fails, and what the model's server tells of itself."""

import asyncio
import json
import re

import pytest
from fake_server import FakeServer, Reply, completion, error

from benchmarks.book import Reader, book, grouping, wrong_spans
from summarizer import Article, summarize
from summarizer.errors import ArticleTooLongError, ReplyError, ReplyTooLongError
from summarizer.pipeline import digest_article
from summarizer.sections import SECTIONS

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

BOOK, PLACED = book(13)


def read(article, model, sections=tuple(SECTIONS)):
    return asyncio.run(digest_article(article, model, [SECTIONS[name] for name in sections]))


@pytest.fixture(scope="module")
def digest():
    return read(BOOK, Reader())


def test_a_book_is_read_in_parts_and_every_span_is_exact(digest):
    assert digest.run.parts >= 13
    assert digest.run.covered == 1
    assert digest.issues == []
    assert wrong_spans(digest) == 0


def test_people_are_the_same_in_all_parts(digest):
    assert grouping(digest, PLACED) >= 0.95
    assert [person.id for person in digest.people] == [f"p{n + 1}" for n in range(len(digest.people))]


def test_nothing_that_was_said_of_a_part_is_lost(digest):
    one_by_one = [read(book(1)[0].model_copy(update=record), Reader()) for record in map(_alone, PLACED)]
    assert len(digest.claims) >= 0.97 * sum(len(one.claims) for one in one_by_one)
    assert len(digest.timeline) >= 0.97 * sum(len(one.timeline) for one in one_by_one)
    dates = {event.date for one in one_by_one for event in one.timeline}
    assert {event.date for event in digest.timeline} >= dates


def _alone(placed):
    record = placed[1]
    return {"text": record["text"], "published": record["date"], "title": record["title"]}


def test_the_summary_rests_on_sentences_of_several_parts(digest):
    evidence = [span for point in digest.summary.key_points for span in point.evidence]
    assert len({sum(span.start >= offset for offset, _ in PLACED) for span in evidence}) > 3


def test_what_comes_first_changes_nothing(digest):
    class Late(Reader):
        async def ask(self, messages, reply, **settings):
            await asyncio.sleep((hash(messages[1]["content"]) % 7) / 1000)
            return await super().ask(messages, reply, **settings)

    again = read(BOOK, Late())
    assert again.model_dump(exclude={"run"}) == digest.model_dump(exclude={"run"})


def test_one_part_after_another_gives_the_same(digest):
    class Bound(Reader):
        is_bound = True

    assert read(BOOK, Bound()).model_dump(exclude={"run"}) == digest.model_dump(exclude={"run"})


class Failing(Reader):
    """Fails where a section is asked about a text with these words."""

    def __init__(self, section, words, failure=None):
        super().__init__()
        self.section, self.words = section, words
        self.failure = failure or ReplyError("The reply is not valid", "Try another model")

    async def ask(self, messages, reply, **settings):
        if reply.__name__ == self.section and self.words in messages[1]["content"].partition("People of")[0]:
            raise self.failure
        return await super().ask(messages, reply, **settings)


def test_a_part_that_fails_is_an_issue_with_its_span_and_the_others_stand(digest):
    found = read(BOOK, Failing("ClaimsReply", "The 22nd Fan Expo Canada took place"))
    (issue,) = found.issues
    assert (issue.section, issue.problem) == ("claims", "part-failed")
    assert issue.span.text == BOOK.text[issue.span.start : issue.span.end]
    assert "The 22nd Fan Expo Canada took place" in issue.span.text
    assert found.run.covered == round(1 - len(issue.span.text) / len(BOOK.text), 4)
    outside = [claim for claim in digest.claims if claim.evidence[0] not in issue.span]
    assert [claim.statement for claim in found.claims] == [claim.statement for claim in outside]
    assert found.people == digest.people


def test_where_every_part_fails_the_section_has_failed():
    found = read(BOOK, Failing("ClaimsReply", "# Article"), ["people", "claims"])
    assert [(issue.section, issue.problem) for issue in found.issues] == [("claims", "section-failed")]
    assert found.run.covered == 0
    assert found.people


def test_where_the_people_fail_everywhere_no_more_is_asked():
    model = Failing("PeopleReply", "# Article")
    with pytest.raises(ReplyError):
        read(BOOK, model)
    assert model.asked == 0


@pytest.mark.parametrize("failure", [ReplyTooLongError("It did not end"), ArticleTooLongError("It is too long")])
def test_a_text_that_is_too_much_for_one_reply_is_read_in_halves(failure):
    article, _ = book(1)
    sentences = article.sentences
    whole = read(article, Reader())

    class Small(Reader):
        async def ask(self, messages, reply, **settings):
            content = messages[1]["content"]
            if reply.__name__ == "ClaimsReply" and all(content.count(s.text) for s in (sentences[2], sentences[-2])):
                raise failure
            return await super().ask(messages, reply, **settings)

    halves = read(article, Small())
    assert halves.issues == []
    assert halves.run.parts == 2
    assert [claim.statement for claim in halves.claims] == [claim.statement for claim in whole.claims]
    assert halves.claims[0].speaker == whole.claims[0].speaker


def test_each_part_tells_who_is_known_and_what_came_before():
    prompts = []

    class Seen(Reader):
        async def ask(self, messages, reply, **settings):
            prompts.append((reply.__name__, messages[1]["content"]))
            return await super().ask(messages, reply, **settings)

    spoke = [f"Lee spoke {n} times." for n in range(60)]
    model = Seen(part=500)
    model._names = {one: [("", {"name": "Lee", "other_names": [], "role": ""})] for one in spoke}
    model._names[FIRST] = [("", {"name": "Ann Lee", "other_names": ["Lee"], "role": "mayor"})]
    text = "\n\n".join([FIRST, *(f"{one} Everybody agreed with her, as they always do." for one in spoke)])
    digest = read(Article(text=text, published="2024-05-03"), model)
    claims = [prompt for name, prompt in prompts if name == "ClaimsReply"]
    assert len(claims) > 3
    for number, prompt in enumerate(claims, 1):
        assert f"part {number} of {len(claims)}" in prompt
        assert "Published: 2024-05-03" in prompt
        assert ("- Ann Lee (also Lee): mayor" in prompt) == (number > 1)
        assert ("The part before it ends: " in prompt) == (number > 1)
    assert [(person.name, len(person.mentions)) for person in digest.people] == [("Ann Lee", 61)]


FIRST = "Ann Lee, the mayor, resigned."


def test_every_prompt_fits_into_the_context():
    sizes = []

    class Seen(Reader):
        async def context(self):
            return 4096

        async def ask(self, messages, reply, **settings):
            sizes.append(sum(len(message["content"].encode()) for message in messages) / 3)
            return await super().ask(messages, reply, **settings)

    read(BOOK, Seen())
    assert max(sizes) < 4096 * 0.8  # the rest is for the reply


def reply_to(request):
    name = request["response_format"]["json_schema"]["name"]
    empty = {
        "SummaryReply": {"headline": "A", "key_points": [], "abstract": "A."},
        "TimelineReply": {"events": []},
        "PeopleReply": {"people": []},
        "ClaimsReply": {"claims": []},
    }
    return completion(json.dumps(empty[name]))


LONG = "\n\n".join(f"Ann Lee spoke {n} times in Springfield, and everybody agreed with her." for n in range(300))


@pytest.fixture
def at(monkeypatch):
    def at(server):
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")

    return at


def test_a_later_run_asks_only_for_what_is_missing(at):
    is_down = True

    def script(request):
        name = request["response_format"]["json_schema"]["name"]
        is_it = name == "TimelineReply" and "] Ann Lee spoke 150 times" in request["messages"][1]["content"]
        return error(400, "no") if is_down and is_it else reply_to(request)

    with FakeServer(script) as server:
        at(server)
        first = summarize(LONG, model="openai/scripted", part=1000)
        assert [issue.problem for issue in first.issues] == ["part-failed"]
        assert first.run.covered < 1
        is_down, before = False, len(server.requests)
        second = summarize(LONG, model="openai/scripted", part=1000)
        assert len(server.requests) == before + 1
    assert second.issues == []
    assert second.run.covered == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/models", {"data": [{"id": "other", "max_model_len": 9}, {"id": "scripted", "max_model_len": 3000}]}),
        ("/v1/models", {"data": [{"id": "scripted", "context_length": 3000}]}),
        ("/props", {"default_generation_settings": {"n_ctx": 3000}}),
        ("/api/ps", {"models": [{"name": "scripted", "context_length": 3000}]}),
    ],
)
def test_the_server_is_asked_how_much_the_model_reads(at, path, body):
    with FakeServer(reply_to, pages={path: Reply(body=body)}) as server:
        at(server)
        digest = summarize(LONG, model="openai/scripted", sections=["people"], cache=False)
    assert digest.run.parts > 10
    for request in server.requests:
        assert sum(len(message["content"]) for message in request["messages"]) / 3 < 3000


def test_a_server_that_counts_tokens_is_believed(at):
    words = len(re.findall(r"\w+", LONG))
    with FakeServer(reply_to, pages={"/tokenize": Reply(body={"tokens": [1] * words})}) as server:
        at(server)
        digest = summarize(LONG, model="openai/scripted", sections=["people"], part=2000, cache=False)
        assert server.paths.count("/tokenize") == 1
    assert digest.run.parts == -(-(words + 6 * 300) // 2000) < len(LONG) / 3 / 2000


def test_what_the_server_told_is_not_asked_again(at):
    pages = {"/v1/models": Reply(body={"data": [{"id": "scripted", "max_model_len": 5000}]})}
    with FakeServer(reply_to, pages=pages) as server:
        at(server)
        summarize(LONG, model="openai/scripted", sections=["people"])
        asked = len(server.paths)
        digest = summarize(LONG, model="openai/scripted", sections=["people"])
        assert len(server.paths) == asked
    assert digest.run.cached
    assert digest.run.parts > 1


def test_of_a_summary_of_many_sentences_that_fails_in_part_no_span_is_claimed():
    class Broken(Reader):
        """Fails at the first question about sentences that it was asked about before: those of the parts' points."""

        seen, has_failed = set(), False

        async def ask(self, messages, reply, **settings):
            sentences = set(re.findall(r"^\[\d+\] (.{40,})$", messages[1]["content"], re.MULTILINE))
            again, self.seen = sentences & self.seen, self.seen | sentences
            if reply.__name__ == "SummaryReply" and len(again) > 3 and not self.has_failed:
                self.has_failed = True
                raise ReplyError("The reply is not valid", "Try another model")
            return await super().ask(messages, reply, **settings)

    found = read(BOOK, Broken(part=400), ["summary"])
    assert any(issue.section == "summary" for issue in found.issues)
    assert wrong_spans(found) == 0


def test_a_small_model_is_shown_nothing_beside_the_text():
    prompts = []

    class Small(Reader):
        profile = "brief"
        is_bound = True

        async def ask(self, messages, reply, **settings):
            prompts.append(messages[1]["content"])
            told = {"headline": "Lee spoke", "abstract": "Ann Lee spoke in Springfield."}
            return reply.model_validate(told)

    digest = read(Article(text=LONG, language="en"), Small(part=1000), ["summary"])
    assert len(prompts) > digest.run.parts  # the whole once more, in parts too if its sentences are many
    assert not any(words in prompt for prompt in prompts for words in ("of a long article", "In each of its parts"))
