"""The words that the app itself says, and how it says dates and numbers."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

from index import Report

__all__ = [
    "ALL_AUTHORITIES",
    "ALL_SAVED",
    "ALL_SAVED_HINT",
    "ANY",
    "ANY_SUBJECT",
    "ANY_TIME",
    "AROUND",
    "ASK",
    "ASK_AGAIN",
    "AS_JSON",
    "AS_MARKDOWN",
    "AS_TEXT",
    "AS_WORD",
    "AUTHORITY",
    "A_MODEL_WRITES",
    "BACK_TO_ANSWER",
    "CHANGE",
    "CHOOSE",
    "CONVERSATION",
    "CONVERSATIONS",
    "COPIED",
    "DELETE",
    "DELETE_FOR_GOOD",
    "EDIT",
    "EXAMPLES",
    "FAILED",
    "FAULT",
    "FROM",
    "GONE",
    "LATEST",
    "LOG_OUT",
    "NEAREST",
    "NEW_CONVERSATION",
    "NEXT_PAGE",
    "NOBODY_WRITES",
    "NONE_SAVED",
    "NOT_FOUND",
    "NOT_SAVED",
    "NOT_SHOWN",
    "NO_AUTHORITY",
    "NO_CONVERSATION",
    "NO_SOURCES",
    "NO_SUCH_ADDRESS",
    "NO_SUCH_PAGE",
    "OFFICIAL_PAGE",
    "ORIGINAL",
    "PARTS",
    "PLACEHOLDER",
    "PREVIOUS_PAGE",
    "QUESTION",
    "QUESTION_CHANGED",
    "QUOTES_ONLY",
    "READ_AS",
    "REPORT_GONE",
    "RETRY",
    "SAMPLE",
    "SAMPLE_REMEDY",
    "SCREENS",
    "SKIP",
    "SOURCE",
    "SOURCES",
    "STARTING",
    "STOP",
    "STOPPED",
    "SUBJECT",
    "TABLE",
    "TAKE_ALL",
    "TAKE_AWAY",
    "TITLE",
    "TO",
    "UNREADABLE",
    "WELCOME",
    "WHOLE_REPORT",
    "WITHHELD",
    "absent",
    "answered",
    "as_of",
    "clipped",
    "counted",
    "dates",
    "day",
    "listed",
    "moment",
    "origin",
    "page",
    "page_of",
    "page_picture",
    "period",
    "printed_page",
    "saved",
    "wait",
    "withheld",
    "without",
]

TITLE: Final = "Inspection assistant"
WELCOME: Final = "Ask about an authority, a year or a subject"
NOBODY_WRITES: Final = (
    "Every answer is quoted from the reports loaded here, or read off their judgements. Nothing "
    "is written by a language model, and nothing is sent elsewhere."
)
A_MODEL_WRITES: Final = (
    "A language model puts the answers into words, and each of its sentences is checked against "
    "the paragraphs that it cites; what does not pass is withheld and listed."
)
QUOTES_ONLY: Final = "Quotations only: no language model is asked, nothing is sent elsewhere"
WITHHELD: Final = "Withheld"
SCREENS: Final = "Screens"
SKIP: Final = "Skip to the content"
LOG_OUT: Final = "Log out"
SAMPLE: Final = "Invented sample"
SAMPLE_REMEDY: Final = (
    "These authorities and inspections do not exist; they show how the app works. "
    "To ask your own reports, stop the app and start it with their folder: "
    "python3 bootstrap.py app FOLDER."
)
CONVERSATION: Final = "Conversation"
NO_CONVERSATION: Final = "There is no such conversation or answer (any more)."
EXAMPLES: Final = "Questions to begin with"
NEXT_PAGE: Final = "Next page"
PREVIOUS_PAGE: Final = "Previous page"
NO_SUCH_ADDRESS: Final = "This address leads nowhere: it may be mistyped or out of date."
NO_SUCH_PAGE: Final = "This report has no such page."
REPORT_GONE: Final = "There is no such report or paragraph among those that are loaded now."
GONE: Final = "This report is no longer among those that are loaded."
ORIGINAL: Final = "Original file"
WHOLE_REPORT: Final = "Read the report"
AROUND: Final = "Paragraphs before and after"
QUESTION_CHANGED: Final = "The question, changed"
TAKE_ALL: Final = "Take the conversation away"
TAKE_AWAY: Final = "Take this answer away"
COPIED: Final = "Copied"
AS_JSON: Final = "JSON"
AS_WORD: Final = "Word"
AS_MARKDOWN: Final = "Copy as Markdown"
AS_TEXT: Final = "Copy"
ALL_SAVED: Final = "All saved conversations"
ALL_SAVED_HINT: Final = "Open one to go on with it; the list beside it deletes it."
NOT_SAVED: Final = "This conversation could not be saved: there may be no room on the disk."
NONE_SAVED: Final = "Conversations are kept where this app runs, until you delete them."
UNREADABLE: Final = "saved by another version"
DELETE_FOR_GOOD: Final = "Delete for good"
DELETE: Final = "Delete"
CONVERSATIONS: Final = "Conversations"
STOPPED: Final = "Stopped. What had arrived stands above."
EDIT: Final = "Edit question"
RETRY: Final = "Ask again"
STOP: Final = "Stop"
QUESTION: Final = "Your question"
PLACEHOLDER: Final = "Ask about an inspection…"
ASK: Final = "Ask"
NEW_CONVERSATION: Final = "New conversation"
STARTING: Final = "Reading the question"
FAILED: Final = "This question could not be answered because of a fault in the app; ask again."
SOURCE: Final = "Source"
SOURCES: Final = "Sources"
NO_AUTHORITY: Final = "Without an authority"
FAULT: Final = "This page could not be shown because of a fault in the app. Please try again."
NOT_SHOWN: Final = (
    "This cannot be shown: the report’s file is missing or damaged where the app keeps it. Adding "
    "the report again mends that."
)
NOT_FOUND: Final = "Nothing is here"
TABLE: Final = "Table of judgements"
NO_SOURCES: Final = (
    "The paragraphs that an answer rests on appear here, with the quoted words marked."
)
NEAREST: Final = "What comes nearest"
OFFICIAL_PAGE: Final = "Official page"
BACK_TO_ANSWER: Final = "Back to the answer"

# How a question was read, and what can be changed in it
READ_AS: Final = "Read as"
AUTHORITY: Final = "Authority"
ALL_AUTHORITIES: Final = "All authorities"
ANY_TIME: Final = "Any time"
ANY_SUBJECT: Final = "Any subject"
ANY: Final = "any"
LATEST: Final = "Latest report"
FROM: Final = "From"
TO: Final = "To"
SUBJECT: Final = "Subject"
CHOOSE: Final = "Choose…"
CHANGE: Final = "Change and ask again"
ASK_AGAIN: Final = "Ask again"
PARTS: Final = {"kinds": "Kind of report", "strands": "Judgement", "grades": "Grade"}

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 report", "1,200 reports", "2 authorities"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def as_of(created: str) -> str:
    """When an index was made, from its manifest's time: "brought up to date 4 March 2025"."""
    return f"brought up to date {day(dt.datetime.fromisoformat(created).date())}"


def day(date: dt.date) -> str:
    """A date in words, whatever the locale: "4 March 2025"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def moment(when: dt.datetime) -> str:
    """A day and a time of it, where this app runs: "4 March 2025, 14:05"."""
    here = when.astimezone()
    return f"{day(here.date())}, {here:%H:%M}"


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


def answered(statements: int, sources: int) -> str:
    """That an answer is there, and how much of one."""
    return f"Answered: {counted(statements, 'statement')} from {counted(sources, 'source')}"


def withheld(number: int) -> str:
    """That some sentences of a model did not pass the checks."""
    return f"{WITHHELD}: {counted(number, 'sentence')} that could not be verified"


def absent(authority: str) -> str:
    """An authority that is asked about and has no report here."""
    return f"{authority} (no report here)"


def without(part: str) -> str:
    """What removing a part of how a question was read does."""
    return f"Ask again without “{part}”"


def wait(seconds: float) -> str:
    """That too many questions were asked in a short time."""
    return f"That was many questions at once: please wait {max(1, math.ceil(seconds))} seconds."


def saved(number: int) -> str:
    """How many conversations are kept."""
    return f"Saved ({number})"


def clipped(text: str, longest: int = 300) -> str:
    """The beginning of a text that is too long to be shown whole."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def printed_page(number: int) -> str:
    """The page itself, as a picture."""
    return f"Page {number} as printed"


def page_of(number: int, count: int) -> str:
    """Which page of how many."""
    return f"Page {number} of {count}"


def page_picture(number: int, count: int, title: str) -> str:
    """What the picture of a page shows, for who does not see it."""
    return f"{page_of(number, count)} of {title}, as printed"


def listed(names: Sequence[str]) -> str:
    """Names as in "Harrow, Leeds and York"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
