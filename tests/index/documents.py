"""Invented reports: as files that the parser reads, and as values made by hand."""

import datetime as dt
from pathlib import Path

from index import DateRange, Judgement, Paragraph, Report, Span

__all__ = ["make_paragraph", "make_report", "write_report"]


def write_report(
    path: Path, authority: str, *paragraphs: str, end: dt.date = dt.date(2024, 3, 8)
) -> Path:
    """A text file that reads as an inspection of the authority, its paragraphs numbered."""
    start = end - dt.timedelta(days=4)
    lines = [
        f"Inspection of {authority} children’s services",
        f"Inspection dates: {start:%-d %B %Y} to {end:%-d %B %Y}",
        "The experiences and progress of care leavers: Good",
        "Findings",
        *(f"{number}. {text}" for number, text in enumerate(paragraphs, start=1)),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def make_report(
    name: str = "a",
    authority: str | None = "Northmere",
    inspected: tuple[dt.date, dt.date] | None = (dt.date(2024, 3, 4), dt.date(2024, 3, 8)),
    published: dt.date | None = dt.date(2024, 4, 30),
) -> Report:
    """A report whose id is made of its name."""
    return Report(
        id=f"sha256:{name * 64}"[:71],
        file=f"{name}.txt",
        authority=authority,
        title="Inspection of children’s services",
        kind="ilacs",
        framework="ILACS 2018",
        inspections=(DateRange(*inspected),) if inspected else (),
        published=published,
        published_source="text" if published else None,
        lead_inspector="Ada Quill",
        judgements=(
            Judgement("Overall effectiveness", "overall", "Good", "good", None, (1,)),
            Judgement("Care leavers", "care_leavers", "Inadequate", "inadequate", "Part two", (2,)),
        ),
        warnings=("paragraph numbers jump from 1 to 3",),
    )


def make_paragraph(report: Report, ordinal: int, text: str) -> Paragraph:
    """A numbered paragraph with the place of its first word."""
    return Paragraph(
        id=f"{report.id[7:19]}:{ordinal}",
        report_id=report.id,
        ordinal=ordinal,
        kind="numbered",
        number=str(ordinal),
        label=str(ordinal),
        section=("Findings", "Help – and protection"),
        page=ordinal,
        text=text,
        spans=(Span(0, text.index(" "), ordinal, (72.1, 90.5, 101.3, 102.0)),),
    )
