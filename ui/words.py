"""The words that the app itself says, and how it says dates and numbers."""

import datetime as dt
from typing import Final

from index import Report

__all__ = [
    "ASK",
    "A_MODEL_WRITES",
    "BACK_TO_ANSWER",
    "CONVERSATION",
    "FAILED",
    "NEAREST",
    "NEW_CONVERSATION",
    "NOBODY_WRITES",
    "NO_AUTHORITY",
    "NO_SOURCES",
    "OFFICIAL_PAGE",
    "PLACEHOLDER",
    "PURPOSE",
    "QUESTION",
    "SAMPLE",
    "SAMPLE_REMEDY",
    "SOURCE",
    "SOURCES",
    "STARTING",
    "TABLE",
    "TITLE",
    "WELCOME",
    "WITHHELD",
    "counted",
    "dates",
    "day",
    "origin",
    "page",
    "period",
    "withheld",
]

TITLE: Final = "Inspection assistant"
PURPOSE: Final = "What inspection reports say, with the paragraph that says it."
WELCOME: Final = "Ask about an authority, a year or a subject"
NOBODY_WRITES: Final = (
    "Every answer is quoted from the reports loaded here, or read off their judgements. Nothing "
    "is written by a language model, and nothing leaves this computer."
)
A_MODEL_WRITES: Final = (
    "A language model puts the answers into words, and each of its sentences is checked against "
    "the paragraphs that it cites; what does not pass is withheld and listed."
)
WITHHELD: Final = "Withheld"
SAMPLE: Final = "Invented sample"
SAMPLE_REMEDY: Final = (
    "These authorities and inspections do not exist; they show how the app works. "
    "To ask your own reports, stop the app and start it with their folder: python app.py FOLDER."
)
CONVERSATION: Final = "Conversation"
QUESTION: Final = "Your question"
PLACEHOLDER: Final = "Ask about an inspection…"
ASK: Final = "Ask"
NEW_CONVERSATION: Final = "New conversation"
STARTING: Final = "Reading the question"
FAILED: Final = "This question could not be answered because of a fault in the app; ask again."
SOURCE: Final = "Source"
SOURCES: Final = "Sources"
NO_AUTHORITY: Final = "Without an authority"
TABLE: Final = "Table of judgements"
NO_SOURCES: Final = (
    "The paragraphs that an answer rests on appear here, with the quoted words marked."
)
NEAREST: Final = "What comes nearest"
OFFICIAL_PAGE: Final = "Official page"
BACK_TO_ANSWER: Final = "Back to the answer"

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 report", "1,200 reports", "2 authorities"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def day(date: dt.date) -> str:
    """A date in words, whatever the locale: "4 March 2025"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def period(start: dt.date, end: dt.date) -> str:
    """Two dates in words, without saying month or year twice: "20 to 24 January 2025"."""
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def page(number: int) -> str:
    """Where in the file a paragraph begins."""
    return f"page {number}"


def dates(report: Report) -> str:
    """When a report's inspection took place and when it was published, as far as is known."""
    parts = []
    if report.inspection_start and report.inspection_end:
        parts.append(f"Inspected {period(report.inspection_start, report.inspection_end)}")
    if report.published:
        parts.append(f"Published {day(report.published)}")
    return " · ".join(parts) or "Undated"


def origin(report: Report) -> str:
    """Whose report it is and of when."""
    return " · ".join(filter(None, (report.authority, dates(report))))


def withheld(number: int) -> str:
    """That some sentences of a model did not pass the checks."""
    return f"{WITHHELD}: {counted(number, 'sentence')} that could not be verified"
