"""Periods are read as people write them, and only where a report is meant."""

import datetime as dt

import pytest

from assistant.dates import asks_for_latest, find_periods
from index import iso
from tests.assistant.corpora import TODAY


def read(text: str) -> list[tuple[str | None, str | None]]:
    return [(iso(p.since), iso(p.until)) for p in find_periods(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2025", [("2025-01-01", "2025-12-31")]),
        ("the March 2025 report", [("2025-03-01", "2025-03-31")]),
        ("Sept. 2010", [("2010-09-01", "2010-09-30")]),
        ("on 3rd August 2015", [("2015-08-03", "2015-08-03")]),
        ("2015-08-03", [("2015-08-03", "2015-08-03")]),
        ("2015-13-45", [("2015-01-01", "2015-12-31")]),
        ("0000-00-00", []),
        ("after 9999-12-31", []),
        ("in the last 99999999 years", []),
        ("between 2025 and 2017", [("2017-01-01", "2025-12-31")]),
        ("2025 to 2017", [("2017-01-01", "2025-12-31")]),
        ("between March 2017 and 2017", [("2017-03-01", "2017-12-31")]),
        ("2018-12", [("2018-01-01", "2018-12-31")]),
        ("from 2018 to 9999-01-01", [("2018-01-01", "2018-12-31")]),
        ("in the last 999 years", []),
        ("in summer 2010", [("2010-06-01", "2010-08-31")]),
        ("between 2014 and 2017", [("2014-01-01", "2017-12-31")]),
        ("from 2014 through to the end of 2025", [("2014-01-01", "2025-12-31")]),
        ("from 2018 to now", [("2018-01-01", "2026-11-20")]),
        ("2014-17", [("2014-01-01", "2017-12-31")]),
        ("2014 to 2017", [("2014-01-01", "2017-12-31")]),
        ("since 2018", [("2018-01-01", None)]),
        ("after 2018", [("2019-01-01", None)]),
        ("before March 2018", [(None, "2018-02-28")]),
        ("last year", [("2025-01-01", "2025-12-31")]),
        ("this year", [("2026-01-01", "2026-12-31")]),
        ("in the last two years", [("2024-11-20", "2026-11-20")]),
        ("2025 or 2026", [("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31")]),
    ],
)
def test_periods(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    ["aged 16 to 21", "2050 children", "in the last year the team grew", "31 February", "20%"],
)
def test_what_is_no_period(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("today", [dt.date.min, dt.date.max])
@pytest.mark.parametrize("text", ["last year", "this year", "from 2018 to now"])
def test_days_at_the_ends_of_time(text: str, today: dt.date) -> None:
    (period,) = find_periods(text, today)
    assert period.since is not None
    assert period.until is not None
    assert period.since <= period.until < dt.date(2200, 1, 1)


def test_two_named_inspections_are_two_periods_and_no_stretch() -> None:
    periods = find_periods("between the 2022 and 2025 inspections", TODAY)
    assert [(p.since, p.spans) for p in periods] == [
        (dt.date(2022, 1, 1), False),
        (dt.date(2025, 1, 1), False),
    ]


def test_a_year_before_a_report_is_that_report_and_no_limit() -> None:
    assert read("in the twelve months before the 2020 report") == [("2020-01-01", "2020-12-31")]


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("the 2018 visit", True),
        ("the report published in January 2023", True),
        ("(Dec 2009)", True),
        ("at the end of March 2012", False),
    ],
)
def test_words_that_tie_a_date_to_a_report(text: str, tied: bool) -> None:  # noqa: FBT001
    (period,) = find_periods(text, TODAY)
    assert period.of_report is tied


def test_latest() -> None:
    assert asks_for_latest("Haringey's latest overall grade?")
    assert asks_for_latest("at its last ILACS")
    assert not asks_for_latest("the last child to leave")
