"""Questions to begin with, of the kinds that can be asked."""

import re
from typing import Final

from assistant import Assistant
from index import Index, Judgement, Report, words_for
from sample import EXAMPLE_QUESTIONS

__all__ = ["example_questions"]

_MOST: Final = 6
_TO_IMPROVE: Final = re.compile(r"\bimprove|\brecommend", re.IGNORECASE)


def example_questions(assistant: Assistant, *, is_sample: bool) -> tuple[str, ...]:
    """The sample's own questions, else one on each of the newest reports, of many authorities."""
    if is_sample:
        return EXAMPLE_QUESTIONS[:_MOST]
    index = assistant.index
    first: list[Report] = []
    further: list[Report] = []
    seen = set()
    for report in reversed(index.reports()):
        if report.authority is not None:
            (further if report.authority in seen else first).append(report)
            seen.add(report.authority)
    chosen = [*first, *further][:_MOST]
    return tuple(dict.fromkeys(_question(index, each, n) for n, each in enumerate(chosen)))


def _question(index: Index, report: Report, turn: int) -> str:
    """Of another kind each turn, about another judgement of the report."""
    judged = _judged(report)
    if not judged:
        return f"What needs to improve in {report.authority}{_year(report)}?"
    judgement = judged[turn % len(judged)]
    subject = words_for(judgement.canonical or "")
    match turn:
        case 1 if _tells_what_to_improve(index, report):
            return f"What must {report.authority} improve?"
        case 2:
            return f"What grade did {report.authority} get for {subject}{_year(report)}?"
        case 3 if earlier := _years_before(index, report, judgement):
            return f"How did {subject} change in {report.authority} since {earlier[0]}?"
        case 4:
            grade = words_for(judgement.canonical_grade).lower()
            return f"Which authorities were judged {grade} for {subject}{_year(report)}?"
    return f"What did inspectors say about {subject} in {report.authority}{_year(report)}?"


def _year(report: Report) -> str:
    return f" in {report.date.year}" if report.date else ""


def _judged(report: Report) -> list[Judgement]:
    """The judgements on a subject, the first on each."""
    by_subject: dict[str, Judgement] = {}
    for judgement in report.judgements:
        if judgement.canonical and judgement.canonical != "overall":
            by_subject.setdefault(judgement.canonical, judgement)
    return list(by_subject.values())


def _tells_what_to_improve(index: Index, report: Report) -> bool:
    bullets = (p for p in index.paragraphs(report.id) if p.kind == "bullet")
    return any(_TO_IMPROVE.search(title) for bullet in bullets for title in bullet.section)


def _years_before(index: Index, report: Report, judgement: Judgement) -> list[int]:
    """When the same was judged of the authority before."""
    rows = index.judgements(canonical=judgement.canonical)
    dates = [row.report.date for row in rows if row.report.authority == report.authority]
    return [date.year for date in dates if date and report.date and date < report.date]
