"""Which reports pass a filter."""

import datetime as dt

import pytest

from index import DateField, Filters
from index.selection import newest_last, select
from tests.index.documents import make_report


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def day_or_none(text: str | None) -> dt.date | None:
    return None if text is None else day(text)


OLD = make_report("x", "Northmere", (day("2019-12-02"), day("2020-01-10")), day("2020-02-20"))
NEW = make_report("b", "Northmere", (day("2023-05-01"), day("2023-05-12")), day("2023-07-03"))
OTHER = make_report("c", "Eastmere", (day("2021-06-07"), day("2021-06-11")), None)
LETTER = make_report("d", None, None, day("2022-01-31"))
UNDATED = make_report("e", None, None, None)
REPORTS = newest_last([NEW, LETTER, UNDATED, OTHER, OLD])


def names(filters: Filters) -> str:
    return "".join(report.file[0] for report in select(REPORTS, filters))


def test_reports_stand_in_order_of_inspection_else_publication() -> None:
    assert names(Filters()) == "excdb"


def test_authority_kind_and_id_restrict() -> None:
    assert names(Filters(authorities=("Northmere",))) == "xb"
    assert names(Filters(authorities=("Eastmere", "Northmere"))) == "xcb"
    assert names(Filters(kinds=("focused_visit",))) == ""
    assert names(Filters(reports=(OTHER.id, LETTER.id))) == "cd"


@pytest.mark.parametrize(
    ("since", "until", "field", "expected"),
    [
        ("2020-01-01", "2020-12-31", "inspected", "x"),  # the inspection ran into the year
        ("2019-01-01", "2019-12-31", "inspected", "x"),  # and began in the one before
        ("2019-01-01", "2019-12-31", "published", ""),
        ("2020-01-11", "2020-02-19", "either", ""),
        ("2020-02-20", "2020-02-20", "either", "x"),
        ("2020-02-20", "2020-02-20", "inspected", ""),
        ("2022-01-01", None, "published", "db"),
        (None, "2021-06-07", "either", "xc"),
        ("2023-05-12", None, "inspected", "b"),
        ("2023-05-13", None, "inspected", ""),
    ],
)
def test_a_period_meets_an_inspection_or_a_publication(
    since: str | None, until: str | None, field: DateField, expected: str
) -> None:
    filters = Filters(since=day_or_none(since), until=day_or_none(until), date_field=field)

    assert names(filters) == expected


def test_latest_keeps_one_report_of_each_authority_that_passes_the_rest() -> None:
    assert names(Filters(latest=True)) == "ecdb"
    assert names(Filters(latest=True, until=day("2022-12-31"))) == "xcd"
    assert names(Filters(latest=True, authorities=("Northmere",))) == "b"
