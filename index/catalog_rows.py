"""The catalogue's tables, and how reports, judgements and paragraphs are written in their rows.

Lists are JSON, dates ISO 8601. A change here needs another `FORMAT_VERSION` in store.py.
"""

import datetime as dt
import json
from sqlite3 import Row
from typing import cast

from index.types import (
    Abbreviation,
    DateRange,
    Judgement,
    Paragraph,
    ParagraphKind,
    PreviousInspection,
    Report,
    ReportKind,
    iso,
)

__all__ = [
    "SCHEMA",
    "judgement_of",
    "judgement_row",
    "paragraph_of",
    "paragraph_row",
    "report_of",
    "report_row",
]

SCHEMA = """
CREATE TABLE reports (
    report INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file TEXT NOT NULL, authority TEXT,
    title TEXT NOT NULL, kind TEXT NOT NULL, framework TEXT, inspections TEXT NOT NULL,
    published TEXT, published_source TEXT, lead_inspector TEXT, url TEXT, previous TEXT NOT NULL,
    abbreviations TEXT NOT NULL, warnings TEXT NOT NULL
) STRICT;
CREATE TABLE judgements (
    report INTEGER NOT NULL REFERENCES reports, name TEXT NOT NULL, canonical TEXT,
    grade TEXT NOT NULL, canonical_grade TEXT NOT NULL, part TEXT, paragraphs TEXT NOT NULL
) STRICT;
CREATE TABLE paragraphs (
    position INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports,
    id TEXT NOT NULL UNIQUE, ordinal INTEGER NOT NULL, kind TEXT NOT NULL, number TEXT,
    label TEXT NOT NULL, section TEXT NOT NULL, page INTEGER NOT NULL, text TEXT NOT NULL,
    UNIQUE (report, ordinal)
) STRICT;
CREATE TABLE spans (
    position INTEGER PRIMARY KEY REFERENCES paragraphs, words BLOB NOT NULL
) STRICT;
CREATE TABLE windows (
    row INTEGER PRIMARY KEY, position INTEGER NOT NULL REFERENCES paragraphs,
    start INTEGER NOT NULL, end INTEGER NOT NULL, key BLOB NOT NULL
) STRICT;
CREATE INDEX windows_by_paragraph ON windows (position);
"""
"""`report`, `position` and `row` count from 0; `row` is the row of the window's vector."""

_Value = str | int | None


def report_row(report: Report) -> tuple[_Value, ...]:
    """The columns of `reports` after the first."""
    return (
        report.id,
        report.file,
        report.authority,
        report.title,
        report.kind,
        report.framework,
        json.dumps([[iso(days.start), iso(days.end)] for days in report.inspections]),
        iso(report.published),
        report.published_source,
        report.lead_inspector,
        report.url,
        json.dumps([[earlier.date, earlier.paragraph] for earlier in report.previous]),
        json.dumps([[each.short, each.long] for each in report.abbreviations], ensure_ascii=False),
        json.dumps(report.warnings, ensure_ascii=False),
    )


def report_of(row: Row, judgements: tuple[Judgement, ...]) -> Report:
    """The report of a row of `reports`."""
    return Report(
        id=row["id"],
        file=row["file"],
        authority=row["authority"],
        title=row["title"],
        kind=cast("ReportKind", row["kind"]),
        framework=row["framework"],
        inspections=tuple(
            DateRange(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
            for start, end in json.loads(row["inspections"])
        ),
        published=dt.date.fromisoformat(row["published"]) if row["published"] else None,
        published_source=row["published_source"],
        lead_inspector=row["lead_inspector"],
        url=row["url"],
        judgements=judgements,
        previous=tuple(
            PreviousInspection(date, paragraph) for date, paragraph in json.loads(row["previous"])
        ),
        abbreviations=tuple(
            Abbreviation(short, long) for short, long in json.loads(row["abbreviations"])
        ),
        warnings=tuple(json.loads(row["warnings"])),
    )


def judgement_row(judgement: Judgement) -> tuple[_Value, ...]:
    """The columns of `judgements` after the first."""
    return (
        judgement.name,
        judgement.canonical,
        judgement.grade,
        judgement.canonical_grade,
        judgement.part,
        json.dumps(judgement.paragraphs),
    )


def judgement_of(row: Row) -> Judgement:
    """The judgement of a row of `judgements`."""
    return Judgement(
        name=row["name"],
        canonical=row["canonical"],
        grade=row["grade"],
        canonical_grade=row["canonical_grade"],
        part=row["part"],
        paragraphs=tuple(json.loads(row["paragraphs"])),
    )


def paragraph_row(paragraph: Paragraph) -> tuple[_Value, ...]:
    """The columns of `paragraphs` after the first two."""
    return (
        paragraph.id,
        paragraph.ordinal,
        paragraph.kind,
        paragraph.number,
        paragraph.label,
        json.dumps(paragraph.section, ensure_ascii=False),
        paragraph.page,
        paragraph.text,
    )


def paragraph_of(row: Row, report_id: str) -> Paragraph:
    """The paragraph of a row of `paragraphs`, without its spans."""
    return Paragraph(
        id=row["id"],
        report_id=report_id,
        ordinal=row["ordinal"],
        kind=cast("ParagraphKind", row["kind"]),
        number=row["number"],
        label=row["label"],
        section=tuple(json.loads(row["section"])),
        page=row["page"],
        text=row["text"],
    )
