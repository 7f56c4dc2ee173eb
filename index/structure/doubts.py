"""What looks doubtful about a parsed report, for a person to check."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.frameworks import expected_judgements, words_for
from index.number_runs import number_runs
from index.types import Judgement, Paragraph, Report

__all__ = ["doubts"]


def doubts(report: Report, paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """One line for each gap or repeat in the numbers, and each missing or contradictory grade."""
    return (
        *_front(report),
        *_numbers(paragraphs),
        *_missing(report),
        *_contradictions(report.judgements),
    )


def _front(report: Report) -> Iterator[str]:
    if report.authority is None:
        yield "no authority was recognised"
    if not report.inspections and report.published is None:
        yield "no date was found"


def _numbers(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    runs = number_runs(paragraphs)
    for before, run in pairwise(runs):
        page = run.first.page
        if run.start == before.end:
            yield f"paragraph number {run.start} is printed twice, again on page {page}"
        elif run.start != 1:
            jump = f"paragraph numbers jump from {before.end} to {run.start} on page {page}"
            missing = range(before.end + 1, run.start)
            between = paragraphs[before.first.ordinal : run.first.ordinal]
            unsure = next((p for p in between if _leads(p) in missing), None)
            yield (
                f"{jump}; “{unsure.text[:20]}…” on page {unsure.page} may be one of those missing"
                if unsure
                else f"{jump}, as printed"
            )


def _leads(paragraph: Paragraph) -> int | None:
    """The figure that the text of a paragraph without a number begins with."""
    figure = re.match(r"(\d{1,3})[.)]*\s", paragraph.text)
    return int(figure[1]) if figure and paragraph.number is None else None


def _missing(report: Report) -> Iterator[str]:
    found = {judgement.canonical for judgement in report.judgements}
    for name in expected_judgements(report.kind, report.date, found):
        yield f"no grade was found for {words_for(name)}"


def _contradictions(judgements: Sequence[Judgement]) -> Iterator[str]:
    seen: dict[tuple[str, str | None], str] = {}
    for judgement in judgements:
        key = (judgement.canonical or judgement.name.lower(), judgement.part)
        if seen.setdefault(key, judgement.canonical_grade) != judgement.canonical_grade:
            yield f"{judgement.name} is graded {seen[key]} and {judgement.canonical_grade}"
