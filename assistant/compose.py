"""What the steps found -> Answer: notes written, the table cited, the refusal put in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import (
    Answer,
    Citation,
    Mode,
    Provenance,
    Refusal,
    Statement,
    Status,
    Table,
    TableRow,
    Timings,
)
from assistant.notes import correction_notes, reading_note, reports_note
from assistant.numbering import Numbering
from assistant.types import Facts, Note, Query
from assistant.verdict import Verdict
from assistant.withheld import Withheld
from index import Hit

__all__ = ["Outcome", "compose"]

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
    statements: tuple[Statement, ...]
    numbering: Numbering
    """The citations of the statements."""
    notes: tuple[Note, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    written: bool = False
    """Whether a model wrote any of the statements."""


def compose(outcome: Outcome, provenance: Provenance, seconds: Timings) -> Answer:
    """The answer."""
    verdict = outcome.verdict
    table = _table(outcome)  # first, since its rows may cite more
    citations = _evidence(verdict) if verdict else outcome.numbering.citations
    return Answer(
        question=outcome.question,
        status=_status(outcome),
        mode=_mode(outcome),
        query=outcome.query,
        authorities=_authorities(outcome.query, citations),
        notes=correction_notes(outcome.query) if verdict else _notes(outcome, citations),
        statements=outcome.statements,
        citations=tuple(citations),
        provenance=provenance,
        seconds=seconds,
        table=table,
        withheld=outcome.withheld,
        refusal=_refusal(verdict, outcome.hits) if verdict else None,
        hits=outcome.hits,
    )


def _mode(outcome: Outcome) -> Mode:
    if outcome.facts is None:
        return "llm" if outcome.written else "quote"
    return "computed+llm" if outcome.written else "computed"


def _evidence(verdict: Verdict) -> list[Citation]:
    return [Citation(n, passage) for n, passage in enumerate(verdict.evidence, start=1)]


def _refusal(verdict: Verdict, hits: tuple[Hit, ...]) -> Refusal:
    evidence = tuple(range(1, len(verdict.evidence) + 1))
    nearest = hits[:_NEAREST] if verdict.offers_nearest else ()
    return Refusal(verdict.reason, verdict.message, evidence, nearest)


def _table(outcome: Outcome) -> Table | None:
    """The computed rows, each with the citations that prove it."""
    facts = outcome.facts
    if facts is None or outcome.verdict is not None:
        return None
    cite = outcome.numbering.numbers
    rows = tuple(TableRow(fact.cells, cite(fact.passages)) for fact in facts.rows if fact.cells)
    return Table(facts.columns, rows, facts.coverage)


def _status(outcome: Outcome) -> Status:
    if outcome.verdict is not None:
        return "refused"
    return "partial" if any(n.kind == "absence" for n in outcome.notes) else "answered"


def _authorities(query: Query, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Those that the answer rests on; of an answer without citations, those asked about."""
    cited = [c.passage.report.authority for c in citations if c.passage.report.authority]
    return tuple(dict.fromkeys(cited)) or query.authorities + query.absent


def _notes(outcome: Outcome, citations: Sequence[Citation]) -> tuple[Note, ...]:
    reports = reports_note([citation.passage.report for citation in citations])
    corrections = correction_notes(outcome.query)
    notes = (reading_note(outcome.query), *corrections, *outcome.notes, reports)
    return tuple(note for note in notes if note is not None)
