"""The page in a real browser: who can read it, where, and that no article gets out of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import arabic, bare, chinese, endless, evil, example, long
from playwright.sync_api import expect

from summarizer.render import html, notebook


def test_a_screen_reader_finds_parts_by_role_and_name(show):
    page = show(html(example()))
    for name in ("Key points", "People", "Timeline 6", "Claims 3", "Missing, and why", "The article"):
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
        expect(page.get_by_role("heading", name=name, level=2, exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Show only some claims")).to_be_visible()
    expect(page.get_by_role("img", name="The dates below on an axis to scale, from 1950 to")).to_be_visible()
    expect(page.get_by_role("link", name="Sentence 9, show in the article")).to_be_visible()
    expect(page.get_by_role("link", name="Sentence 9, show what rests on it")).to_be_visible()


@pytest.mark.parametrize("digest", [example(), evil(), arabic(), chinese(), long(), bare(), endless()])
@pytest.mark.parametrize("width", [320, 390, 700, 900, 1280])
def test_nothing_scrolls_sideways(show, digest, width):
    page = show(html(digest), width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.getElementById('article').scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("digest", [example(), long(25), long()])
def test_labels_of_the_axis_never_overlap(show, digest, width):
    page = show(html(digest), width)
    boxes = page.eval_on_selector_all(
        ".axis text",
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.right, b.top + 2, b.bottom - 2])",
    )
    assert len(boxes) > 5
    for n, (left, right, top, bottom) in enumerate(boxes):
        assert 0 <= left <= right <= width
        assert all(right <= l or r <= left or bottom <= t or b <= top for l, r, t, b in boxes[n + 1 :])  # noqa: E741  # left


@pytest.mark.parametrize("digest", [example(), evil(), arabic()])
@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_barrier_in_light_or_dark_not_even_in_what_is_lit(show, digest, scheme, dark, width):
    page = show(html(digest), width, color_scheme=scheme)
    assert (page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 22, 24)") == dark
    page.click("#c1 .speaker")
    found = Axe().run(page).response
    assert [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]] == []
    assert "color-contrast" in {rule["id"] for rule in found["passes"]}


def test_printed_it_is_all_there_and_nothing_to_press(show):
    page = show(html(long()), 700)
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.evaluate(
        "document.getElementById('article').clientHeight == document.getElementById('article').scrollHeight"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 700  # printers would shrink the page
    page.set_viewport_size({"width": 1280, "height": 800})  # a wide sheet
    assert page.evaluate(
        "document.getElementById('article').clientHeight == document.getElementById('article').scrollHeight"
    )


@pytest.mark.parametrize(("motion", "expected"), [("reduce", "0s"), ("no-preference", "0.12s")])
def test_who_wants_no_motion_gets_none(show, motion, expected):
    page = show(html(example()))
    page.emulate_media(reduced_motion=motion)
    assert page.evaluate("getComputedStyle(document.querySelector('.piece')).transitionDuration") == expected


def test_right_to_left_articles_run_that_way(show):
    page = show(html(arabic()))
    for selector in ("h1", ".standfirst", "#k1", "#e1", "#c1", "#article > p"):
        assert page.eval_on_selector(selector, "e => getComputedStyle(e).direction") == "rtl"
    page.hover("#c1")
    assert "".join(page.locator(".piece.lit").all_text_contents()) == arabic().article.sentences[1].text


def test_an_evil_article_runs_nothing_and_loads_nothing(show):
    page = show(html(evil()))
    for item in page.locator(".item").all():
        item.hover()
    for element in page.locator(".chip, .cite, .ref, .quality, .piece, .mark").all()[::7]:
        element.click(force=True)
    for select in page.locator("select").all():
        select.select_option(index=1)
    assert page.evaluate("window.ran") is None
    assert page.url.partition("#")[0].endswith("page.html")
    assert page.locator("h1").text_content() == "</script><script>window.ran=1</script>"


def test_the_policy_would_stop_what_got_in(show):
    page = show(
        html(example()).replace("<main>", "<main><script>window.ran=1</script><img src=x onerror='window.ran=1'>")
    )
    page.wait_for_function("violations.length >= 3")
    assert page.evaluate("window.ran") is None
    assert sorted(page.evaluate("violations.splice(0)")) == ["img-src", "script-src-attr", "script-src-elem"]
    assert len(show.logged) == 3
    assert show.requests.pop().endswith("/x")  # the image, which was asked for and refused
    show.logged.clear()


def test_without_scripts_it_reads_well_and_its_links_lead_to_the_sentences(show):
    page = show(html(long()), java_script_enabled=False)
    assert not page.locator(".filters").is_visible()
    page.click("#c250 .cite")
    assert page.url.endswith("#s250")
    assert page.locator("#s250").evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    expect(page.locator("#s250")).to_be_in_viewport()
    page.click("#s250 .ref")
    expect(page.locator("#e250")).to_be_in_viewport()


@pytest.mark.parametrize("digest", [example(), evil()])
def test_in_a_notebook_it_works_and_can_not_reach_out(show, digest):
    page = show(f"<!doctype html><title>Notebook</title>{notebook(digest)}")
    frame = page.frame_locator("iframe")
    frame.locator("#c1").hover()
    expect(frame.locator(".piece.lit").first).to_be_visible()
    frame.locator("#k1 .cite >> nth=0").click()
    expect(frame.locator("#k1")).to_have_class("item lit")
    assert (
        page.frames[1].evaluate("(() => { try { return parent.document.title } catch { return 'kept out' } })()")
        == "kept out"
    )
    assert page.evaluate("window.ran") is None
