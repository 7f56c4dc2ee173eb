"""An answer: cited statements, a table, a refusal, and the JSON of the contracts."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Literal

from assistant.types import Coverage, Note, Passage, Query
from assistant.withheld import Withheld
from index import Hit, Paragraph, Report, iso

__all__ = [
    "Answer",
    "Citation",
    "Mode",
    "Origin",
    "Provenance",
    "Refusal",
    "RefusalReason",
    "Statement",
    "Status",
    "Table",
    "TableRow",
    "Timings",
    "Usage",
    "citation_dict",
    "hit_dict",
]


Mode = Literal["quote", "llm", "computed", "computed+llm"]

Origin = Literal["quoted", "computed", "row", "written"]
"""Where a statement's words come from: a report, a computation, a row of the table, a model."""

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
    origin: Origin = "quoted"

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs at least one citation")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a computed table and the citations that prove it."""

    cells: tuple[str, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A computed table."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was answered, with what comes nearest."""

    reason: RefusalReason
    message: str
    evidence: tuple[int, ...] = ()
    """Numbers of the citations that contradict a false premise."""
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model was asked for an answer, as its server counted it; 0 where it did not."""

    requests: int
    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made from, so that it can be checked later."""

    index: str
    corpus: str
    version: str
    created: dt.datetime
    prompts: tuple[tuple[str, str], ...] = ()
    """Names and hashes of the prompts that were used."""
    model: str | None = None
    """The model that was asked, whether or not it answered."""
    usage: Usage | None = None


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
    id: str | float | None = None

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
                "usage": None if self.provenance.usage is None else asdict(self.provenance.usage),
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
