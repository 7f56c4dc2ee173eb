"""How the assistant says reports, dates and lists of names."""

import datetime as dt
from collections.abc import Sequence

from assistant.llm import LanguageModel
from index import Report

__all__ = ["day", "in_words", "listed", "period", "report_name", "who_writes"]


def day(date: dt.date) -> str:
    """A date as in "4 March 2025"."""
    return f"{date.day} {date:%B %Y}"


def period(since: dt.date | None, until: dt.date | None) -> str:
    """A period as in "2025", "June to August 2010", "3 to 7 May 2022", "since 1 January 2018"."""
    if since is not None and until is not None:
        return _between(since, until)
    if since is not None:
        return f"since {day(since)}"
    return "any time" if until is None else f"until {day(until)}"


def _between(since: dt.date, until: dt.date) -> str:
    """Days, or months or years where they are whole."""
    after = until + dt.timedelta(days=1)
    if since.day != 1 or after.day != 1:
        return _days(since, until)
    if since.month == after.month == 1:
        return f"{since.year}" if since.year == until.year else f"{since.year} to {until.year}"
    if since.year != until.year:
        return f"{since:%B %Y} to {until:%B %Y}"
    return f"{until:%B %Y}" if since.month == until.month else f"{since:%B} to {until:%B %Y}"


def _days(since: dt.date, until: dt.date) -> str:
    """Days from the one to the other; the first says only what the second does not."""
    if since == until or since.year != until.year:
        return day(since) if since == until else f"{day(since)} to {day(until)}"
    first = f"{since.day}" if since.month == until.month else f"{since.day} {since:%B}"
    return f"{first} to {day(until)}"


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


def who_writes(model: LanguageModel) -> str:
    """Which model writes answers, and what is sent where for it."""
    return (
        f"Answers are written by the model {model.name} at {model.host}: questions, what was said "
        "before, and the paragraphs found for them are sent there."
    )
