"""Reports that are there already are told, whether by their bytes or by what they say."""

import datetime as dt

from tests.index.documents import make_report
from ui.editing.doubles import Double, double_of

OTHER_DAYS = (dt.date(2023, 3, 6), dt.date(2023, 3, 10))


def test_the_very_file_wins_over_another_version() -> None:
    version, same = make_report("b"), make_report("a")
    assert double_of(make_report("a"), [version, same]) == Double(same, is_same_file=True)


def test_authority_and_days_make_another_version() -> None:
    report = make_report("a")
    assert double_of(report, [make_report("b")]) == Double(make_report("b"), is_same_file=False)
    for other in (
        make_report("b", authority="Wexcombe"),
        make_report("b", inspected=OTHER_DAYS),
        make_report("b", inspected=None),
    ):
        assert double_of(report, [other]) is None


def test_without_an_inspection_the_publication_counts() -> None:
    report = make_report("a", inspected=None)
    assert double_of(report, [make_report("b", inspected=None)]) is not None
    assert double_of(report, [make_report("b", inspected=None, published=None)]) is None


def test_what_is_known_of_neither_makes_no_double() -> None:
    nameless = make_report("a", authority=None)
    undated = make_report("a", inspected=None, published=None)
    assert double_of(nameless, [make_report("b", authority=None)]) is None
    assert double_of(undated, [make_report("b", inspected=None, published=None)]) is None
