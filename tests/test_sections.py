"""What the sections have in common."""

import pytest

from summarizer.sections.base import uncut


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("He paid 238 dollars", 100, "He paid 238 dollars"),
        ("It came last year; it received mixed reviews, got ", 50, "It came last year; it received mixed reviews"),
        ("It was fun. It was beautiful. I", 33, "It was fun. It was beautiful"),
        ("They counted 1,200 ballots and 23", 33, "They counted 1,200 ballots and"),
        ("It ends where the limit is.", 27, "It ends where the limit is."),
    ],
)
def test_a_text_that_a_limit_cut_off_ends_at_what_is_whole(text, limit, expected):
    assert uncut(text, limit) == expected
