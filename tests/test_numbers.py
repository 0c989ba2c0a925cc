"""Numbers in digits and words, with their scales and units."""

import pytest

from summarizer.evidence.fold import Index
from summarizer.evidence.numbers import implied_numbers, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5m for 5m of rope", [(5e6, "$"), (5, None)]),
        ("5M people", [(5e6, None)]),
        ("two hundred and five days", [(205, "day")]),
        ("a hundred thousand", [(1e5, None)]),
        ("half a billion euros", [(5e8, "€")]),
        ("half of two million", [(2e6, None)]),
        ("a quarter of a million", [(2.5e5, None)]),
        ("twenty-five", [(25, None)]),
        ("two three", [(2, None), (3, None)]),
        ("one third, the twenty-third", [(3, None), (23, None)]),
        ("one of them", []),
        ("9" * 101, []),
    ],
)
def test_a_number_has_the_value_and_the_unit_meant(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(number.value, number.unit) for number in numbers(Index(text))] == expected


def test_some_words_imply_a_number() -> None:
    assert implied_numbers(Index("Both came; half of them left after a decade.")) == {2, 50, 10}
    assert implied_numbers(Index("三萬元と五億円", "ja")) == {30_000, 500_000_000}
