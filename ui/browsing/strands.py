"""What is judged, across the frameworks: in which order, under which name, printed where."""

from typing import Final

from index import CANONICAL_JUDGEMENTS, Judgement, JudgementRow, Report
from ui import addresses

__all__ = [
    "MAIN",
    "OVERALL",
    "STRANDS",
    "printed_at",
    "proof",
    "report_year",
    "strand_name",
    "strand_of",
    "strand_rank",
]

OVERALL: Final = "overall"
MAIN: Final = (
    *(OVERALL, "leadership", "help_protection", "in_care_and_care_leavers"),
    *("in_care", "care_leavers", "adoption", "lscb"),
)
"""What the frameworks since 2013 judge."""

STRANDS: Final = (*MAIN, *(name for name in CANONICAL_JUDGEMENTS if name not in MAIN))


def strand_of(judgement: Judgement) -> str:
    """What a judgement is on: its canonical name, or else its printed one."""
    return judgement.canonical or judgement.name


def strand_name(strand: str) -> str:
    """As words that begin a line: "Help and protection"."""
    name = CANONICAL_JUDGEMENTS.get(strand, strand)
    return name[:1].upper() + name[1:]


def strand_rank(strand: str) -> tuple[int, str]:
    """The order in which judgements are listed; unknown ones last, by name."""
    return (STRANDS.index(strand) if strand in STRANDS else len(STRANDS), strand)


def printed_at(report: Report, ordinal: int) -> str:
    """Where a report's paragraph can be read."""
    return f"{addresses.report_of(report)}#p{ordinal}"


def proof(row: JudgementRow) -> str:
    """Where the first paragraph that prints a judgement can be read, or else its report."""
    ordinals = row.judgement.paragraphs
    return printed_at(row.report, ordinals[0]) if ordinals else addresses.report_of(row.report)


def report_year(report: Report) -> int | None:
    """The year in which an inspection ended, or else its report was published."""
    return report.date.year if report.date else None
