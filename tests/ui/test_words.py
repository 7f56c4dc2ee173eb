"""How the app says dates and numbers."""

import datetime as dt
import time

import pytest

from ui.words import counted, moment, period

JANUARY = dt.date(2025, 1, 20)


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (dt.date(2025, 1, 20), "20 January 2025"),
        (dt.date(2025, 1, 24), "20 to 24 January 2025"),
        (dt.date(2025, 2, 3), "20 January to 3 February 2025"),
        (dt.date(2026, 1, 2), "20 January 2025 to 2 January 2026"),
    ],
)
def test_a_period_says_month_and_year_once(end: dt.date, said: str) -> None:
    assert period(JANUARY, end) == said


def test_one_is_singular() -> None:
    assert counted(1, "authority", "authorities") == "1 authority"
    assert counted(1200, "report") == "1,200 reports"


def test_a_moment_is_said_as_clocks_show_it_where_the_app_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "GMT0BST,M3.5.0,M10.5.0")
        time.tzset()
        summer = dt.datetime(2026, 6, 30, 23, 5, tzinfo=dt.UTC)
        assert moment(summer) == "1 July 2026, 00:05"
    time.tzset()
