"""How the assistant says reports, dates and lists of names."""

import datetime as dt
from collections.abc import Sequence

from index import Report

__all__ = ["day", "in_words", "listed", "period", "report_name"]


def day(date: dt.date) -> str:
    """A date as in "4 March 2025"."""
    return f"{date.day} {date:%B %Y}"


def period(since: dt.date | None, until: dt.date | None) -> str:
    """A period as in "2025", "March 2025", "since 1 January 2018", "1 May to 2 June 2024"."""
    if since is None or until is None:
        if since is not None:
            return f"since {day(since)}"
        return f"until {day(until)}" if until is not None else "any time"
    if since == until:
        return day(since)
    next_day = until + dt.timedelta(days=1)
    if since.day == 1 and next_day.day == 1:
        if (since.month, next_day.month) == (1, 1):
            return f"{since.year}" if since.year == until.year else f"{since.year} to {until.year}"
        if (since.year, since.month) == (until.year, until.month):
            return f"{since:%B %Y}"
    return f"{day(since)} to {day(until)}"


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names as in "Harrow, Leeds and York"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def in_words(count: int, thing: str) -> str:
    """A number of things as in "1 report", "3 reports"."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def report_name(report: Report) -> str:
    """A report as a person would call it: its authority and the day it was published."""
    who = report.authority or report.title
    if report.published is not None:
        return f"{who}, published {day(report.published)}"
    return f"{who}, inspected {day(report.date)}" if report.date else who
