"""The index of names has every name that a comparison with each of them would find."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.people.name_index import NameIndex
from summarizer.people.names import Name, are_compatible, differ_by_typo

KEYS = st.sampled_from(["j", "john", "jane", "f", "fitz", "kerry", "kery", "k", "van", "portman", "portmann"])
UNITS = st.lists(st.lists(KEYS, min_size=1, max_size=2).map(tuple), min_size=2, max_size=4).map(tuple)
NAMES = st.builds(Name, st.just(0), st.just(0), st.just(()), UNITS, st.sampled_from(["", "jr"]))


@given(st.lists(NAMES, max_size=8), NAMES)
def test_names_that_go_together_are_near(names: list[Name], wanted: Name) -> None:
    index = NameIndex()
    for name in names:
        index.add(name)
    together = [name for name in names if are_compatible(wanted, name) or differ_by_typo(wanted, name)]
    assert [name for name in together if name not in index.near(wanted)] == []
    assert index.near(wanted) == [name for name in names if name in index.near(wanted)]


def test_a_name_that_shares_nothing_is_not_near() -> None:
    index = NameIndex()
    for first in ("j", "john", "ann"):
        index.add(Name(0, 0, (), ((first,), ("kerry",))))
    assert index.near(Name(0, 0, (), (("jane",), ("doe",)))) == index.names[:1]
    assert index.near(Name(0, 0, (), (("a",), ("doe",)))) == index.names[2:]
