"""Questions that the catalogue answers by itself -> Facts: grades, and lists of what to improve."""

import re
from collections.abc import Iterator

from assistant.aggregate import find_matching
from assistant.catalogue import find_judgements, find_list
from assistant.grade_notes import comparability_note, grade_notes, later_notes
from assistant.inspections import find_inspections
from assistant.relevance import sentences
from assistant.retrieve import sides
from assistant.scan import scan
from assistant.spells import Spell, find_spells
from assistant.subject import about_grades, about_inspections, compares_grades, names_only_grades
from assistant.types import Fact, Facts, Passage, Query, Silence
from assistant.words import report_name
from index import Index, JudgementRow, Paragraph, Report, iso, words_for

__all__ = ["asks_for_grade", "compute"]

_GRADE_WORDS = re.compile(
    r"\b(?:grades?|graded|judge?ments?|judged|rating|rated|verdict|overall)\b", re.IGNORECASE
)
_OPEN = re.compile(r"^\W*(?:and |so |but )?(?:what|how|why|describe|tell)\b", re.IGNORECASE)
_GRADE_COLUMNS = ("Authority", "Published", "Judgement", "Grade")
_LIST_COLUMNS = ("Authority", "Published", "Entry")


def compute(index: Index, query: Query) -> Facts | Silence | None:
    """The facts that answer the query, or why none can; None where it is one for the text."""
    if query.intent == "list":
        return _list(index, query)
    if about_inspections(query):
        return find_inspections(index, query)
    if query.intent == "aggregate":
        return _matching(index, query) if asks_for_grade(query) else scan(index, query)
    return _grades(index, query) if asks_for_grade(query) else None


def asks_for_grade(query: Query) -> bool:
    """Whether a judgement is the answer, and not merely a word of the question."""
    if query.intent == "grade":
        return True
    if query.intent == "aggregate":
        return bool(query.strands) and bool(
            query.grades or query.ruled_out or compares_grades(query)
        )
    if query.intent not in ("compare", "change") or not query.strands:
        return False
    # "What has improved?" asks for findings, "Has it improved?" for the grade
    is_open = _OPEN.search(query.question) is not None
    if not is_open and (about_grades(query) or _sets_side_by_side(query)):
        return True
    return _GRADE_WORDS.search(query.standalone) is not None


def _sets_side_by_side(query: Query) -> bool:
    """Whether authorities are compared by nothing but what is judged."""
    return query.intent == "compare" and bool(query.authorities[1:]) and names_only_grades(query)


def _grades(index: Index, query: Query) -> Facts | None:
    found = [row for side in sides(index, query) for row in find_judgements(index, query, side)]
    rows = [row for row in dict.fromkeys(found) if row.paragraph_id]
    spells = [_spell(index, spell) for spell in find_spells(index, query)]
    facts = tuple(_grade(index, row) for row in rows)
    notes = tuple(grade_notes(index, query, rows))
    return Facts(_GRADE_COLUMNS, (*spells, *facts), notes=notes) if facts else None


def _matching(index: Index, query: Query) -> Facts | None:
    """Every authority whose judgements fit; without one the coverage is the answer."""
    matched = find_matching(index, query, query.filters)
    if matched is None:
        return None
    facts = tuple(_grade(index, row) for row in matched.rows if row.paragraph_id)
    later = later_notes(index, matched.looked_at)
    notes = (*matched.notes, *later, *comparability_note(matched.rows))
    return Facts(_GRADE_COLUMNS, facts, matched.coverage, notes)


def _grade(index: Index, row: JudgementRow) -> Fact:
    """A judgement, proved by the line that prints it and by the sentence that explains it."""
    report, judgement = row.report, row.judgement
    line = index.paragraph(row.paragraph_id or "")
    part = f" ({judgement.part})" if judgement.part else ""
    text = f"{report_name(report)}: {judgement.name}{part}: {judgement.grade}."
    cells = (report.authority or "", iso(report.published) or "", judgement.name, judgement.grade)
    return Fact(text, cells, (_whole(report, line), *_explained(index, row, line)))


def _spell(index: Index, spell: Spell) -> Fact:
    """How long a grade held, proved by the lines that print it first and last."""
    rows = dict.fromkeys((spell.first, spell.last))
    lines = (_whole(row.report, index.paragraph(row.paragraph_id or "")) for row in rows)
    return Fact(spell.said, (), tuple(lines))


def _explained(index: Index, row: JudgementRow, line: Paragraph) -> Iterator[Passage]:
    """The opening sentence of the paragraph below the judgement, where it repeats the grade."""
    paragraphs = index.paragraphs(row.report.id)
    below = paragraphs[line.ordinal] if line.ordinal < len(paragraphs) else None
    if below is None or below.kind != "numbered":
        return
    start, end = sentences(below.text)[0]
    if words_for(row.judgement.canonical_grade) in below.text[start:end].lower():
        yield Passage(below, row.report, start, end)


def _list(index: Index, query: Query) -> Facts | None:
    found = [entry for side in sides(index, query) for entry in find_list(index, query, side)]
    rows = tuple(
        Fact(
            entry.quote,
            (entry.report.authority or "", iso(entry.report.published) or "", entry.quote),
            (entry,),
        )
        for entry in found
    )
    return Facts(_LIST_COLUMNS, rows) if rows else None


def _whole(report: Report, paragraph: Paragraph) -> Passage:
    return Passage(paragraph, report, 0, len(paragraph.text))
