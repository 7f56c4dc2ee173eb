"""The values that flow out of `index`: reports, judgements, paragraphs, filters and hits."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Abbreviation",
    "DateField",
    "DateRange",
    "Document",
    "Filters",
    "Hit",
    "Judgement",
    "JudgementRow",
    "Paragraph",
    "ParagraphKind",
    "PreviousInspection",
    "Report",
    "ReportKind",
    "Span",
    "Unreadable",
    "iso",
]

ParagraphKind = Literal["numbered", "text", "bullet", "judgement", "heading_note"]
ReportKind = Literal[
    "ilacs",
    "ilacs_short",
    "focused_visit",
    "monitoring_visit",
    "jtai",
    "single_inspection",
    "safeguarding_lac",
    "lac_only",
    "unannounced_contact_referral",
    "other",
]
DateField = Literal["either", "inspected", "published"]


def iso(date: dt.date | None) -> str | None:
    """A date as ISO 8601, None staying None."""
    return None if date is None else date.isoformat()


@dataclass(frozen=True, slots=True)
class DateRange:
    """First and last day of an inspection, both included."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Span:
    """Where one printed word of a paragraph stands.

    `start` and `end` are code points in the paragraph's text; `page` counts from 1; `box` is
    (left, top, right, bottom) in points from the top left corner of the page.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement of a report, as printed and in its canonical form."""

    name: str
    canonical: str | None
    grade: str
    canonical_grade: str
    part: str | None
    paragraphs: tuple[int, ...]
    """Ordinals of the paragraphs that print it."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what a report says that it stands for, in lower case."""

    short: str
    long: str


@dataclass(frozen=True, slots=True)
class PreviousInspection:
    """An earlier inspection that a report names: "2018", "2018-11" or "2018-11-05", as printed."""

    date: str
    paragraph: int
    """Ordinal of the paragraph that names it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says about itself on its first and last pages."""

    id: str
    """`sha256:` and the hash of the file's bytes."""
    file: str
    """Path relative to the source folder, with forward slashes."""
    authority: str | None
    title: str
    kind: ReportKind
    framework: str | None
    inspections: tuple[DateRange, ...]
    published: dt.date | None
    published_source: Literal["text", "file name"] | None
    lead_inspector: str | None
    url: str | None = None
    judgements: tuple[Judgement, ...] = ()
    previous: tuple[PreviousInspection, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def inspection_start(self) -> dt.date | None:
        """First day over all ranges."""
        return min((r.start for r in self.inspections), default=None)

    @property
    def inspection_end(self) -> dt.date | None:
        """Last day over all ranges."""
        return max((r.end for r in self.inspections), default=None)

    @property
    def date(self) -> dt.date | None:
        """The date by which reports are put in order: the inspection's end, else publication."""
        return self.inspection_end or self.published


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest thing that can be cited."""

    id: str
    """Hash prefix of the report, a colon and the ordinal."""
    report_id: str
    ordinal: int
    """Position in the report's reading order, from 1."""
    kind: ParagraphKind
    number: str | None
    """As printed, without its full stop; may repeat or be absent."""
    label: str
    """What a person would call it, unique in its report: "59", "Strengths, bullet 3"."""
    section: tuple[str, ...]
    """Headings above it, outermost first."""
    page: int
    text: str
    spans: tuple[Span, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: a report and its paragraphs in reading order."""

    report: Report
    paragraphs: tuple[Paragraph, ...]

    def to_dict(self) -> dict[str, object]:
        """The line that `parse --json` prints."""
        report = self.report
        return {
            "file": report.file,
            "report_id": report.id,
            "authority": report.authority,
            "title": report.title,
            "kind": report.kind,
            "framework": report.framework,
            "inspections": [[iso(r.start), iso(r.end)] for r in report.inspections],
            "inspection_start": iso(report.inspection_start),
            "inspection_end": iso(report.inspection_end),
            "published": iso(report.published),
            "published_source": report.published_source,
            "lead_inspector": report.lead_inspector,
            "url": report.url,
            "previous_inspections": [
                {"date": p.date, "paragraph": p.paragraph} for p in report.previous
            ],
            "abbreviations": [[each.short, each.long] for each in report.abbreviations],
            "judgements": [
                {
                    "name": j.name,
                    "canonical": j.canonical,
                    "grade": j.grade,
                    "canonical_grade": j.canonical_grade,
                    "part": j.part,
                    "paragraphs": list(j.paragraphs),
                }
                for j in report.judgements
            ],
            "paragraphs": [
                {
                    "ordinal": p.ordinal,
                    "kind": p.kind,
                    "number": p.number,
                    "label": p.label,
                    "section": list(p.section),
                    "page": p.page,
                    "text": p.text,
                }
                for p in self.paragraphs
            ],
            "warnings": list(report.warnings),
        }


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that was skipped, and why."""

    file: str
    code: str
    message: str

    def to_dict(self) -> dict[str, object]:
        """The line that `parse --json` prints."""
        return {"file": self.file, "error": {"code": self.code, "message": self.message}}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports count; an empty field does not restrict. Applied before ranking.

    `since` and `until` are inclusive and compare with the inspection, the publication, or
    whichever of the two fits, as `date_field` says. `latest` keeps of each authority's reports
    that pass the rest only the one inspected last.
    """

    authorities: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    date_field: DateField = "either"
    kinds: tuple[ReportKind, ...] = ()
    reports: tuple[str, ...] = ()
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that a search found. `retrievers` names what found it ("dense", "sparse")."""

    paragraph: Paragraph
    report: Report
    score: float
    rank: int
    retrievers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One judgement with its report and the paragraph that proves it."""

    report: Report
    judgement: Judgement
    paragraph_id: str | None

    def to_dict(self) -> dict[str, object]:
        """The row that `judgements --json` prints."""
        return {
            "report_id": self.report.id,
            "file": self.report.file,
            "authority": self.report.authority,
            "published": iso(self.report.published),
            "inspection_end": iso(self.report.inspection_end),
            "framework": self.report.framework,
            "name": self.judgement.name,
            "canonical": self.judgement.canonical,
            "grade": self.judgement.grade,
            "canonical_grade": self.judgement.canonical_grade,
            "part": self.judgement.part,
            "paragraph_id": self.paragraph_id,
        }
