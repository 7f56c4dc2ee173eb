"""Periods, lists and names as people say them."""

import datetime as dt

import pytest

from assistant.words import in_words, listed, period, report_name
from tests.assistant.corpora import CORPUS


def date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2014-01-01", "2017-12-31", "2014 to 2017"),
        ("2025-03-01", "2025-03-31", "March 2025"),
        ("2010-06-01", "2010-08-31", "June to August 2010"),
        ("2010-11-01", "2011-02-28", "November 2010 to February 2011"),
        ("2025-03-04", "2025-03-04", "4 March 2025"),
        ("2025-03-04", "2025-04-01", "4 March to 1 April 2025"),
        ("2018-01-01", "", "since 1 January 2018"),
        ("", "2018-01-31", "until 31 January 2018"),
        ("", "", "any time"),
    ],
)
def test_periods(since: str, until: str, said: str) -> None:
    assert period(date(since), date(until)) == said


def test_lists_and_counts() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"], "or") == "A, B or C"
    assert in_words(1, "report") == "1 report"
    assert in_words(1200, "report") == "1,200 reports"


def test_a_report_is_called_by_authority_and_date() -> None:
    assert report_name(CORPUS[0]) == "Harrow, published 27 June 2012"
