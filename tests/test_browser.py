"""The page in a real browser: pointing, clicking, filters, the keyboard, a phone."""

import pytest
from pages import example, long
from playwright.sync_api import expect

from summarizer.render import html


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
    page.locator("#c2").scroll_into_view_if_needed()
    box = page.locator("#c2 > p >> nth=1").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 10)
    page.mouse.up()
    assert page.evaluate("String(getSelection())").startswith("Ray did")
    expect(page.get_by_role("status")).to_have_text("")


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


def test_on_a_phone_a_tap_goes_to_the_words_and_back(show):
    page = show(html(long()), 390, has_touch=True)
    page.tap("#c250 .speaker")
    assert in_sight(page, ".piece.lit")
    assert not in_sight(page, "#c250")
    page.get_by_role("button", name="Back").tap()
    assert in_sight(page, "#c250")
    assert lit_items(page) == []


def test_the_keyboard_goes_on_where_a_pointer_only_rests(show):
    page = show(html(example()))
    page.hover("#k1")
    for _ in range(6):
        page.keyboard.press("Tab")
    assert lit_items(page) == ["p1"]


def laid_out(page, selector):
    return page.eval_on_selector_all(
        selector, "all => all.filter(e => e.checkVisibility({ contentVisibilityAuto: true })).map(e => e.id)"
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_list_is_laid_out_only_near_the_window(show, width):
    page = show(html(long(1200, "\n\n")), width)
    assert len(laid_out(page, ".claim")) < 200
    assert page.evaluate("window.find('number 777 was right')")
    page.emulate_media(media="print")
    assert len(laid_out(page, ".claim")) == 1200


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("number", [1, 500, 1190])
def test_what_was_not_laid_out_is_brought_into_sight_and_stays_there(show, width, number):
    page = show(html(long(1200, "\n\n")), width)
    page.click(f"#c{number} .speaker")
    assert in_sight(page, ".piece.lit")
    page.wait_for_timeout(300)
    assert in_sight(page, ".piece.lit")
    page.keyboard.press("Escape")
    assert in_sight(page, f"#c{number} .speaker")
    page.click(f"#s{number} .piece:last-child")
    page.wait_for_timeout(300)
    assert in_sight(page, f"#e{number}")


def test_chunks_of_a_list_that_the_filters_empty_take_no_room(show):
    page = show(html(long(1200)))
    page.get_by_role("button", name="Person500", exact=True).click()
    assert visible(page, ".claim") == ["c501"]
    assert page.locator(".claims:not([hidden])").count() == 1
    height = page.eval_on_selector(".claims:not([hidden])", "e => e.clientHeight")
    assert height < 200  # pixels
    page.get_by_role("button", name="Show all").click()
    assert page.locator(".claims[hidden]").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("place", ["timeline", "claims"])
def test_a_long_page_begins_with_links_to_its_parts(show, place, scripts):
    page = show(html(long(1200, "\n\n")), java_script_enabled=scripts)
    page.get_by_role("navigation", name="Contents").get_by_role("link", name=place.capitalize()).click()
    page.wait_for_timeout(300)
    assert in_sight(page, f"#{place}")
    if scripts:
        page.keyboard.press("Tab")  # the focus went there too
        assert page.evaluate("document.activeElement.closest('section').getAttribute('aria-labelledby')") == place
