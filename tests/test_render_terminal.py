"""The page for a terminal, printed as a terminal of that kind would show it."""

import io
import re

import pytest
from digests import ARTICLE, claim, digest
from rich.cells import cell_len
from rich.console import Console

from summarizer import Event, KeyPoint, Person, Speaker, Summary
from summarizer.render import page


def printed(shown=None, width=80, *, evidence=False, **console):
    out = io.StringIO()
    Console(file=out, width=width, **console).print(page(shown or digest(), evidence=evidence))
    return out.getvalue()


def part(text, title):
    """The lines under a title, without the title's own."""
    lines = text[text.index(f"\n{title} ─") + 1 :].split("\n\n")[0].splitlines()
    return lines[1:]


def test_the_head_says_what_the_article_is_and_what_a_check_flagged():
    assert printed().split("\n\nKey points")[0].splitlines() == [
        "Ann *Lee* resigned",
        "A # title · 10 May 2024 · https://example.org/a?x=1",
        "",
        "1. She <b>left</b> in 2023.",
        "⚑ more or less certain than the sentence cited",
    ]


def test_the_timeline_is_drawn_along_a_rail():
    assert part(printed(), "Timeline") == [
        "  2003 – 2015  ┃ She was mayor.  “for years” [1]",
        "   about 2010  ○ She married.  “about then” [1]",
        "               │ ⚑ a date is not in the sentence cited",
        "               ┊ 13 years",
        "  spring 2023  ● Ann left.  “in 2023” [1]",
        "7 August 2023  ● Bob followed. [3]",
        "      undated  · She may return.  “someday” [2]",
    ]


def test_in_a_narrow_terminal_dates_stand_above():
    assert part(printed(width=40), "Timeline")[:5] == [
        "┃ 2003 – 2015",
        "┃ She was mayor.  “for years” [1]",
        "○ about 2010",
        "│ She married.  “about then” [1]",
        "│ ⚑ a date is not in the sentence cited",
    ]


def test_a_range_is_a_bar_as_long_as_its_text_and_a_date_is_said_once():
    events = [
        Event(date="2003/2015", when="then", what=" ".join(["word"] * 20)),
        Event(date="2016", when="2016", what="One."),
        Event(date="2016", when="2016", what=" ".join(["two"] * 20)),
    ]
    assert part(printed(digest(timeline=events)), "Timeline") == [
        "2003 – 2015  ┃ word word word word word word word word word word word word word",
        "             ┃ word word word word word word word  “then”",
        "       2016  ● One.",
        "             ● two two two two two two two two two two two two two two two two",
        "               two two two two",
    ]


@pytest.mark.parametrize(
    ("before", "after", "pause"),
    [
        ("2009", "2012", ["3 years"]),
        ("2003/2014", "2016", ["2 years"]),
        ("2022", "2023-03", []),
        ("2022-11", "2023-03-07", ["4 months"]),
        ("2022-11-30", "2022-12-01", []),
        ("2023", None, []),
    ],
)
def test_long_pauses_are_said(before, after, pause):
    events = [Event(date=date, when="", what="x") for date in (before, after)]
    lines = part(printed(digest(timeline=events)), "Timeline")
    assert [line.partition("┊ ")[2] for line in lines if "┊" in line] == pause


def test_people_have_roles_ages_other_names_and_the_sentence_that_names_them_first():
    assert part(printed(), "People") == [
        "Ann Lee  mayor · 42 · also Lee · 2× [1]",
        "部長     [5]",
        "         ⚑ a name is not in the article, or not near the sentence cited",
    ]
    assert part(printed(width=40), "People")[0] == "• Ann Lee  mayor · 42 · also Lee · 2×"


def test_claims_are_grouped_by_speaker_with_certainty_and_status():
    assert part(printed(), "Claims") == [
        "A source, through the Herald",
        "  ○ She [red]may[/red] return  [31m · possible [2]",
        "the Herald",
        "  ● Ann Lee left · denied [4]",
        "    ⚑ no quotation in the article",
        "Ann Lee  mayor",
        "  ◐ It is not so. · probable · negated [2]",
        "Carl Fox",
        "  ● Bob may be next. · disputed [2]",
        "a report",
        "  ● She resigned. · confirmed [2]",
        "The article",
        "  ● Bob followed. [2]",
    ]


def test_claims_of_one_speaker_stand_together():
    speakers = [
        Speaker(name=name, kind="person", person=p) for name, p in (("Lee", "p1"), ("B", None), ("Ann Lee", "p1"))
    ]
    shown = digest(claims=[claim(f"{n}.", speaker, evidence=[]) for n, speaker in enumerate(speakers)])
    assert part(printed(shown), "Claims") == ["Ann Lee  mayor", "  ● 0.", "  ● 2.", "B", "  ● 1."]


def test_of_more_items_than_one_sees_at_a_glance_the_heading_says_the_number():
    claims = [claim(f"{n}.", Speaker(name="Lee", kind="person"), evidence=[]) for n in range(25)]
    assert part(printed(digest(claims=claims)), "Claims: 25")[1] == "  ● 0."
    assert "\nClaims ─" in printed(digest(claims=claims[:24]))


def test_what_is_missing_is_said_in_words():
    assert part(printed(), "Missing, and why") == ["people  the name is not in the article: Carl Fox"]


def test_evidence_shows_each_sentence_with_the_exact_words_marked():
    text = printed(evidence=True)
    assert part(text, "Timeline")[2:6] == [
        "   about 2010  ○ She married.  “about then”",
        "               │ ⚑ a date is not in the sentence cited",
        "               │ [1] Ann *Lee* resigned in 2023.",
        "               ┊ 13 years",
    ]
    assert "               │ [1] Ann *Lee* resigned ⟦in 2023⟧." in text
    assert "         [1] ⟦Ann *Lee*⟧ resigned in 2023." in text
    assert "    [2] <b>A source</b> ⟦said⟧  [31mshe [red]may[/red] return." in text
    assert "⟦" not in printed()


def test_on_a_terminal_the_exact_words_are_underlined():
    text = printed(evidence=True, force_terminal=True, color_system="standard")
    assert "\x1b[4min 2023\x1b[0m" in text
    assert "⟦" not in text


def test_the_articles_words_neither_style_nor_steer_the_terminal():
    assert "\x1b" not in printed(evidence=True)
    styled = printed(evidence=True, force_terminal=True, color_system="standard")
    assert "\x1b[31mshe" not in styled
    assert "[red]may[/red]" in styled


def test_a_dumb_terminal_gets_no_escape_codes(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in printed(force_terminal=True)


def test_a_bold_lead_leaves_the_text_beside_it_plain(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    [line] = [line for line in printed(force_terminal=True).splitlines() if "She was mayor." in line]
    assert "2003 – 2015\x1b[0m" in line
    assert not re.search(r"\x1b\[1m[^\x1b]*She was mayor", line)


def test_without_colour_bold_and_underlined_stay(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = printed(force_terminal=True, evidence=True)
    assert "\x1b[1mAnn *Lee* resigned\x1b[0m" in text
    assert not any(f"\x1b[{code}m" in text for code in (31, 32, 33, 35, 36))


@pytest.mark.parametrize("width", [24, 40, 60, 80, 200])
def test_the_page_fits_the_terminal_and_is_never_too_wide_to_read(width):
    wide = "部長は辞任した" * 20
    arabic = "قال رئيس الوزراء إن الحكومة ستستقيل يوم الثلاثاء " * 5
    shown = digest(
        people=[Person(id="p1", name=wide, role=arabic)],
        timeline=[Event(date="2023-09-03/2024-10-12", when="x" * 150, what=wide)],
    )
    for text in (printed(shown, width, evidence=True), printed(width=width, evidence=True)):
        assert max(map(cell_len, text.splitlines())) <= min(width, 100)
        assert not any(line.endswith(" ") for line in text.splitlines())


def test_nothing_is_cut_off_in_a_narrow_terminal():
    events = [Event(date="2023-09-03/2024-10-12", when="", what="x")]
    text = printed(digest(timeline=events), 24)
    assert "12 October 2024" in " ".join(text.replace("┃", "").split())


@pytest.mark.parametrize("width", [2, 5, 9, 11])
def test_nothing_is_cut_off_in_a_terminal_too_narrow_for_any_item(width):
    point = KeyPoint(text="部長は辞任したと発表された。", evidence=[digest().article.sentences[0]])
    text = printed(digest(summary=Summary(headline="Incomprehensible", abstract="", key_points=[point])), width)
    assert "Incomprehensible" in "".join(text.split())
    assert point.text in "".join(text.split())
    assert max(map(cell_len, text.splitlines())) <= width


def test_a_terminal_without_unicode_gets_a_page_of_ascii():
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    Console(file=out, width=80).print(page(digest()))
    out.seek(0)
    text = out.read()
    assert "7 August 2023  * Bob followed. [3]" in text
    assert '  2003 - 2015  # She was mayor.  "for years" [1]' in text


def test_parts_that_are_empty_are_left_out():
    text = printed(digest(summary=None, timeline=[], people=[], claims=[], issues=[]))
    assert text.splitlines() == [
        "A # title · 10 May 2024 · https://example.org/a?x=1",
        "",
        "m: 4 requests, 1,234 tokens in (0 cached), 0 out, 1 s",
    ]
    assert printed(
        digest(article=ARTICLE.model_copy(update={"title": None, "url": None, "id": None, "published": None}))
    )
