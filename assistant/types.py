"""The values that flow through `assistant`: messages, queries, drafts, answers and events."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from index import DateField, Filters, Hit, Paragraph, Report, ReportKind, iso

__all__ = [
    "Answer",
    "Citation",
    "Coverage",
    "Draft",
    "Event",
    "Fact",
    "Facts",
    "Finished",
    "Intent",
    "Message",
    "Mode",
    "Note",
    "Passage",
    "Progress",
    "Provenance",
    "Query",
    "Refusal",
    "RefusalReason",
    "Statement",
    "StatementReady",
    "Status",
    "Table",
    "TableRow",
    "Timings",
    "Understood",
    "Withheld",
    "citation_dict",
    "hit_dict",
]

Intent = Literal["lookup", "theme", "grade", "list", "compare", "change", "aggregate"]
Mode = Literal["quote", "llm", "computed", "computed+llm"]
Status = Literal["answered", "partial", "refused"]
RefusalReason = Literal[
    "off_topic",
    "authority_not_in_corpus",
    "report_not_in_corpus",
    "false_premise",
    "not_inspected",
    "not_mentioned",
    "no_evidence",
]


@dataclass(frozen=True, slots=True)
class Message:
    """One earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Query:
    """How a question was understood."""

    question: str
    """Stand-alone: what a follow-up leaves out has been put in."""
    topic: str
    """What is searched for: the question without its filters."""
    keywords: str
    """The topic widened by the glossary's words, for the search by words."""
    today: dt.date
    authorities: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """Authorities that are named but have no report in the corpus."""
    since: dt.date | None = None
    until: dt.date | None = None
    date_field: DateField = "either"
    latest: bool = False
    kinds: tuple[ReportKind, ...] = ()
    reports: tuple[str, ...] = ()
    """Ids of reports; only a caller's filters name any."""
    strands: tuple[str, ...] = ()
    """Canonical judgement names."""
    grades: tuple[str, ...] = ()
    """Canonical grades."""
    intent: Intent = "lookup"
    scopes: tuple[Filters, ...] = ()
    """The sides of a comparison, each searched by itself; empty where there is only one."""

    @property
    def filters(self) -> Filters:
        """The part of the query that restricts which reports are searched, over all sides."""
        return Filters(
            authorities=self.authorities,
            since=self.since,
            until=self.until,
            date_field=self.date_field,
            kinds=self.kinds,
            reports=self.reports,
            latest=self.latest,
        )

    @property
    def sides(self) -> tuple[Filters, ...]:
        """The sides of a comparison, or everything that the query searches as the only one."""
        return self.scopes or (self.filters,)

    def to_dict(self) -> dict[str, object]:
        """The `understood` object of an answer."""
        return {
            "question": self.question,
            "authorities": list(self.authorities + self.absent),
            "from": iso(self.since),
            "to": iso(self.until),
            "latest": self.latest,
            "kinds": list(self.kinds),
            "strands": list(self.strands),
            "grades": list(self.grades),
            "intent": self.intent,
            "today": iso(self.today),
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one paragraph; `quote` comes from the span, so it is always verbatim."""

    paragraph: Paragraph
    report: Report
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.paragraph.text):
            raise ValueError(f"span {self.start}-{self.end} is outside {self.paragraph.id}")

    @property
    def quote(self) -> str:
        """The words of the paragraph between `start` and `end`."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage under the number by which the answer's text names it."""

    id: int
    passage: Passage

    @property
    def quote(self) -> str:
        """The cited words, verbatim."""
        return self.passage.quote


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer and the numbers of the citations that it rests on."""

    text: str
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs at least one citation")


@dataclass(frozen=True, slots=True)
class Note:
    """An uncited sentence holding only what the catalogue or the index knows, never a finding."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a computed table and the citations that prove it."""

    cells: tuple[str, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many authorities match, have the data at all, and are in the corpus."""

    matched: int
    with_data: int
    total: int


@dataclass(frozen=True, slots=True)
class Table:
    """A computed table."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One computed row: what is said in words, its cells, and the passages that prove it."""

    text: str
    cells: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was computed from the catalogue for a question."""

    columns: tuple[str, ...]
    rows: tuple[Fact, ...]
    coverage: Coverage | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Statements with the passages they rest on, before they are verified and numbered."""

    statements: tuple[tuple[str, tuple[Passage, ...]], ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was answered, with what comes nearest."""

    reason: RefusalReason
    message: str
    evidence: tuple[int, ...] = ()
    """Numbers of the citations that contradict a false premise."""
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made from, so that it can be checked later."""

    index: str
    corpus: str
    version: str
    created: dt.datetime
    prompts: tuple[tuple[str, str], ...] = ()
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds spent on each step."""

    understand: float = 0.0
    retrieve: float = 0.0
    answer: float = 0.0

    @property
    def total(self) -> float:
        """All steps together."""
        return self.understand + self.retrieve + self.answer


@dataclass(frozen=True, slots=True)
class Understood:
    """The question has been read."""

    query: Query


@dataclass(frozen=True, slots=True)
class Progress:
    """A step has begun; `text` says which, for a person."""

    text: str


@dataclass(frozen=True, slots=True)
class StatementReady:
    """A statement may be shown, with the citations that it brings in for the first time."""

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A statement that verification removed, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with everything needed to show, export and check it."""

    question: str
    status: Status
    mode: Mode
    query: Query
    authorities: tuple[str, ...]
    notes: tuple[Note, ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    provenance: Provenance
    seconds: Timings
    table: Table | None = None
    withheld: tuple[Withheld, ...] = ()
    refusal: Refusal | None = None
    hits: tuple[Hit, ...] = field(default=(), repr=False)
    """All that was retrieved, cited or not."""
    id: str | None = None

    def citation(self, number: int) -> Citation:
        """The citation that the text names `[number]`; KeyError where there is none."""
        for citation in self.citations:
            if citation.id == number:
                return citation
        raise KeyError(number)

    @property
    def text(self) -> str:
        """Notes and statements in reading order, each statement followed by its `[n]`."""
        lines = [self.refusal.message] if self.refusal else []
        lines += [note.text for note in self.notes]
        lines += [f"{s.text} {_marks(s.citations)}" for s in self.statements]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, object]:
        """The JSON object of the contracts."""
        return {
            "id": self.id,
            "question": self.question,
            "status": self.status,
            "text": self.text,
            "mode": self.mode,
            "authorities": list(self.authorities),
            "understood": self.query.to_dict(),
            "notes": [{"kind": n.kind, "text": n.text} for n in self.notes],
            "statements": [
                {"text": s.text, "citations": list(s.citations)} for s in self.statements
            ],
            "citations": [citation_dict(c) for c in self.citations],
            "table": None if self.table is None else _table_dict(self.table),
            "withheld": [{"text": w.text, "reason": w.reason} for w in self.withheld],
            "refusal": None if self.refusal is None else self._refusal_dict(self.refusal),
            "provenance": {
                "index": self.provenance.index,
                "corpus": self.provenance.corpus,
                "prompts": dict(self.provenance.prompts),
                "model": self.provenance.model,
                "usage": None,
                "version": self.provenance.version,
                "created": self.provenance.created.isoformat(timespec="seconds"),
            },
            "seconds": {
                "understand": round(self.seconds.understand, 4),
                "retrieve": round(self.seconds.retrieve, 4),
                "answer": round(self.seconds.answer, 4),
                "total": round(self.seconds.total, 4),
            },
        }

    def _refusal_dict(self, refusal: Refusal) -> dict[str, object]:
        return {
            "reason": refusal.reason,
            "message": refusal.message,
            "evidence": [citation_dict(self.citation(n)) for n in refusal.evidence],
            "nearest": [hit_dict(h) for h in refusal.nearest],
        }


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of every stream."""

    answer: Answer


Event = Understood | Progress | StatementReady | Withheld | Finished


def _marks(citations: tuple[int, ...]) -> str:
    return "".join(f"[{n}]" for n in citations)


def _table_dict(table: Table) -> dict[str, object]:
    return {
        "columns": list(table.columns),
        "rows": [{"cells": list(r.cells), "citations": list(r.citations)} for r in table.rows],
        "coverage": None
        if table.coverage is None
        else {
            "matched": table.coverage.matched,
            "with_data": table.coverage.with_data,
            "total": table.coverage.total,
        },
    }


def _pointer(report: Report, paragraph: Paragraph) -> dict[str, object]:
    """The fields that hits and citations share."""
    return {
        "report_id": report.id,
        "file": report.file,
        "authority": report.authority,
        "report": report.title,
        "inspection_start": iso(report.inspection_start),
        "inspection_end": iso(report.inspection_end),
        "published": iso(report.published),
        "url": report.url,
        "paragraph_id": paragraph.id,
        "paragraph": paragraph.number,
        "label": paragraph.label,
        "kind": paragraph.kind,
        "section": list(paragraph.section),
        "page": paragraph.page,
        "text": paragraph.text,
    }


def hit_dict(hit: Hit) -> dict[str, object]:
    """A hit as the contracts give it."""
    return _pointer(hit.report, hit.paragraph) | {"score": round(hit.score, 6)}


def citation_dict(citation: Citation) -> dict[str, object]:
    """A citation as the contracts give it."""
    passage = citation.passage
    return (
        {"id": citation.id}
        | _pointer(passage.report, passage.paragraph)
        | {
            "quote": passage.quote,
            "start": passage.start,
            "end": passage.end,
        }
    )
