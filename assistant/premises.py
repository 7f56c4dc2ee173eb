"""What a question takes for granted and a report contradicts: a grade, or a list of actions."""

import re
from collections.abc import Sequence

from assistant.catalogue import find_judgements
from assistant.grading import find_grades, step_on_scale
from assistant.relevance import sentences
from assistant.types import Facts, Passage, Query
from assistant.verdict import Verdict
from assistant.wording import presupposes
from assistant.words import report_name
from index import Filters, Hit, Index, JudgementRow

__all__ = ["false_grade", "false_list"]

_CHANGE = re.compile(r"\bfrom\s+(?P<before>[\w ]+?)\s+to\s+(?P<after>[\w ]+)", re.IGNORECASE)
_NO_ACTIONS = re.compile(r"\bno (?:areas for )?priority actions?\b", re.IGNORECASE)


def false_grade(index: Index, query: Query) -> Verdict | None:
    """The question takes a grade for granted that the catalogue contradicts."""
    if not (query.grades and query.authorities and presupposes(query.question)):
        return None
    changed = _CHANGE.search(query.question)
    claimed = (find_grades(f"to {changed['after']}") if changed else ()) or query.grades
    rows = [row for side in query.sides for row in find_judgements(index, query, side)]
    if not rows:
        return None
    said: JudgementRow | None = rows[-1]
    if any(row.judgement.canonical_grade in claimed for row in rows):
        said = _other_before(index, rows[-1], changed["before"]) if changed else None
    if said is None:
        return None
    grade = f"“{said.judgement.name}: {said.judgement.grade}”"
    message = f"The grade was another: the report on {report_name(said.report)}, says {grade}."
    return Verdict("false_premise", message, _proof(index, said))


def false_list(query: Query, hits: Sequence[Hit], facts: Facts | None) -> Verdict | None:
    """The question asks for priority actions where the report says that there are none."""
    if (
        query.intent != "list"
        or facts is not None
        or "priority action" not in query.question.lower()
    ):
        return None
    for hit in hits:
        text = hit.paragraph.text
        for start, end in sentences(text):
            if _NO_ACTIONS.search(text[start:end]):
                evidence = Passage(hit.paragraph, hit.report, start, end)
                message = f"The report on {report_name(hit.report)}, names no priority action."
                return Verdict("false_premise", message, (evidence,))
    return None


def _other_before(index: Index, row: JudgementRow, claimed: str) -> JudgementRow | None:
    """The judgement before a row's, where it was of another step than is claimed."""
    steps = {step_on_scale(grade) for grade in find_grades(f"to {claimed}")}
    same = index.judgements(
        Filters(authorities=(row.report.authority or "",)), canonical=row.judgement.canonical
    )
    reports = [each.report.id for each in same]
    before = same[: reports.index(row.report.id)] if row.report.id in reports else []
    last = before[-1] if before and before[-1].judgement.part == row.judgement.part else None
    if last is None or not steps or step_on_scale(last.judgement.canonical_grade) in steps:
        return None
    return last


def _proof(index: Index, row: JudgementRow) -> tuple[Passage, ...]:
    if row.paragraph_id is None:
        return ()
    paragraph = index.paragraph(row.paragraph_id)
    return (Passage(paragraph, row.report, 0, len(paragraph.text)),)
