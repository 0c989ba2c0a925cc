"""What counts as the same person, the same date, or the same words as the evidence."""

import pytest

from benchmarks import agreement


@pytest.mark.parametrize(
    ("what", "given", "expected"),
    [
        ("Prices rose by 3 percent", "The prices had risen 3 percent", True),
        ("Prices rose by 13 percent", "The prices had risen 3 percent", False),
        ("Prices rose by 3 percent", "The prices had risen 13 percent", False),
        ("Again Ann Lee spoke", "Ms. Lee spoke again", True),  # by another name of hers
        ("Again Carl spoke", "Ms. Lee spoke again", False),
        ("Carl spoke", "Ms. Lee spoke again", True),  # the first word may be any
        ("In Zürich's court", "the Zurich court", True),
        ("Senators resumed talks", "senate resumption", True),  # words by their beginnings, two of three
        ("The strike ended today", "the strike went on", False),  # one of three
        ("It is so", "It is so", False),  # no longer word to go by
        ("", "It rained", False),
        ("It rained", "", False),
        ("今天下雨", "今天下雨", False),  # letters of other scripts are no words here
    ],
)
def test_what_fits_its_evidence(what, given, expected):
    item = {"what": what, "evidence": [{"start": 0, "end": len(given), "text": given}]}
    assert expected is agreement.fits(item, [{"name": "A. Lee", "aliases": ["Ann Lee"]}])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("One two three four five six seven eight nine!", True),  # 9 of 10
        ("one two three four five six seven eight", False),
        ("ten nine eight seven six five four three two one", False),  # not in order
        ("", False),
    ],
)
def test_what_is_copied_from_its_evidence(said, expected):
    halves = [{"text": "One, two, three, four, five,"}, {"text": "six, seven, eight, nine, ten"}]
    assert expected is agreement.copied({"text": said, "evidence": halves})


@pytest.mark.parametrize(("said", "expected"), [("anything", True), ("", False)])
def test_without_evidence_all_of_it_is_repeated(said, expected):
    assert expected is agreement.copied({"text": said})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ann Lee", "ann lee", True),
        ("Ann Lee", "Lee", True),
        ("Ann Lee", "Ann", False),
        ("Ann Lee", "Bob Lee", False),
        ("Ann Lee Moor", "Lee Moor Ray", True),  # two words in common
        ("President Lee", "Lee’s", True),
        ("President", "President", False),  # a title is no name
        ("José Núñez", "Jose Nunez", True),
        ("Duran Duran", "Duran Duran Silva", True),
        ("", "", False),
        ("李明", "李明", False),
    ],
)
def test_whether_two_names_are_one_persons(one, other, expected):
    assert [expected, expected] == [agreement.same_person(one, other), agreement.same_person(other, one)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2015", "2015", True),
        ("2015~", "2015?", True),
        ("2010-09-04T22:30:00", "2010-09-04", True),
        ("2015", "2015-06", False),
        ("2015-06-01", "[2014..2015]", True),
        ("2016-01-01", "[2014..2015]", False),
        ("2013", "2014/2015", False),
        ("2014", "2014-03/2015-02", False),  # coarser than the range's ends
        ("2015", "2014-03/2016-02", False),
        ("2014-03-01", "2014-03-01/2014-03-01", True),
        ("2014/2016", "2014/2016", True),
        ("2014/2015", "2014/2016", False),
        ("2015-06", "[..2015-06]", True),  # an end left open is no end
        ("P3D", "P3D", False),
        (None, "2015", False),
        (None, None, False),
    ],
)
def test_whether_two_dates_agree(one, other, expected):
    assert [expected, expected] == [agreement.same_date(one, other), agreement.same_date(other, one)]
