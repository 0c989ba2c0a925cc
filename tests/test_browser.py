"""The page in a real browser: Chromium, driven by Playwright. Skipped where there is none."""

import shutil

import pytest
from digests import arabic, bare, chinese, evil, example, long
from playwright.sync_api import expect, sync_playwright

from summarizer.render import html, notebook

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
WATCH = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def show(browser, tmp_path):
    """Opens a text of HTML as a file. At the end, nothing was logged, nothing else loaded, and no policy violated."""
    contexts, logged, requests = [], [], []

    def show(text, viewport=DESK, **settings):
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport=viewport, reduced_motion="reduce", **settings))
        page = contexts[-1].new_page()
        page.on("console", lambda message: logged.append(message.text))
        page.on("pageerror", lambda error: logged.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.add_init_script(WATCH)
        page.goto(path.as_uri())
        return page

    show.logged, show.requests = logged, requests
    yield show
    for context in contexts:
        for page in context.pages:
            if not page.url.startswith("about:"):
                assert page.evaluate("window.violations ?? []") == []
        context.close()
    assert logged == []
    assert {url for url in requests if not url.startswith("about:")} <= {(tmp_path / "page.html").as_uri()}


def lit(page, selector):
    """What is lit: ids of items, or texts of pieces."""
    return page.eval_on_selector_all(selector, "all => all.map(e => e.id || e.textContent)")


def lit_items(page):
    return lit(page, ".item.lit")


def lit_words(page):
    return "".join(lit(page, ".piece.lit"))


def in_sight(page, selector):
    """Whether an element is within the window, and within the article's own frame if it has one."""
    return page.eval_on_selector(
        selector,
        """e => {
          const box = e.getBoundingClientRect(), frame = e.closest(".text")?.getBoundingClientRect();
          const bottom = document.querySelector(".bar").getBoundingClientRect().top;
          return box.top >= Math.max(0, frame?.top ?? 0) && box.bottom <= Math.min(bottom, frame?.bottom ?? bottom);
        }""",
    )


def test_pointing_at_an_item_lights_its_words(show):
    page = show(html(example()))
    page.hover("#k1")
    assert lit_items(page) == ["k1"]
    assert lit_words(page) == "Ann Lee, mayor since 2010, resigned on Friday.🎭 Lee wept."
    page.hover("#c1")
    assert (lit_items(page), lit(page, ".cue")) == (["c1"], ["told", "may"])
    page.hover("h1")
    assert (lit_items(page), lit_words(page)) == ([], "")


@pytest.mark.parametrize("item", ["#p250", "#e250", "#c250", ".mark-label >> nth=3"])
def test_the_words_scroll_into_sight(show, item):
    page = show(html(long()))
    page.hover(item)
    expect(page.locator(".piece.lit").first).to_be_in_viewport()
    assert in_sight(page, ".piece.lit")


def test_pointing_at_words_lights_the_items_that_rest_on_them(show):
    page = show(html(example()))
    page.hover(".piece >> text=A source")
    assert (lit_items(page), lit_words(page)) == (["e6", "c1"], "A source ")
    page.hover(".piece >> text=never asked")
    assert lit_items(page) == ["c2"]
    page.hover("#s6 .ref")
    assert lit_items(page) == ["k2", "e2", "c3"]


def test_pointing_at_the_axis_lights_the_event_and_its_words(show):
    page = show(html(example()))
    page.hover(".mark.day[data-item=e4]")
    assert lit_items(page) == ["e4"]
    assert lit_words(page).startswith("Ann Lee, mayor")
    page.hover("#e3")
    assert page.locator(".mark.lit").get_attribute("data-item") == "e3"


def test_a_click_holds_what_is_lit_until_escape(show):
    page = show(html(example()))
    page.click("#c2 .speaker")
    page.hover("#k2")
    assert lit_items(page) == ["k2"]
    page.hover("h1")
    assert lit_items(page) == ["c2"]
    expect(page.get_by_role("status")).to_have_text("Claim: 2 sentences lit in the article")
    page.keyboard.press("Escape")
    assert (lit_items(page), lit_words(page)) == ([], "")
    expect(page.get_by_role("status")).to_have_text("")
    page.click("#c2 .speaker")
    page.click("#c2 .speaker")
    page.hover("h1")
    assert lit_items(page) == []


def test_a_click_on_words_brings_their_item_into_sight(show):
    page = show(html(long()))
    page.click("#s250 .piece:last-child")
    assert in_sight(page, "#e250")
    page.mouse.move(5, 5)
    assert lit_items(page) == ["e250", "c250"]
    expect(page.get_by_role("status")).to_have_text("2 items on these words")


def test_selecting_words_is_no_click(show):
    page = show(html(example()))
    page.dblclick(".piece >> text=Police said")
    assert page.evaluate("String(getSelection()).length > 3")
    page.mouse.move(5, 5)
    page.click("h1")
    assert page.get_by_role("status").text_content() in ("", "3 items on these words")


def visible(page, selector):
    return page.eval_on_selector_all(selector, "all => all.filter(e => e.offsetParent).map(e => e.id)")


def test_a_person_filters_events_claims_and_mentions(show):
    page = show(html(example()))
    chip = page.get_by_role("button", name="Ann Lee")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert (visible(page, ".event"), visible(page, ".claim")) == (["e3", "e4", "e6"], ["c2"])
    assert lit(page, ".named") == ["Ann Lee", "Ann", "Lee"]
    assert lit(page, ".mark-label.out") == ["1", "2", "5"]
    expect(page.get_by_role("status")).to_have_text("Ann Lee · events: 3 of 6 · claims: 1 of 3")
    assert page.locator(".count").all_text_contents() == ["3 of 6", "1 of 3"]
    page.get_by_role("button", name="Bob Ray").click()
    assert (visible(page, ".event"), visible(page, ".claim")) == ([], ["c2"])
    assert lit(page, ".chip[aria-pressed=true]") == ["Bob Ray"]
    page.get_by_role("button", name="Show all").click()
    assert (len(visible(page, ".event")), len(visible(page, ".claim")), lit(page, ".named")) == (6, 3, [])


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"Speaker": "Bob Ray"}, ["c2"]),
        ({"Certainty": "possible"}, ["c1"]),
        ({"Status": "reported"}, ["c1", "c3"]),
        ({"Status": "reported", "Certainty": "probable"}, ["c3"]),
        ({"Speaker": "Police", "Status": "denied"}, []),
    ],
)
def test_claims_are_filtered_by_speaker_certainty_and_status(show, chosen, left):
    page = show(html(example()))
    for label, value in chosen.items():
        page.get_by_label(label).select_option(value)
    assert visible(page, ".claim") == left
    assert page.locator(".none").is_visible() == (not left)
    expect(page.get_by_role("status")).to_have_text(f"events: 6 · claims: {len(left)} of 3")
    page.keyboard.press("Escape")
    assert visible(page, ".claim") == ["c1", "c2", "c3"]


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.textContent")


def test_the_keyboard_alone_does_it_all(show):
    page = show(html(example()))
    press = page.keyboard.press
    stops = []
    for _ in range(8):
        press("Tab")
        stops.append(focused(page))
    web = "https://example.org/news?a=1&b=2"
    assert stops == ["#article", web, "#s2", "#s9", "#s6", "Ann Lee", "#s2", "Bob Ray"]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert lit_items(page) == ["p2"]

    press("Space")  # a chip: filter
    assert visible(page, ".claim") == ["c2"]
    press("Escape")
    assert len(visible(page, ".claim")) == 3

    page.locator("#c2 .cite >> nth=0").focus()
    assert lit_items(page) == ["c2"]
    press("Space")  # hold, and stay
    press("Tab")
    assert (focused(page), lit_items(page)) == ("#s5", ["c2"])
    press("Enter")  # hold, and go there
    assert page.evaluate("document.activeElement.closest('.sentence').id") == "s5"
    assert lit_items(page) == ["c2"]
    press("Escape")  # and back
    assert (focused(page), page.evaluate("document.activeElement.closest('.item').id")) == ("#s5", "c2")
    assert (lit_items(page), lit_words(page)) == ([], "")

    page.locator("#s3 .ref").focus()
    assert lit_items(page) == ["e6", "c1"]
    press("Enter")  # from the words to the first item
    assert page.evaluate("document.activeElement.closest('.item').id") == "e6"


def test_a_screen_reader_finds_parts_by_role_and_name(show):
    page = show(html(example()))
    for name in ("Key points", "People", "Timeline 6", "Claims 3", "Missing, and why", "The article"):
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
        expect(page.get_by_role("heading", name=name, level=2, exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Show only some claims")).to_be_visible()
    expect(page.get_by_role("img", name="The dates below on an axis to scale, from 1950 to")).to_be_visible()
    expect(page.get_by_role("link", name="Sentence 9, show in the article")).to_be_visible()
    expect(page.get_by_role("link", name="Sentence 9, show what rests on it")).to_be_visible()


@pytest.mark.parametrize("digest", [example(), evil(), arabic(), chinese(), long(), bare()])
@pytest.mark.parametrize("width", [320, 390, 700, 900, 1280])
def test_nothing_scrolls_sideways(show, digest, width):
    page = show(html(digest), {"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.getElementById('article').scrollWidth") <= width


def test_on_a_phone_a_tap_goes_to_the_words_and_back(show):
    page = show(html(long()), PHONE, has_touch=True)
    page.tap("#c250 .speaker")
    assert in_sight(page, ".piece.lit")
    assert not in_sight(page, "#c250")
    page.get_by_role("button", name="Back").tap()
    assert in_sight(page, "#c250")
    assert lit_items(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("digest", [example(), long(25), long()])
def test_labels_of_the_axis_never_overlap(show, digest, width):
    page = show(html(digest), {"width": width, "height": 800})
    boxes = page.eval_on_selector_all(
        ".axis text",
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.right, b.top + 2, b.bottom - 2])",
    )
    assert len(boxes) > 5
    for n, (left, right, top, bottom) in enumerate(boxes):
        assert 0 <= left <= right <= width
        assert all(right <= l or r <= left or bottom <= t or b <= top for l, r, t, b in boxes[n + 1 :])  # noqa: E741


CONTRAST = """
  (selectors) => {
    const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const behind = (e) => {
      for (; e; e = e.parentElement) {
        const [r, g, b, a = 1] = numbers(getComputedStyle(e).backgroundColor);
        if (a) return [r, g, b];
      }
    };
    return selectors.map((selector) => {
      const e = document.querySelector(selector);
      const [a, b] = [numbers(getComputedStyle(e).color), behind(e)].map(light).sort().reverse();
      return (a + .05) / (b + .05);
    });
  }
"""


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_light_and_dark_are_both_readable(show, scheme, is_dark):
    page = show(html(example()), color_scheme=scheme)
    red = page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0]")
    assert (int(red) < 60) == is_dark
    page.click("#c1 .speaker")
    plain = [
        "h1",
        ".how",
        ".flag",
        ".cite",
        ".note",
        ".quality",
        ".quality.denied",
        ".ref",
        ".kicker a",
        "select",
        "footer",
    ]
    held = [".item.lit", ".item.lit .cite", ".item.lit .quality", ".piece.lit", ".piece.cue", ".bar p", ".bar button"]
    for selector, contrast in zip(plain + held, page.evaluate(CONTRAST, plain + held), strict=True):
        assert contrast >= 4.5, selector


def test_printed_it_is_all_there_and_nothing_to_press(show):
    page = show(html(long()), {"width": 700, "height": 900})
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.evaluate(
        "document.getElementById('article').clientHeight == document.getElementById('article').scrollHeight"
    )
    page.set_viewport_size(DESK)  # a wide sheet
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
    assert lit_words(page) == arabic().article.sentences[1].text


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
