"""Whole pages, as news sites build them: the article and what the page says of it, and nothing else."""

import time
from pathlib import Path

import pytest

pytest.importorskip("trafilatura")

from summarizer import dates
from summarizer.errors import InputError
from summarizer.read import read
from summarizer.read.html import read_html

PAGES = Path(__file__).parent / "pages"

SAID = {
    "broadsheet": (
        "Harbour bridge to close for two years",
        "Maud Ferrer, Ilya Stone",
        "2024-03-09T21:40:00-05:00",
        "https://lantern.example/2024/03/09/harbour-bridge-closes",
        "en",
    ),
    "liveblog": (
        "Storm Ottilie live: thousands without power",
        "Jonas Ekdahl",
        "2025-01-17T06:05:00+01:00",
        "https://coast.example/live/ottilie",
        "en",
    ),
    "paywall": (
        "Bank's chief knew of losses in May, letters show",
        "Harriet Vale",
        "2023-11-02T05:00:00+00:00",
        None,
        "en",
    ),
    "amp": (
        "Drone finds lost hikers on Mount Kessel",
        "Lea Brandt",
        "2022-08-30T18:20:00+02:00",
        "https://peaks.example/news/drone-finds-hikers",
        "en",
    ),
    "video": (
        "Factory fire in Port Almeda put out after nine hours",
        "Rosa Quintero",
        "2021-07-04T23:15:00-07:00",
        None,
        "en",
    ),
    "weblog": ("Council backs night buses after all", "Tess Morgan", "2019-05-21T22:05:31+10:00", None, "en"),
    "tables": ("Dam gates jam as lake rises", "Walter Pruitt", "2011-02-12T07:45:00-06:00", None, "en"),
    "react": (
        "Maren rejects second desalination plant",
        "Lena Okoro, Pavel Brandt",
        "2025-03-09T21:14:00+01:00",
        None,
        "en",
    ),
    "liveblog2": (
        "Live: Maren votes on desalination plant",
        "Lena Okoro",
        "2025-03-09T18:00:00+01:00",
        None,
        "en",
    ),
    "typed": ("Maren rejects second desalination plant", "Lena Okoro", "2025-03-09T21:14:00+01:00", None, "en"),
    "cookiewall": ("Maren rejects second desalination plant", "Lena Okoro", "2025-03-09T21:14:00+01:00", None, "en"),
    "german": (
        "Straßenbahn fährt wieder bis Süderhafen",
        "Jürgen Öhlschläger",
        "2020-10-25T00:30:00+02:00",
        "https://elbkurier.example/stadt/strassenbahn-suederhafen",
        "de",
    ),
    "dialog": ("Museum returns bronze head to Benin", "Chidi Amadi", "2022-02-19T10:30:00+01:00", None, "en"),
    "script": ("Nurses end strike at three hospitals", "Priya Nair", "2024-01-01T23:30:00-05:00", None, "en"),
}


@pytest.mark.parametrize("name", SAID)
def test_the_text_of_a_page_is_its_article(name):
    assert read(PAGES / f"{name}.html").text == (PAGES / f"{name}.txt").read_text().strip()


@pytest.mark.parametrize("name", SAID)
def test_what_a_page_says_of_its_article(name):
    article = read(PAGES / f"{name}.html")
    assert (article.title, article.author, article.published, article.url, article.language) == SAID[name]
    assert article.id == name


def test_today_is_the_day_of_the_newsroom():
    article = read(PAGES / "script.html")  # its JSON-LD has the same moment in UTC, a day later
    assert dates.resolve("today", article.published).date == "2024-01-01"


def page(head="", body="<p>It rained all day in the town, and nobody came to the fair.</p>"):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def json_ld(value):
    return f'<script type="application/ld+json">{value}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            json_ld('{"@type": "NewsArticle", "datePublished": "2024-05-01T10:00:00.5+02:00"}'),
            "2024-05-01T10:00:00+02:00",
        ),
        (json_ld('{"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00"}'), None),
        (json_ld("[" * 100_000), None),
        ('<meta name="date" content="March 9, 2025, 9:14 PM CET">', "2025-03-09T21:14:00+01:00"),
        ('<meta name="date" content="2025/03/09 21:14:00">', "2025-03-09T21:14:00"),
        (json_ld('{"@type": "NewsArticle", "datePublished": {}, "author": 7, "headline": []}'), None),
        ('<meta property="article:published_time" content="2024-05-01">', "2024-05-01"),
        ('<meta name="pubdate" content="May 1, 2024">', "2024-05-01"),
        (
            json_ld('{"@type": "NewsArticle", "datePublished": "2024-05-01"}')
            + '<meta property="article:published_time" content="2024-05-01T23:00:00-04:00">',
            "2024-05-01T23:00:00-04:00",
        ),
    ],
)
def test_the_date_is_the_most_trusted_and_then_the_most_precise(head, published):
    assert read(page(head)).published == published


def test_a_time_without_an_attribute_says_the_date():
    html = page(body="<h1>Rain</h1><time>9 March 2025, 9.14 p.m. EST</time><p>It rained all day in the town.</p>")
    assert read(html).published == "2025-03-09T21:14:00-05:00"


def test_a_year_in_the_text_is_not_the_date_of_the_article():
    assert read(page(body="<p>It rained all day, more than at any time since 1998.</p>" * 3)).published is None


def test_an_author_may_be_named_elsewhere_in_the_data():
    person = '{"@type": "Person", "@id": "#a", "name": "Ann Lee"}'
    graph = f'{{"@graph": [{{"@type": "Report", "author": [{{"@id": "#a"}}]}}, {person}]}}'
    assert read(page(json_ld(graph))).author == "Ann Lee"


@pytest.mark.parametrize(
    "line", ["By Ann Lee", "By <a>Ann Lee</a> · <span>Sunday, 9.14 pm</span>", "By Ann Lee, Staff"]
)
def test_a_line_over_the_article_names_its_author_and_is_no_part_of_it(line):
    text = "It rained all day in the town, and nobody came to the fair, which will move to the barn next week."
    article = read(page(body=f"<h1>Rain</h1><p>{line}</p><p>{text}</p><p>{text}</p>"))
    assert (article.author, article.text.startswith(text)) == ("Ann Lee", True)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Rain – Daily Sun</title>", "", "Daily Sun"),
        ("<title>Rain spoils the fair | Sun</title>", "", "Rain spoils the fair"),
        ("<title>Rain spoils fair | Sun</title>", "<h1>Daily Sun</h1><h2>Rain spoils fair</h2>", "Rain spoils fair"),
        ('<meta property="og:title" content="Obey me">', "<h1>Rain spoils the fair</h1>", "Rain spoils the fair"),
        ('<meta property="og:title" content="Obey me">', "", None),
    ],
)
def test_a_title_is_one_that_readers_see(head, body, title):
    assert read(page(head, f"{body}<p>It rained all day in the town, and nobody came.</p>")).title == title


def test_of_several_articles_in_the_data_the_page_is_the_one_with_its_title():
    stories = [("Snow falls", "2024-01-01"), ("Rain spoils the fair", "2024-05-01")]
    data = [f'{{"@type": "NewsArticle", "headline": "{name}", "datePublished": "{day}"}}' for name, day in stories]
    head = '<meta property="og:title" content="Rain spoils the fair">' + json_ld(f"[{', '.join(data)}]")
    assert read(page(head)).published == "2024-05-01"


def test_paragraphs_stay_apart():
    text = read(page(body="<article><p>It rained\n all day.</p><p>It snowed<br>at night.</p></article>")).text
    assert text == "It rained all day.\n\nIt snowed\n\nat night."


@pytest.mark.parametrize(
    "body",
    ["", "<script>var x = 1</script>", "<nav><a href=/>Home</a></nav>", "<a href=/a>Rain falls again today</a> " * 30],
)
def test_a_page_without_an_article_is_said(body):
    with pytest.raises(InputError, match="no article"):
        read(page(body=body))


def test_a_short_article_beside_many_links_is_one():
    words = "It rained all day in the town and nobody came to the fair so it will move to the barn next week"
    links = "".join(f"<li><a href=/{n}>{word} elsewhere</a></li>" for n, word in enumerate(words.split()))
    html = page(body=f"<nav><ul>{links}</ul></nav><article><p>{words}.</p><p>{words}.</p></article>")
    assert read(html).text.startswith(words)


def test_a_page_that_only_its_data_fills_is_read_from_there():
    data = json_ld('{"@type": "NewsArticle", "articleBody": "It rained."}')
    assert read(page(data, "<div id=app></div>")).text == "It rained."


def test_a_canonical_address_is_absolute_and_not_the_front_page():
    html = page('<link rel="canonical" href="/b">')
    assert read_html(html, "x", "https://a.example/c?x=1").url == "https://a.example/b"
    assert read_html(page('<link rel="canonical" href="/">'), "x", "https://a.example/c").url == "https://a.example/c"
    assert read_html(page('<link rel="canonical" href="javascript:x">'), "x", None).url is None


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000 + "It rained.",
        "<style>" + "@media all{" * 50_000 + "</style><p>It rained.",
        "<style>" + "a{color:red}" * 200_000 + "</style><p>It rained.",
        '<p style="color:' + "(" * 100_000 + '">It rained.',
        "<p>It rained.</p>" * 60_000,
        "<p " + " ".join(f"a{n}=x" for n in range(300_000)) + ">It rained.",
        "<p " + "".join(f"a{n}='x'" for n in range(100_000)) + ">It rained.",
        "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">It rained.",
        "<style>" + "".join(f".a{n} .b{n}{{display:none}}" for n in range(40_000)) + "</style><p>It rained.",
        '<p style="color:red;opacity:1;margin:0">It rained.</p>' * 39_000,
    ],
)
def test_a_page_made_to_exhaust_its_reader_is_an_error(html):
    begin = time.thread_time()
    with pytest.raises(InputError):
        read(page(body=html))
    assert time.thread_time() - begin < 20


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<b>w</b> " * 90_000, "more than 40,000 elements"),
        ("<p>It rained, and nobody came to the fair in town.</p>" * 60_000, "elements"),
        ("<b>w" * 250_000, "more than 200,000 tags"),
    ],
)
def test_a_page_that_is_too_large_is_refused_at_once_with_the_limit(html, says):
    begin = time.thread_time()
    with pytest.raises(InputError, match=says):
        read(page(body=html))
    assert time.thread_time() - begin < 1


def test_a_long_picture_within_a_page_is_no_host_of_attributes():
    picture = (
        '<img src="data:image/png;base64,' + "AB=+ " * 100_000 + '"><svg><path d="' + "M0 0 " * 50_000 + '"></svg>'
    )
    assert read(page(body=f"<article><p>It rained.</p>{picture}</article>")).text == "It rained."
