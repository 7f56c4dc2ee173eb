"""The words of the screens of reports: the list, and one report."""

from typing import Final

from index import Report
from ui.browsing.browsing_words import UNDATED
from ui.words import counted, day

__all__ = [
    "ALL_REPORTS",
    "ASK_INSTEAD",
    "BY_AUTHORITY",
    "CONTENTS",
    "FROM_FILE_NAME",
    "LEAD_INSPECTOR",
    "LENGTH",
    "NEWEST",
    "NOT_IN_TEXTS",
    "NO_JUDGEMENTS",
    "NO_JUDGEMENTS_PRINTED",
    "NO_REPORTS",
    "OLDEST",
    "ORDER",
    "OVERALL",
    "REPORTS",
    "WORDS_HINT",
    "WORDS_IN_TITLE",
    "address_of",
    "marked",
    "noticed",
    "others",
    "shown",
    "tab_title",
]

ALL_REPORTS: Final = "All reports"
BY_AUTHORITY: Final = "By authority"
CONTENTS: Final = "Contents"
FROM_FILE_NAME: Final = "from the name of the file; the text gives no date"
LEAD_INSPECTOR: Final = "Lead inspector"
LENGTH: Final = "Length"
NEWEST: Final = "Newest inspection first"
NO_JUDGEMENTS: Final = "No judgements"
NO_JUDGEMENTS_PRINTED: Final = "This report prints no judgements."
NO_REPORTS: Final = (
    "No report fits all of these at once. Set one of the fields above back to “Any”, or clear them."
)
NOT_IN_TEXTS: Final = "Words are looked for in authorities and titles. What stands in the reports:"
ASK_INSTEAD: Final = "ask about it"
OLDEST: Final = "Oldest inspection first"
ORDER: Final = "Order"
OVERALL: Final = "Overall"
REPORTS: Final = "Reports"
WORDS_HINT: Final = "Authority or title"
WORDS_IN_TITLE: Final = "Words"


def address_of(place: str) -> str:
    """What the link beside a paragraph is for."""
    return f"Link to {place}"


def marked(place: str) -> str:
    """What is shown of a page."""
    return f"with {place} marked"


def noticed(number: int) -> str:
    """How much a person should look at in how a file was read."""
    return f"{counted(number, 'thing')} noticed when this file was read"


def others(report: Report) -> str:
    """The heading above an authority's other reports."""
    return f"Other reports on {report.authority}"


def shown(number: int, total: int) -> str:
    """How many reports pass."""
    if number == total:
        return counted(total, "report")
    return f"{number:,} of {counted(total, 'report')}"


def tab_title(report: Report) -> str:
    """What the browser's tab says of a report."""
    return f"{report.authority or report.title}, {day(report.date) if report.date else UNDATED}"
