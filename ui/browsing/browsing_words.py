"""The words that the screens of reports and of judgements share."""

from collections.abc import Sequence
from typing import Final

from index import Paragraph

__all__ = [
    "ALL",
    "ANY",
    "AUTHORITY",
    "CLEAR",
    "FILE",
    "FILTERS",
    "FRAMEWORK",
    "GRADE",
    "INSPECTED",
    "JUDGEMENT",
    "JUDGEMENTS",
    "KIND",
    "NO_OVERALL",
    "PAGES",
    "PAGE_AFTER",
    "PAGE_BEFORE",
    "PART",
    "PRINTED_IN",
    "PUBLISHED",
    "SHOW",
    "UNDATED",
    "YEAR",
    "left_out",
    "page_of",
    "place",
]

ALL: Final = "All"
ANY: Final = "Any"
AUTHORITY: Final = "Authority"
CLEAR: Final = "Clear"
FILE: Final = "File"
FILTERS: Final = "Filters"
FRAMEWORK: Final = "Framework"
GRADE: Final = "Grade"
INSPECTED: Final = "Inspected"
JUDGEMENT: Final = "Judgement"
JUDGEMENTS: Final = "Judgements"
KIND: Final = "Kind"
NO_OVERALL: Final = "No overall grade"
PAGES: Final = "Pages"
PAGE_AFTER: Final = "Next page"
PAGE_BEFORE: Final = "Previous page"
PART: Final = "Part"
PRINTED_IN: Final = "Printed in"
PUBLISHED: Final = "Published"
SHOW: Final = "Show"
UNDATED: Final = "undated"
YEAR: Final = "Year"


def left_out(values: Sequence[str]) -> str:
    """That the address asked for what is not known here."""
    shown = ", ".join(f"“{value}”" for value in values[:3])
    more = f" and {len(values) - 3} more" if len(values) > 3 else ""
    return f"Nothing here is called {shown}{more}; the rest is shown."


def page_of(number: int, count: int) -> str:
    """Which page of a list is shown."""
    return f"Page {number} of {count}"


def place(paragraph: Paragraph) -> str:
    """What a person calls a paragraph: "paragraph 59", "Strengths, bullet 3"."""
    return f"paragraph {paragraph.label}" if paragraph.number else paragraph.label
