"""What the index itself says of cited reports, in the words and rows of computed answers."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from assistant.inspections import find_inspections
from assistant.spells import find_spells
from assistant.types import Fact, Passage, Query
from assistant.words import report_name
from index import Filters, Index, JudgementRow, Report, iso

__all__ = ["grade_fact", "known_facts", "known_refusals", "known_spells"]

_NO_ACTIONS = re.compile(r"\bno (?:areas for )?priority actions?\b", re.IGNORECASE)


def known_facts(index: Index, passages: Sequence[Passage]) -> list[Fact]:
    """Judgements and inspections of the reports, as far as these passages prove them."""
    cited = {passage.paragraph.id for passage in passages}
    reports = dict.fromkeys(passage.report for passage in passages)
    facts = (fact for report in reports for fact in _facts(index, report))
    return [f for f in facts if {passage.paragraph.id for passage in f.passages} <= cited]


def known_spells(index: Index, query: Query) -> list[Fact]:
    """How long grades held, for the authorities, judgements and grades of a query."""
    spells = find_spells(index, query)
    return [Fact(spell.said, (), _lines(index, (spell.first, spell.last))) for spell in spells]


def known_refusals(index: Index, passages: Sequence[Passage]) -> Iterator[str]:
    """How a false premise is refused that these passages contradict."""
    for passage in passages:
        name = report_name(passage.report)
        for row in _rows(index, passage.report):
            if row.paragraph_id == passage.paragraph.id:
                said = f"“{row.judgement.name}: {row.judgement.grade}”"
                yield f"The grade was another: the report on {name}, says {said}."
        if _NO_ACTIONS.search(passage.quote):
            yield f"The report on {name}, names no priority action."


def grade_fact(row: JudgementRow, passages: tuple[Passage, ...]) -> Fact:
    """A judgement, and the passages that prove it."""
    report, judgement = row.report, row.judgement
    part = f" ({judgement.part})" if judgement.part else ""
    text = f"{report_name(report)}: {judgement.name}{part}: {judgement.grade}."
    cells = (report.authority or "", iso(report.published) or "", judgement.name, judgement.grade)
    return Fact(text, cells, passages)


def _facts(index: Index, report: Report) -> Iterator[Fact]:
    for row in _rows(index, report):
        yield grade_fact(row, _lines(index, (row,)))
    about = Query("", "", "", dt.date.min, reports=(report.id,))
    found = find_inspections(index, about)
    yield from found.rows if found is not None else ()


def _rows(index: Index, report: Report) -> list[JudgementRow]:
    """The judgements that the report prints somewhere."""
    return [row for row in index.judgements(Filters(reports=(report.id,))) if row.paragraph_id]


def _lines(index: Index, rows: Sequence[JudgementRow]) -> tuple[Passage, ...]:
    """The lines that print judgements, whole."""
    lines = [(row.report, index.paragraph(row.paragraph_id or "")) for row in rows]
    return tuple(Passage(p, report, 0, len(p.text)) for report, p in lines)
