"""What a paragraph is about beyond its own words, put before them for both retrievers.

A paragraph seldom names its authority, the year or the kind of inspection, but questions do. With
these before the text, recall roughly doubles for either retriever.
"""

from index.frameworks import CANONICAL_GRADES, REPORT_KINDS
from index.types import Judgement, Paragraph, Report

__all__ = ["context", "lexical_text"]


def context(report: Report, paragraph: Paragraph) -> str:
    """One line: authority, kind of inspection in words, months, section path."""
    months = dict.fromkeys(
        f"{date:%B %Y}" for date in (report.inspection_end, report.published) if date
    )
    about = [report.authority or report.title, REPORT_KINDS[report.kind], *months]
    return ", ".join(about) + ": " + " – ".join(paragraph.section)


def lexical_text(report: Report, paragraph: Paragraph) -> str:
    """What BM25 sees of a paragraph: context, text, and the judgements that it prints."""
    graded = [_spoken(j) for j in report.judgements if paragraph.ordinal in j.paragraphs]
    return "\n".join([context(report, paragraph), paragraph.text, *graded])


def _spoken(judgement: Judgement) -> str:
    """A judgement in the words of those who ask for it."""
    grade = CANONICAL_GRADES.get(judgement.canonical_grade, judgement.canonical_grade)
    return f"judgement {judgement.name} grade {grade}"
