"""Questions to begin with."""

from typing import Final

from assistant import Assistant
from index import Report, words_for
from sample import EXAMPLE_QUESTIONS

__all__ = ["example_questions"]

_MOST: Final = 6


def example_questions(assistant: Assistant, *, is_sample: bool) -> tuple[str, ...]:
    """The sample's own questions, else one on each of the newest reports, of many authorities."""
    if is_sample:
        return EXAMPLE_QUESTIONS[:_MOST]
    first: list[Report] = []
    further: list[Report] = []
    seen = set()
    for report in reversed(assistant.index.reports()):
        if report.authority is not None:
            (further if report.authority in seen else first).append(report)
            seen.add(report.authority)
    chosen = [*first, *further][:_MOST]
    return tuple(dict.fromkeys(_question(report, turn) for turn, report in enumerate(chosen)))


def _question(report: Report, turn: int) -> str:
    """About what the report judged, another judgement each turn."""
    where = f"{report.authority} in {report.date.year}" if report.date else report.authority
    judged = dict.fromkeys(j.canonical for j in report.judgements if j.canonical)
    subjects = [words_for(name) for name in judged if name != "overall"]
    if not subjects:
        return f"What needs to improve in {where}?"
    return f"What did inspectors say about {subjects[turn % len(subjects)]} in {where}?"
