"""Where things are found in the app: the addresses of reports, paragraphs, pages and files.

A report goes by the first figures of its content hash, with which its paragraphs' ids begin, so an
address leads to the same words as long as that file is indexed, and to nothing else afterwards.
"""

from urllib.parse import urlencode

from index import Paragraph, Report

__all__ = [
    "ADDING",
    "CHAT",
    "JUDGEMENTS",
    "REPORTS",
    "anchor",
    "conversation_of",
    "near",
    "original",
    "page_of",
    "page_picture",
    "paragraph_of",
    "query",
    "report_of",
    "short_id",
    "viewer",
]

CHAT = "/"
REPORTS = "/reports"
JUDGEMENTS = "/judgements"
ADDING = "/add"
_LENGTH = 16


def short_id(report_id: str) -> str:
    """The part of a report's id that stands in addresses, and in the ids of its paragraphs."""
    return report_id.removeprefix("sha256:")[:_LENGTH]


def conversation_of(conversation_id: str) -> str:
    """Where a saved conversation is open."""
    return f"{CHAT}?{urlencode({'conversation': conversation_id})}"


def report_of(report: Report) -> str:
    """Where a report can be read."""
    return f"{REPORTS}/{short_id(report.id)}"


def anchor(paragraph: Paragraph) -> str:
    """The name of a paragraph on the page of its report."""
    return f"p{paragraph.ordinal}"


def paragraph_of(paragraph: Paragraph) -> str:
    """Where a paragraph can be read in its report."""
    return f"{REPORTS}/{short_id(paragraph.report_id)}#{anchor(paragraph)}"


def original(report: Report) -> str:
    """The report's file as it was indexed."""
    return f"{report_of(report)}/original"


def near(paragraph: Paragraph, marked: str) -> str:
    """A paragraph with those before and after it; `marked` is what `viewer` gives."""
    return f"{REPORTS}/{short_id(paragraph.report_id)}/near/{paragraph.ordinal}?{marked}"


def page_picture(report: Report, page: int) -> str:
    """A page of the report's file as a picture."""
    return f"{report_of(report)}/pages/{page}.png"


def page_of(report: Report, page: int, marked: str = "") -> str:
    """A page of the report's file, with next and previous; `marked` is what `viewer` gives."""
    return f"{report_of(report)}/pages/{page}" + (f"?{marked}" if marked else "")


def viewer(paragraph: Paragraph, start: int, end: int) -> str:
    """Which words a page is to mark, as the query of an address."""
    return urlencode({"paragraph": paragraph.ordinal, "start": start, "end": end})


def query(address: str, **values: str) -> str:
    """An address with the values that are not empty as its query."""
    given = urlencode({name: value for name, value in values.items() if value})
    return f"{address}?{given}" if given else address
