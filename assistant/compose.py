"""What the steps found -> Answer: passages numbered, notes written, the refusal put in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import (
    Answer,
    Citation,
    Provenance,
    Refusal,
    Statement,
    Status,
    Table,
    TableRow,
    Timings,
)
from assistant.events import StatementReady
from assistant.notes import reading_note, reports_note
from assistant.refuse import Verdict
from assistant.types import Draft, Facts, Note, Query
from index import Hit

__all__ = ["Outcome", "compose", "number"]

_NEAREST = 3
"""Paragraphs that a refusal offers instead."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that was found for a question; without a verdict it is answered."""

    question: str
    query: Query
    hits: tuple[Hit, ...]
    facts: Facts | None
    verdict: Verdict | None
    draft: Draft
    ready: tuple[StatementReady, ...]


def number(draft: Draft) -> tuple[StatementReady, ...]:
    """The draft's statements with their citations, numbered from 1, each passage once."""
    citations: dict[tuple[str, int, int], Citation] = {}
    ready = []
    for text, passages in draft.statements:
        known, numbers = len(citations), []
        for passage in passages:
            key = (passage.paragraph.id, passage.start, passage.end)
            new = Citation(len(citations) + 1, passage)
            numbers.append(citations.setdefault(key, new).id)
        statement = Statement(text, tuple(dict.fromkeys(numbers)))
        ready.append(StatementReady(statement, tuple(citations.values())[known:]))
    return tuple(ready)


def compose(outcome: Outcome, provenance: Provenance, seconds: Timings) -> Answer:
    """The answer."""
    verdict = outcome.verdict
    citations = _evidence(verdict) if verdict else [c for r in outcome.ready for c in r.citations]
    return Answer(
        question=outcome.question,
        status=_status(outcome),
        mode="quote" if outcome.facts is None else "computed",
        query=outcome.query,
        authorities=_authorities(outcome.query, citations),
        notes=() if verdict else _notes(outcome, citations),
        statements=tuple(ready.statement for ready in outcome.ready),
        citations=tuple(citations),
        provenance=provenance,
        seconds=seconds,
        table=_table(outcome),
        refusal=_refusal(verdict, outcome.hits) if verdict else None,
        hits=outcome.hits,
    )


def _evidence(verdict: Verdict) -> list[Citation]:
    return [Citation(n, passage) for n, passage in enumerate(verdict.evidence, start=1)]


def _refusal(verdict: Verdict, hits: tuple[Hit, ...]) -> Refusal:
    evidence = tuple(range(1, len(verdict.evidence) + 1))
    nearest = hits[:_NEAREST] if verdict.offers_nearest else ()
    return Refusal(verdict.reason, verdict.message, evidence, nearest)


def _table(outcome: Outcome) -> Table | None:
    """The computed rows, each with the citations of the statement that says it."""
    facts = outcome.facts
    if facts is None or outcome.verdict is not None:
        return None
    cited = zip(facts.rows, outcome.ready, strict=True)
    rows = tuple(TableRow(f.cells, ready.statement.citations) for f, ready in cited if f.cells)
    return Table(facts.columns, rows, facts.coverage)


def _status(outcome: Outcome) -> Status:
    if outcome.verdict is not None:
        return "refused"
    return "partial" if any(n.kind == "absence" for n in outcome.draft.notes) else "answered"


def _authorities(query: Query, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Those that the answer rests on; of an answer without citations, those asked about."""
    cited = [c.passage.report.authority for c in citations if c.passage.report.authority]
    return tuple(dict.fromkeys(cited)) or query.authorities + query.absent


def _notes(outcome: Outcome, citations: Sequence[Citation]) -> tuple[Note, ...]:
    reports = reports_note([citation.passage.report for citation in citations])
    notes = (reading_note(outcome.query), *outcome.draft.notes, reports)
    return tuple(note for note in notes if note is not None)
