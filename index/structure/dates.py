"""Dates and date ranges as inspection reports print them."""

import datetime as dt
import re

from index.types import DateRange

__all__ = ["MONTH_PATTERN", "date_in", "date_ranges", "month_number"]

# Not from `calendar`, whose names follow the machine's language.
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
MONTH_PATTERN = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
"""Regular expression of a month's name, short or long."""
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(rf"\b({_DAY})\s+({MONTH_PATTERN})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b({_DAY})(?:\s+({MONTH_PATTERN}))?(?:,?\s+(\d{{4}}))?\s*(?:to|and|until|[-–—−]|&)\s*"
    rf"({_DAY})\s+({MONTH_PATTERN}),?\s+(\d{{4}})\b",
    re.IGNORECASE,
)


def _date(day: str, month: str, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), _MONTHS[month.lower()], int(re.sub(r"\D", "", day)))
    except ValueError:
        return None


def month_number(name: str) -> int:
    """The month, from 1, that `MONTH_PATTERN` found."""
    return _MONTHS[name.lower()]


def date_in(text: str) -> dt.date | None:
    """The first complete date in the text."""
    match = _DATE.search(text)
    return _date(*match.groups()) if match else None


def date_ranges(text: str) -> tuple[DateRange, ...]:
    """All ranges ("8 May to 18 May 2012"); a lone date is a range of one day."""
    found: list[DateRange] = []
    rest = text
    for match in _RANGE.finditer(text):
        first_day, first_month, first_year, day, month, year = match.groups()
        end = _date(day, month, year)
        start = _date(first_day, first_month or month, first_year or year)
        if start and end and start > end and not first_year:
            start = start.replace(year=start.year - 1)
        if start and end and start <= end:
            found.append(DateRange(start, end))
            rest = rest.replace(match.group(), " ")
    for match in _DATE.finditer(rest):
        day_only = _date(*match.groups())
        if day_only:
            found.append(DateRange(day_only, day_only))
    return tuple(sorted(found, key=lambda r: r.start))
