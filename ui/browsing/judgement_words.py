"""The words of the screen of judgements, and of the files that it gives out."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from index import CANONICAL_JUDGEMENTS, Manifest
from ui.browsing import browsing_words as common
from ui.words import as_of, counted, day

__all__ = [
    "ABOUT",
    "ADEQUATE",
    "AS_TABLE",
    "CHOSEN",
    "COLUMN_NAMES",
    "COMPARE_WITH",
    "CORPUS",
    "COUNTS_INSPECTIONS",
    "COUNTS_TWICE",
    "FRAMEWORKS_DIFFER",
    "GRADE_PRINTED",
    "HOLLOW",
    "HOW_TO_READ",
    "INSPECTED_FROM",
    "INSPECTED_TO",
    "JUDGEMENT_ON",
    "JUDGEMENT_PRINTED",
    "LATEST_ONLY",
    "MADE_ON",
    "NOBODY_ELSE",
    "NOT_GRADED",
    "NO_FITTING_JUDGEMENTS",
    "NO_GRADE",
    "NO_OVERALL_SINCE",
    "OFFICIAL_ADDRESS",
    "PAGE",
    "PARAGRAPH_ID",
    "REPORT_TITLE",
    "ROWS",
    "SINCE",
    "TABLE",
    "TAKE_AWAY",
    "TOO_MANY",
    "TOTAL",
    "UNLIKE",
    "UNTIL",
    "YES",
    "by_year",
    "corpus",
    "coverage",
    "judged_once",
    "judgements_shown",
    "leave_out",
    "made_on",
    "none_later",
    "over_time",
    "side_by_side",
]

ABOUT: Final = "About"
ADEQUATE: Final = "“Adequate”, a grade until 2012, is not “requires improvement”."
AS_TABLE: Final = "The same as a table"
CHOSEN: Final = "Authorities looked at"
COLUMN_NAMES: Final = {
    "authority": common.AUTHORITY,
    "published": common.PUBLISHED,
    "inspected": common.INSPECTED,
    "judgement": common.JUDGEMENT,
    "part": common.PART,
    "grade": common.GRADE,
    "report": "Report",
}
COMPARE_WITH: Final = "Compare with"
CORPUS: Final = "Reports"
COUNTS_INSPECTIONS: Final = (
    "Counted are inspections, by the year in which they ended, and not authorities: one that was "
    "inspected twice counts twice."
)
COUNTS_TWICE: Final = "A report that grades two parts apart counts once for each."
FRAMEWORKS_DIFFER: Final = (
    "These inspections were made under different frameworks, whose judgements and grades do not "
    "mean quite the same."
)
GRADE_PRINTED: Final = "Grade as printed"
HOLLOW: Final = "A hollow mark is an inspection that gave no overall grade."
HOW_TO_READ: Final = (
    (
        "How to read this",
        (
            "Each row is one judgement that a report prints, with the paragraph that prints it. An "
            "authority that was inspected several times has several rows for the same judgement."
        ),
    ),
    (
        "Grades",
        (
            "“Grade” is the same word however a report spells it; “Grade as printed” is what "
            "stands in the report. “Adequate” was a grade until 2012 and is not “requires "
            "improvement”."
        ),
    ),
    (
        "What is missing",
        (
            "Where a report prints no grade there is no row, and none has been made up. "
            "Inspections since 27 April 2026 give no overall grade."
        ),
    ),
    (
        "Frameworks",
        (
            "Judgements made under different frameworks do not mean quite the same; compare them "
            "with care."
        ),
    ),
)
INSPECTED_FROM: Final = "Inspected from"
INSPECTED_TO: Final = "Inspected to"
JUDGEMENT_ON: Final = "Judgement"
JUDGEMENT_PRINTED: Final = "Judgement as printed"
LATEST_ONLY: Final = "Latest of each authority only"
MADE_ON: Final = "Made on"
NOBODY_ELSE: Final = "No other"
NOT_GRADED: Final = "Not graded"
NO_FITTING_JUDGEMENTS: Final = (
    "No judgement fits all of these at once. Set one of the fields above back to “Any”, or clear "
    "them."
)
NO_GRADE: Final = "no overall grade is printed"
NO_OVERALL_SINCE: Final = "Inspections since 27 April 2026 give no overall grade."
OFFICIAL_ADDRESS: Final = "Official address"
PAGE: Final = "Page"
PARAGRAPH_ID: Final = "Paragraph id"
REPORT_TITLE: Final = "Report"
ROWS: Final = "Rows"
SINCE: Final = "Inspected since"
TABLE: Final = "Judgement by judgement"
TAKE_AWAY: Final = "Take these away:"
TOO_MANY: Final = "Up to four authorities are shown side by side; leave some out to compare them."
TOTAL: Final = "Together"
UNLIKE: Final = "different frameworks"
UNTIL: Final = "Inspected until"
YES: Final = "Yes"


def by_year(name: str) -> str:
    """The title of the bars."""
    return f"{name}: grades by year of inspection"


def corpus(manifest: Manifest) -> str:
    """Which reports were searched."""
    return f"{counted(manifest.counts.reports, 'report')}, {as_of(manifest.created)}"


def coverage(with_data: int, total: int, judgement: str) -> str:
    """How many authorities something is known of."""
    about = f"a judgement on {CANONICAL_JUDGEMENTS[judgement]}" if judgement else "judgements"
    have = "has" if with_data == 1 else "have"
    return f"{with_data} of {counted(total, 'authority', 'authorities')} {have} {about} here."


def judged_once(number: int) -> str:
    """That some judgements are left out of the plot."""
    once = counted(number, "judgement")
    return f"{once} that only one inspection made {'is' if number == 1 else 'are'} in the table."


def judgements_shown(number: int, total: int) -> str:
    """How many judgements pass."""
    if number == total:
        return f"{counted(total, 'judgement')}."
    return f"{number:,} of {counted(total, 'judgement')}."


def leave_out(name: str) -> str:
    """What the cross beside an authority does."""
    return f"Leave out {name}"


def made_on(date: dt.date) -> str:
    """When a file was made."""
    return day(date)


def none_later(date: str) -> str:
    """That a newer inspection gave no overall grade."""
    return f"None from the inspection that ended {date}"


def over_time(authority: str) -> str:
    """The title of the plot."""
    return f"{authority}: judgements over time"


def side_by_side(authorities: Sequence[str]) -> str:
    """The title of the comparison."""
    return f"Latest grades side by side: {', '.join(authorities)}"
