"""Official addresses are found by authority and publication date, within days of it."""

import datetime as dt

from index.addresses import official_url

URL = "https://files.ofsted.gov.uk/v1/file/50270419"


def test_the_address_of_the_report_of_that_day_or_days_near_it() -> None:
    assert official_url("Harrow", dt.date(2025, 3, 4)) == URL
    assert official_url("Harrow", dt.date(2025, 3, 1)) == URL


def test_no_address_for_another_time_or_an_unknown_authority() -> None:
    assert official_url("Harrow", dt.date(2012, 6, 27)) is None
    assert official_url("Northmere", dt.date(2025, 3, 4)) is None


def test_authorities_that_the_list_names_otherwise_are_found() -> None:
    assert official_url("Telford and Wrekin", dt.date(2020, 3, 2)) is not None
    assert official_url("City of London", dt.date(2024, 11, 5)) is not None
